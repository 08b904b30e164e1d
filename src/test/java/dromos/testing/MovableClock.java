package dromos.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs like the real one and can be put forward. */
public final class MovableClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    /** Starts at the instant and goes on from there. */
    public static MovableClock at(Instant start) {
        var clock = new MovableClock();
        clock.ahead = Duration.between(InstantSource.system().instant(), start);
        return clock;
    }

    public void forward(Duration time) {
        ahead = ahead.plus(time);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead);
    }
}
