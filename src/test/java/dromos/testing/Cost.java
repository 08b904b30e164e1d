package dromos.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Judges how much work something is by this thread's processor time, which a busy machine does not change. */
public final class Cost {
    private static final Duration LITTLE = Duration.ofSeconds(2);

    private Cost() {}

    public static void assertLittle(String what, Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        work.run();
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
                .as("processor time of %s", what)
                .isLessThan(LITTLE);
    }
}
