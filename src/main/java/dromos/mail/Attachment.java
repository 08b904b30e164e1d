package dromos.mail;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one attachment; its bytes stay in the raw mail and are read by {@link MailReader#attachment}.
 *
 * @param index position among the attachments of its mail, from 0
 * @param name a safe file name: no path, no control characters, never empty
 * @param type media type in lower case without parameters, {@code application/pdf}
 * @param size decoded bytes
 * @param sha256 of the decoded bytes, 64 hex digits
 * @param inline shown within the text, for example a picture that the HTML refers to
 * @param contentId without angle brackets; null where there is none
 */
public record Attachment(
        int index,
        String name,
        String type,
        long size,
        String sha256,
        boolean inline,
        @Nullable String contentId) {}
