package dromos.monitor;

import dromos.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The figures, at most a second old, whoever asks and however often. A database that does not answer costs those who
 * ask two seconds together, not each. Thread-safe.
 */
public final class FreshFigures implements AutoCloseable {
    private static final long FRESH = Duration.ofSeconds(1).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

    private final Supplier<Figures> source;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "dromos-figures");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable CompletableFuture<Figures> latest;
    private long asked;

    public FreshFigures(Database database, InstantSource clock) {
        this.source = new FigureReader(database, clock)::read;
    }

    /** Empty where the database does not answer. */
    public Optional<Figures> read() {
        CompletableFuture<Figures> reading;
        long patience;
        synchronized (this) {
            long now = System.nanoTime();
            if (latest == null || (latest.isDone() && now - asked > FRESH)) {
                latest = CompletableFuture.supplyAsync(source, reader);
                asked = now;
            }
            reading = latest;
            patience = Math.max(0, asked + PATIENCE - now);
        }
        try {
            return Optional.of(reading.get(patience, TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException unanswered) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
