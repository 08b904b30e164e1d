package dromos.monitor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits, oldest first, or what was set aside, newest first.
 *
 * @param oldest when the oldest one came; null where there is none
 * @param rows at most as many as were asked for
 */
public record WorkList<T>(long count, @Nullable Instant oldest, List<T> rows) {}
