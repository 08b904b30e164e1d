package dromos.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outbox.
 *
 * @param states how many letters are in each state
 * @param oldest when the oldest letter that is not yet sent was written; null where there is none
 * @param rows at most as many as were asked for
 */
public record OutboxList(Map<String, Long> states, @Nullable Instant oldest, List<LetterRow> rows) {}
