package dromos.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a worker of this process when there is something to do; other processes find it when they look next. */
public final class Signal {
    private final Semaphore raised = new Semaphore(0);

    public void raise() {
        if (raised.availablePermits() < 8) {
            raised.release();
        }
    }

    /** Returns when the signal is raised, or after the time. */
    public void await(Duration most) {
        try {
            if (raised.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
