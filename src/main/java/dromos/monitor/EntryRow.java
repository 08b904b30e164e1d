package dromos.monitor;

import dromos.cases.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One contribution to a case.
 *
 * @param consultation whose destination may see it besides staff; null for none
 * @param fullText with its quoted history; null where it is the same as the text
 * @param message id of the mail that it came with; null for none
 */
public record EntryRow(
        long id,
        Entry.Kind kind,
        Entry.Visibility visibility,
        @Nullable Long consultation,
        String author,
        @Nullable String authorName,
        Instant at,
        String text,
        @Nullable String fullText,
        @Nullable Long message) {}
