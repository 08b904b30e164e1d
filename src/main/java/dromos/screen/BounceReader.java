package dromos.screen;

import dromos.mail.Attachment;
import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.RawMail;
import dromos.mail.Token;
import dromos.mail.Tokens;
import dromos.mail.UnreadableMail;
import dromos.mail.WireHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises bounces and reads what they say: first the report of RFC 3464, then {@link BounceText}. */
final class BounceReader {
    /** Types of the part that gives the mail that failed, or its headers. */
    static final Set<String> RETURNED = Set.of(
            "message/rfc822",
            "message/global",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "message/global-headers");

    private static final Set<String> REPORTS = Set.of("message/delivery-status", "message/global-delivery-status");
    private static final Set<String> RECEIPTS =
            Set.of("message/disposition-notification", "message/global-disposition-notification");
    private static final int LONGEST_REPORT = 256 * 1024;

    /** @param reason in words */
    record Found(Bounce bounce, String reason) {}

    private final MailReader reader;
    private final Tokens tokens;
    private final MessageIds messageIds;

    BounceReader(MailReader reader, Tokens tokens, MessageIds messageIds) {
        this.reader = reader;
        this.tokens = tokens;
        this.messageIds = messageIds;
    }

    /** Null where the mail is no bounce. */
    @Nullable
    Found read(Mail mail) {
        var author = Author.of(mail);
        var report = report(mail);
        if (report != null && (isReport(mail) || author != Author.PERSON)) {
            return reported(mail, report, author);
        }
        if (author != Author.PERSON && mail.headers().has("X-Failed-Recipients")) {
            var named = RecipientText.addresses(String.join(",", mail.headers().all("X-Failed-Recipients")));
            return found(mail, BounceText.failures(named, mail), "the field X-Failed-Recipients");
        }
        if (isRefusal(mail)) {
            return refused(mail);
        }
        if (tellsAutoReply(mail)) {
            return null;
        }
        if (author != Author.PERSON && bounceToken(mail) != null && BounceText.isOfAMailSystem(mail)) {
            return found(mail, BounceText.recipients(mail), "a program wrote to a bounce address of ours");
        }
        var wrapped = author != Author.PERSON && BounceText.announces(mail.subject()) ? wrappedReport(mail) : null;
        if (wrapped != null) {
            return found(mail, wrapped.failures(""), "a delivery status report (RFC 3464) that was passed on");
        }
        return BounceText.looksLikeBounce(mail, author)
                ? found(mail, BounceText.recipients(mail), "a mail system tells in its own words that delivery failed")
                : null;
    }

    /** RFC 3462. */
    private static boolean isReport(Mail mail) {
        return mail.headers().contains("Content-Type", "multipart/report");
    }

    /** Exim marks its bounces as replies too, but it does not write in anybody's name. */
    private static boolean tellsAutoReply(Mail mail) {
        boolean replied = mail.headers().contains(WireHeaders.AUTO_SUBMITTED, "auto-replied")
                && !BounceText.announces(mail.subject())
                && !Author.isNamedAsProgram(mail);
        return !isReport(mail) && (replied || AutoReplySubjects.find(mail) != null);
    }

    private @Nullable Found reported(Mail mail, DeliveryReport report, Author author) {
        var reason = "a delivery status report (RFC 3464)";
        if (report.isOfSuccess()) {
            return null;
        }
        if (!report.recipients().isEmpty()) {
            return found(mail, report.failures(BounceText.notice(mail.text())), reason);
        }
        boolean tells = author != Author.PERSON || BounceText.looksLikeBounce(mail, author);
        return tells ? found(mail, BounceText.recipients(mail), reason) : null;
    }

    /** Whether the mail reports that a letter arrived (RFC 3464 section 2.3.3). */
    boolean reportsSuccess(Mail mail) {
        var report = report(mail);
        return report != null && isReport(mail) && report.isOfSuccess();
    }

    private @Nullable DeliveryReport report(Mail mail) {
        return firstAttachment(mail, REPORTS)
                .map(part -> DeliveryReport.read(text(mail, part)))
                .orElse(null);
    }

    /** RFC 5429 section 2.1.2: a mail filter refuses by a receipt, which says that it deleted the mail unread. */
    static boolean isRefusal(Mail mail) {
        return mail.headers().contains("Content-Type", "disposition-notification")
                && Author.of(mail) == Author.PROGRAM
                && BounceText.tellsRefusal(mail.text());
    }

    private Found refused(Mail mail) {
        var recipients = firstAttachment(mail, RECEIPTS)
                .map(part -> DeliveryReport.read(text(mail, part)).failures(mail.text()))
                .orElse(List.of());
        return found(
                mail,
                recipients.isEmpty() ? BounceText.recipients(mail) : recipients,
                "a mail filter refused the mail (RFC 5429)");
    }

    /** The report within a mail that another mail system passed on as an attachment, to put its own words before it. */
    private @Nullable DeliveryReport wrappedReport(Mail mail) {
        var wrapped = firstAttachment(mail, Set.of("message/rfc822"));
        if (wrapped.isEmpty()) {
            return null;
        }
        try {
            var inner = reader.read(RawMail.of(bytes(mail, wrapped.get())));
            var report = isReport(inner) ? report(inner) : null;
            return report == null || report.isOfSuccess() ? null : report;
        } catch (UnreadableMail unreadable) {
            return null;
        }
    }

    private Found found(Mail mail, List<Bounce.Failed> recipients, String reason) {
        var original = originalMessageId(mail);
        var token = bounceToken(mail);
        var outboxId = original == null ? OptionalLong.empty() : messageIds.outboxId(original);
        if (token == null && original != null) {
            token = messageIds.parse(original).orElse(null);
        }
        return new Found(new Bounce(recipients, original, token, outboxId), reason);
    }

    private @Nullable Token bounceToken(Mail mail) {
        return mail.sentTo().stream()
                .map(tokens::fromAddress)
                .flatMap(Optional::stream)
                .filter(token -> token.purpose() == Token.Purpose.BOUNCE)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String originalMessageId(Mail mail) {
        var returned = firstAttachment(mail, RETURNED);
        var id = returned.isPresent() ? BounceText.messageId(text(mail, returned.get())) : null;
        id = id == null ? BounceText.messageId(mail.text()) : id;
        // What a person's mail answers has arrived: only a program's answer can be about a letter that has not.
        boolean ofAProgram = isReport(mail) || Author.of(mail) == Author.PROGRAM;
        return id != null || !ofAProgram || mail.ancestors().isEmpty()
                ? id
                : mail.ancestors().get(0);
    }

    private static Optional<Attachment> firstAttachment(Mail mail, Set<String> types) {
        return mail.attachments().stream()
                .filter(attachment -> types.contains(attachment.type()))
                .findFirst();
    }

    private String text(Mail mail, Attachment attachment) {
        return new String(bytes(mail, attachment), StandardCharsets.UTF_8);
    }

    private byte[] bytes(Mail mail, Attachment attachment) {
        try (InputStream stream = reader.attachments(mail.raw()).open(attachment.index())) {
            return stream.readNBytes(LONGEST_REPORT);
        } catch (IOException e) {
            throw new UncheckedIOException("the raw bytes of a mail cannot be read", e);
        }
    }
}
