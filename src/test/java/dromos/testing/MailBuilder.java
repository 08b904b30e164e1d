package dromos.testing;

import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.RawMail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Builds a mail through real bytes: {@code aMail().from("ann@example.com").subject("Hello").text("Hi").build()}. */
public final class MailBuilder {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String BOUNDARY = "=_built";

    private record Part(String headers, String body) {}

    private final List<String> headers = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private String from = "customer@example.com";
    private String to = "support@shop.test";
    private String subject = "A question";
    private @Nullable String messageId = "built-" + NUMBER.incrementAndGet() + "@example.com";
    private @Nullable String date = "Mon, 2 Feb 2026 10:00:00 +0000";
    private String text = "Hello,\nwhere is my parcel?\n";
    private String textType = "text/plain; charset=UTF-8";

    private MailBuilder() {}

    public static MailBuilder aMail() {
        return new MailBuilder();
    }

    public MailBuilder from(String from) {
        this.from = from;
        return this;
    }

    public MailBuilder to(String to) {
        this.to = to;
        return this;
    }

    public MailBuilder cc(String cc) {
        return header("Cc", cc);
    }

    public MailBuilder replyTo(String replyTo) {
        return header("Reply-To", replyTo);
    }

    public MailBuilder subject(String subject) {
        this.subject = subject;
        return this;
    }

    public MailBuilder text(String text) {
        this.text = text;
        this.textType = "text/plain; charset=UTF-8";
        return this;
    }

    public MailBuilder html(String html) {
        this.text = html;
        this.textType = "text/html; charset=UTF-8";
        return this;
    }

    /** @param messageId without angle brackets; null leaves the field out */
    public MailBuilder messageId(@Nullable String messageId) {
        this.messageId = messageId;
        return this;
    }

    /** @param date as it stands in the field; null leaves the field out */
    public MailBuilder date(@Nullable String date) {
        this.date = date;
        return this;
    }

    /** @param messageId without angle brackets */
    public MailBuilder inReplyTo(String messageId) {
        return header("In-Reply-To", "<" + messageId + ">");
    }

    /** @param messageIds without angle brackets, oldest first */
    public MailBuilder references(String... messageIds) {
        return header("References", "<" + String.join("> <", messageIds) + ">");
    }

    /** Adds a field on top of all others, as servers on the way do. */
    public MailBuilder header(String name, String value) {
        headers.add(0, name + ": " + value);
        return this;
    }

    public MailBuilder attachment(String name, String type, byte[] bytes) {
        parts.add(new Part(
                "Content-Type: " + type + "; name=\"" + name + "\"\r\nContent-Transfer-Encoding: base64\r\n"
                        + "Content-Disposition: attachment; filename=\"" + name + "\"\r\n",
                Base64.getMimeEncoder().encodeToString(bytes)));
        return this;
    }

    /** Adds a part as it stands, for example a delivery report. */
    public MailBuilder part(String type, String body) {
        parts.add(new Part("Content-Type: " + type + "\r\n", body));
        return this;
    }

    public Mail build() {
        return new MailReader().read(raw());
    }

    public RawMail raw() {
        return RawMail.of(bytes());
    }

    public byte[] bytes() {
        var mail = new StringBuilder();
        headers.forEach(header -> mail.append(header).append('\n'));
        mail.append(from.isEmpty() ? "" : "From: " + from + "\n");
        mail.append("To: ").append(to).append('\n');
        mail.append("Subject: ").append(subject).append('\n');
        mail.append(messageId == null ? "" : "Message-ID: <" + messageId + ">\n");
        mail.append(date == null ? "" : "Date: " + date + "\n");
        mail.append("MIME-Version: 1.0\n");
        var textPart = "Content-Type: " + textType + "\nContent-Transfer-Encoding: 8bit\n\n" + text;
        if (parts.isEmpty()) {
            mail.append(textPart);
        } else {
            boolean typed = headers.stream().anyMatch(header -> header.regionMatches(true, 0, "Content-Type:", 0, 13));
            mail.append(typed ? "" : "Content-Type: multipart/mixed; boundary=\"" + BOUNDARY + "\"\n")
                    .append('\n');
            mail.append("--" + BOUNDARY + "\n").append(textPart);
            parts.forEach(part -> mail.append("\n--" + BOUNDARY + "\n")
                    .append(part.headers())
                    .append('\n')
                    .append(part.body()));
            mail.append("\n--" + BOUNDARY + "--\n");
        }
        return mail.toString().replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Makes the parts those of a report (RFC 3462) of the given type. */
    public MailBuilder report(String reportType) {
        return header(
                "Content-Type", "multipart/report; report-type=" + reportType + "; boundary=\"" + BOUNDARY + "\"");
    }
}
