package dromos.mailbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits between attempts: 1 s, doubling to a minute, each shortened by up to half so that nodes do not march in step. */
final class Backoff {
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 60_000;

    private int failures;

    int failures() {
        return failures;
    }

    void reset() {
        failures = 0;
    }

    Duration next() {
        long full = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, 16));
        failures++;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(full / 2, full + 1));
    }
}
