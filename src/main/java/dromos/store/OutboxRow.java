package dromos.store;

import dromos.mail.Address;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail to one recipient, complete but for its attachments and its picture, which are read when it is sent.
 *
 * @param id from {@link Outbox#nextId()}
 * @param envelopeFrom empty for the null reverse-path
 * @param attachmentsOf inbox rows whose attachments go along
 * @param picture digest of the picture that the HTML shows, kept in {@link FooterPictures}; null for none
 */
public record OutboxRow(
        long id,
        @Nullable Long caseNumber,
        String audience,
        String letter,
        Address to,
        Address from,
        @Nullable String replyTo,
        String envelopeFrom,
        String messageId,
        String subject,
        String text,
        @Nullable String html,
        @Nullable String auto,
        @Nullable String inReplyTo,
        List<String> references,
        List<Long> attachmentsOf,
        @Nullable String picture,
        Instant created,
        int attempts) {}
