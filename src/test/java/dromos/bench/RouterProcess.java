package dromos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The product as it is run: {@code bin/dromos run --config DIR}, a process of its own with its log in a file. */
final class RouterProcess implements AutoCloseable {
    private static final Pattern STACK = Pattern.compile("^(\\s+at [\\w.$/]+\\(|Caused by: |Exception in thread ).*");

    private final Process process;
    private final Path log;

    private RouterProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it; its log is appended to the file. */
    static RouterProcess start(Path config, Path log) throws IOException {
        List<String> command = command(config);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new RouterProcess(process, log);
    }

    private static List<String> command(Path config) {
        return List.of(Path.of("bin", "dromos").toAbsolutePath().toString(), "run", "--config", config.toString());
    }

    /** {@code kill -9}, and returns when it is dead. The script becomes the JVM by {@code exec}: there is one pid. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What it has used of the processors so far. */
    Duration processor() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    void mustLive() throws IOException {
        if (!process.isAlive()) {
            List<String> all = Files.readAllLines(log);
            throw new IllegalStateException("Dromos ended by itself with " + process.exitValue() + ":\n"
                    + String.join("\n", all.subList(Math.max(0, all.size() - 40), all.size())));
        }
    }

    /** Lines of stack traces in a log. */
    static List<String> stackLines(Path log) throws IOException {
        List<String> found = new ArrayList<>();
        try (var lines = Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            lines.filter(line -> STACK.matcher(line).matches()).forEach(found::add);
        }
        return found;
    }

    /** Stops it as a service manager does. */
    Duration stop() throws InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                stop();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
