package dromos.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one mail to one recipient is made of. The same value always gives the same bytes.
 *
 * @param id of the outbox row; the MIME boundaries derive from it
 * @param messageId without angle brackets
 * @param envelopeFrom the reverse-path of RFC 5321; empty for the null reverse-path
 * @param html null makes the HTML alternative of the text
 * @param auto the value of Auto-Submitted (RFC 3834): {@code auto-replied}, {@code auto-generated}; null for what a person wrote
 */
public record OutgoingMail(
        long id,
        String messageId,
        Instant date,
        String envelopeFrom,
        Address from,
        @Nullable Address replyTo,
        Address to,
        String subject,
        String text,
        @Nullable String html,
        @Nullable String auto,
        String loop,
        List<String> inReplyTo,
        List<String> references,
        List<Part> parts) {

    /**
     * An attachment or inline picture of an outgoing mail.
     *
     * @param contentId null for an attachment; else the picture is shown within the HTML
     */
    public record Part(String name, String type, @Nullable String contentId, RawMail.Source content) {}
}
