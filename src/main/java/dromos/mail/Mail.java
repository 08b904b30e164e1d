package dromos.mail;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A received mail, decoded as far as possible. It is the body of every exchange from screening to the end of the line.
 *
 * @param messageId without angle brackets; null where the sender gave none
 * @param inReplyTo Message-IDs without angle brackets, in their order
 * @param references Message-IDs without angle brackets, oldest first
 * @param from the author; null where no usable From field exists
 * @param sentTo every address this mail was delivered to, as far as its headers tell: Delivered-To, X-Original-To, To, Cc
 * @param subject decoded and unfolded, never null
 * @param date of the Date field; null where absent or unreadable
 * @param text the best body as plain text: text/plain, else readable text made of the HTML
 * @param html whether {@code text} was made of HTML
 * @param reply {@code text} without quoted history and signature: what this person wrote now
 * @param quoted the quoted history that was cut off, empty where there was none
 * @param signature what closes the words of this person: name, footer or the note of a device; empty where none was found
 * @param attachments in their order, inline ones included
 * @param defects what is wrong with this mail, in words
 * @param raw the bytes that all of this was read from
 */
public record Mail(
        @Nullable String messageId,
        List<String> inReplyTo,
        List<String> references,
        @Nullable Address from,
        List<Address> replyTo,
        List<Address> to,
        List<Address> cc,
        List<Address> sentTo,
        String subject,
        @Nullable Instant date,
        String text,
        boolean html,
        String reply,
        String quoted,
        String signature,
        List<Attachment> attachments,
        Headers headers,
        List<String> defects,
        RawMail raw) {
    public Mail {
        inReplyTo = List.copyOf(inReplyTo);
        references = List.copyOf(references);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        sentTo = List.copyOf(sentTo);
        attachments = List.copyOf(attachments);
        defects = List.copyOf(defects);
    }

    /** Address of the author, or the empty string, which equals nobody's address. */
    public String sender() {
        return from == null ? "" : from.address();
    }

    /** Where an answer goes: Reply-To, else From; null where nobody can be answered. */
    public @Nullable Address answerTo() {
        return replyTo.isEmpty() ? from : replyTo.get(0);
    }

    /** All Message-IDs that this mail answers, nearest first. */
    public List<String> ancestors() {
        var newestFirst = new java.util.ArrayList<>(references);
        java.util.Collections.reverse(newestFirst);
        return Stream.concat(inReplyTo.stream(), newestFirst.stream())
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return "Mail[messageId=" + messageId + ", from=" + sender() + "]";
    }
}
