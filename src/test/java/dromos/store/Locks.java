package dromos.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Brings two transactions to the point where one waits for the other. */
final class Locks {
    private Locks() {}

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let it go on");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Returns when some connection to the database waits for a lock. */
    static void awaitWaiting(Database database) {
        Awaitility.await()
                .until(() -> database.jdbc().sql("""
                        select exists (select 1 from pg_stat_activity
                          where datname = current_database() and wait_event_type = 'Lock')""").query(Boolean.class).single());
    }
}
