package dromos.store;

import dromos.mail.RawMail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the inbox, locked by whoever holds it.
 *
 * @param source name of the mailbox, or what it was handed in by
 * @param duplicateOf the earlier message with the same content, null where this is the first
 * @param raw the bytes; of the earlier message where this is a duplicate
 */
public record Received(
        long id,
        String source,
        Instant received,
        int attempts,
        @Nullable Long duplicateOf,
        RawMail raw) {}
