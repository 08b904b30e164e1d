package dromos.screen;

import dromos.mail.Address;
import dromos.mail.Attachment;
import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.Token;
import dromos.mail.Tokens;
import dromos.mail.WireHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises bounces and reads what they say: first the report of RFC 3464, then {@link BounceText}. */
final class BounceReader {
    private static final int LONGEST_REPORT = 256 * 1024;
    private static final Set<String> REPORTS = Set.of("message/delivery-status", "message/global-delivery-status");
    private static final Set<String> RETURNED = Set.of(
            "message/rfc822",
            "message/global",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "message/global-headers");

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
        var report = firstAttachment(mail, REPORTS);
        if (report.isPresent()) {
            var recipients = DeliveryReport.read(text(mail, report.get()));
            boolean bad = recipients.isEmpty()
                    ? looksReturned(mail)
                    : recipients.stream().anyMatch(DeliveryReport.Recipient::isFailedOrDelayed);
            return bad ? found(mail, DeliveryReport.failures(recipients), "a delivery status report (RFC 3464)") : null;
        }
        if (mail.headers().has("X-Failed-Recipients") && isFromProgram(mail)) {
            return found(mail, BounceText.failedRecipients(mail), "the field X-Failed-Recipients");
        }
        if (bounceToken(mail) != null && isFromProgram(mail) && !tellsAutoReply(mail)) {
            return found(mail, BounceText.recipients(mail.text()), "a program wrote to a bounce address of ours");
        }
        if (isFromProgram(mail) && BounceText.looksLikeBounce(mail)) {
            return found(
                    mail,
                    BounceText.recipients(mail.text()),
                    "a mail system tells in its own words that delivery failed");
        }
        return null;
    }

    private static boolean tellsAutoReply(Mail mail) {
        return mail.headers().contains(WireHeaders.AUTO_SUBMITTED, "auto-replied")
                && !mail.headers().contains("Content-Type", "multipart/report");
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
        return id != null || mail.ancestors().isEmpty() ? id : mail.ancestors().get(0);
    }

    private static Optional<Attachment> firstAttachment(Mail mail, Set<String> types) {
        return mail.attachments().stream()
                .filter(attachment -> types.contains(attachment.type()))
                .findFirst();
    }

    private String text(Mail mail, Attachment attachment) {
        try (InputStream stream = reader.attachment(mail.raw(), attachment.index())) {
            return new String(stream.readNBytes(LONGEST_REPORT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the raw bytes of a mail cannot be read", e);
        }
    }

    private static boolean looksReturned(Mail mail) {
        return isFromProgram(mail) || BounceText.looksLikeBounce(mail);
    }

    /** A null reverse-path, or an author that is no person. */
    private static boolean isFromProgram(Mail mail) {
        var path = mail.headers().first(WireHeaders.RETURN_PATH);
        if (path != null && path.replace(" ", "").equals("<>")) {
            return true;
        }
        var from = mail.from();
        var written = from == null ? mail.headers().first("From") : from.address();
        var local = written == null ? "" : local(written);
        return BounceText.PROGRAMS.stream().anyMatch(local::contains)
                || (from != null && BounceText.PROGRAMS.stream().anyMatch(name(from)::contains));
    }

    private static String local(String address) {
        int at = address.lastIndexOf('@');
        return (at < 0 ? address : address.substring(0, at)).toLowerCase(Locale.ROOT);
    }

    private static String name(Address address) {
        return address.display().toLowerCase(Locale.ROOT);
    }

    /** The fields of a message/delivery-status part (RFC 3464 section 2). */
    static final class DeliveryReport {
        /** One group of recipient fields. */
        record Recipient(String address, String action, String status) {
            boolean isFailedOrDelayed() {
                return action.equals("failed")
                        || action.equals("delayed")
                        || (action.isEmpty() && !status.startsWith("2"));
            }
        }

        private DeliveryReport() {}

        static List<Recipient> read(String report) {
            var recipients = new ArrayList<Recipient>();
            for (String group : report.replace("\r\n", "\n").split("\n[ \t]*\n", 1_000)) {
                var fields = fields(group);
                var address = address(fields.getOrDefault("final-recipient", ""));
                var original = address(fields.getOrDefault("original-recipient", ""));
                address = address.isEmpty() ? original : address;
                if (!address.isEmpty()) {
                    recipients.add(new Recipient(
                            address,
                            word(fields.getOrDefault("action", "")),
                            BounceText.status(fields.getOrDefault("status", ""))));
                }
            }
            return recipients;
        }

        static List<Bounce.Failed> failures(List<Recipient> recipients) {
            return recipients.stream()
                    .filter(Recipient::isFailedOrDelayed)
                    .map(recipient -> BounceText.failed(
                            recipient.address(),
                            recipient.status(),
                            recipient.action().isEmpty() ? "failed" : recipient.action()))
                    .toList();
        }

        private static java.util.Map<String, String> fields(String group) {
            var fields = new java.util.HashMap<String, String>();
            for (String line : group.split("\n(?![ \t])", 1_000)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.putIfAbsent(
                            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).replace('\n', ' ').strip());
                }
            }
            return fields;
        }

        /** What follows the address type: {@code rfc822; a@b}. */
        private static String address(String field) {
            var text = field.substring(field.indexOf(';') + 1).strip();
            var addresses = BounceText.addresses(text);
            return addresses.isEmpty() ? "" : addresses.get(0);
        }

        private static String word(String value) {
            var words = value.strip().toLowerCase(Locale.ROOT).split("[\\s(;]", 2);
            return words[0];
        }
    }
}
