package dromos.store;

import dromos.mail.MailIdentity;
import dromos.mail.RawMail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into the inbox.
 *
 * @param source name of the mailbox, or what handed it in
 * @param uid null for what was handed in
 * @param identity null where the message was refused unread
 * @param raw null where the message was refused unread
 * @param refusal why it was not fetched, null where it was
 */
public record Arrival(
        String source,
        @Nullable Long uidValidity,
        @Nullable Long uid,
        Instant received,
        long size,
        @Nullable MailIdentity identity,
        @Nullable RawMail raw,
        @Nullable String refusal) {}
