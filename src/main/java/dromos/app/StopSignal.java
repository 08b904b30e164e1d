package dromos.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ctrl-C or SIGTERM ends the process in good order, and with exit code 0: whoever asked for the stop got it. What does
 * not end in time is left as after a crash, which loses nothing either.
 */
final class StopSignal {
    private static final int PATIENCE_SECONDS = 20;

    private final CountDownLatch never = new CountDownLatch(1);

    /** @param running closed when the signal comes */
    StopSignal(AutoCloseable running) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "stop"));
    }

    /** Waits for the signal, which ends the process: this does not return. */
    void await() throws InterruptedException {
        never.await();
    }

    private static void stop(AutoCloseable running) {
        var closing = new FutureTask<Void>(() -> {
            running.close();
            return null;
        });
        var thread = new Thread(closing, "close");
        thread.setDaemon(true);
        thread.start();
        int code = 1;
        try {
            closing.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            code = 0;
        } catch (TimeoutException late) {
            System.err.println("dromos: not everything had ended after " + PATIENCE_SECONDS
                    + " s; stopped hard, the next start goes on where this one was");
        } catch (ExecutionException failed) {
            System.err.println("dromos: a part did not stop cleanly: " + failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        // A hook cannot set the exit code in any other way; without this a signal means 130 or 143.
        Runtime.getRuntime().halt(code);
    }
}
