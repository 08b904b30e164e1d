package dromos.app;

import dromos.cases.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The query parameters of the deadlines route, read anew at each poll: {@code now} from the router's clock, and the
 * clocks whose step has just {@code failed} and was rolled back, so that they do not keep the others waiting.
 */
public final class DueNow extends AbstractMap<String, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(DueNow.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<Long, Instant> pausedUntil = new ConcurrentHashMap<>();

    DueNow(InstantSource clock) {
        this.clock = clock;
    }

    /** The step of this clock was rolled back; it is tried again in a minute. */
    public void pause(Deadline deadline, Throwable failure) {
        LOG.error(
                "rolled back deadline={} case={} wait={}", deadline.getId(), deadline.getCaseNumber(), PAUSE, failure);
        pausedUntil.put(deadline.getId(), clock.instant().plus(PAUSE));
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        var now = clock.instant();
        pausedUntil.values().removeIf(until -> !until.isAfter(now));
        return Set.of(
                Map.entry("now", now.atOffset(ZoneOffset.UTC)),
                Map.entry("failed", pausedUntil.keySet().toArray(Long[]::new)));
    }
}
