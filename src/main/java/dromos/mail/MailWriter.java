package dromos.mail;

import com.google.re2j.Pattern;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.IDN;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * Writes an {@link OutgoingMail} as MIME (RFC 5322, 2045, 2047, 2231): text with an HTML alternative, inline pictures
 * beside the HTML, attachments around both. The same value gives the same bytes every time; nothing in a field or a
 * file name can begin a header line. Thread-safe.
 */
public final class MailWriter {
    private static final Session SESSION = session();
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*");
    private static final int LONGEST_SUBJECT = 250;
    private static final int LONGEST_NAME = 120;
    private static final int MOST_REFERENCES = 20;

    /**
     * @return a message whose envelope sender is set and whose bytes are final; attachments are read when it is sent
     * @throws UnwritableAddress where an address cannot stand in a header or an SMTP command
     */
    public MimeMessage write(OutgoingMail mail) {
        try {
            var message = new FixedMessage("<" + id(mail.messageId()) + ">");
            message.setEnvelopeFrom(mail.envelopeFrom().isEmpty() ? "<>" : checked(mail.envelopeFrom()));
            message.setHeader("Date", DATE.format(mail.date()));
            address(message, "From", mail.from());
            if (mail.replyTo() != null) {
                address(message, "Reply-To", mail.replyTo());
            }
            address(message, "To", mail.to());
            message.setHeader(
                    "Subject", HeaderText.unstructured("Subject", SafeText.line(mail.subject(), LONGEST_SUBJECT)));
            threading(message, mail);
            automation(message, mail);
            message.setContent(body(mail));
            message.saveChanges();
            return message;
        } catch (MessagingException | IOException e) {
            throw new IllegalArgumentException(
                    "outgoing mail " + mail.id() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** RFC 6531 lets a local part stand in a header as it is, in UTF-8; whether that may travel, the server decides. */
    private static Session session() {
        var properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        return Session.getInstance(properties);
    }

    private static void threading(MimeMessage message, OutgoingMail mail) throws MessagingException {
        ids(message, "In-Reply-To", mail.inReplyTo());
        ids(message, "References", mail.references());
    }

    private static void automation(MimeMessage message, OutgoingMail mail) throws MessagingException {
        message.setHeader(WireHeaders.LOOP, token(mail.loop()));
        if (mail.auto() != null) {
            message.setHeader(WireHeaders.AUTO_SUBMITTED, token(mail.auto()));
            message.setHeader(WireHeaders.AUTO_RESPONSE_SUPPRESS, "All");
        }
    }

    /** RFC 2046: mixed(alternative(text, related(html, pictures)), attachments), each level only where it is needed. */
    private static MimeMultipart body(OutgoingMail mail) throws MessagingException, IOException {
        var pictures =
                mail.parts().stream().filter(part -> part.contentId() != null).toList();
        var attachments =
                mail.parts().stream().filter(part -> part.contentId() == null).toList();
        var html = text(mail.html() == null ? HtmlOf.text(mail.text()) : mail.html(), "html");
        var alternative = new FixedMultipart("alternative", mail.id(), "a");
        alternative.addBodyPart(text(mail.text(), "plain"));
        if (pictures.isEmpty()) {
            alternative.addBodyPart(html);
        } else {
            var related = new FixedMultipart("related", mail.id(), "r");
            related.addBodyPart(html);
            for (var picture : pictures) {
                related.addBodyPart(file(picture));
            }
            alternative.addBodyPart(wrap(related));
        }
        if (attachments.isEmpty()) {
            return alternative;
        }
        var mixed = new FixedMultipart("mixed", mail.id(), "m");
        mixed.addBodyPart(wrap(alternative));
        for (var attachment : attachments) {
            mixed.addBodyPart(file(attachment));
        }
        return mixed;
    }

    private static MimeBodyPart wrap(MimeMultipart multipart) throws MessagingException {
        var part = new MimeBodyPart();
        part.setContent(multipart);
        return part;
    }

    private static MimeBodyPart text(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        var lines = String.join("\r\n", text.replace("\0", "").lines().toList()) + "\r\n";
        part.setText(lines, "UTF-8", subtype);
        part.setHeader("Content-Type", "text/" + subtype + "; charset=UTF-8");
        part.setHeader("Content-Transfer-Encoding", isMostlyAscii(lines) ? "quoted-printable" : "base64");
        return part;
    }

    private static boolean isMostlyAscii(String text) {
        return text.chars().filter(letter -> letter > 126).count() * 4 < text.length();
    }

    private static MimeBodyPart file(OutgoingMail.Part file) throws MessagingException {
        var part = new MimeBodyPart();
        var name = SafeText.fileName(file.name(), "attachment");
        part.setDataHandler(new DataHandler(new FileSource(name, mediaType(file.type()), file.content())));
        part.setHeader("Content-Type", mediaType(file.type()) + Parameters.written("name", name));
        part.setHeader("Content-Transfer-Encoding", "base64");
        var contentId = file.contentId();
        part.setHeader(
                "Content-Disposition",
                (contentId == null ? "attachment" : "inline") + Parameters.written("filename", name));
        if (contentId != null) {
            part.setHeader("Content-ID", "<" + id(contentId) + ">");
        }
        return part;
    }

    /** What is not a plain media type, or would be parsed on the way (RFC 2046 section 5), travels as opaque bytes. */
    private static String mediaType(String type) {
        var lower = type.toLowerCase(Locale.ROOT);
        boolean wellFormed = lower.length() < 100 && MEDIA_TYPE.matches(lower);
        boolean composite = lower.startsWith("multipart/") || lower.startsWith("message/");
        return wellFormed && !composite ? lower : "application/octet-stream";
    }

    private static void address(MimeMessage message, String field, Address address) throws MessagingException {
        var name = address.name() == null ? null : SafeText.line(address.name(), LONGEST_NAME);
        message.setHeader(field, HeaderText.mailbox(field, name, checked(address.address())));
    }

    /** The address with its domain in ASCII (RFC 5890). */
    private static String checked(String address) {
        if (!Addresses.isWellFormed(address)) {
            throw new UnwritableAddress("\"" + SafeText.line(address, 100) + "\" is not an address that can be"
                    + " written to; expected local@domain");
        }
        int at = address.lastIndexOf('@');
        try {
            return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1), IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException noDomain) {
            throw new UnwritableAddress("\"" + address + "\" has no domain that DNS could know (RFC 5890)");
        }
    }

    /** The first of the thread and the newest, as many as fit; an id that cannot be written as it is names nothing. */
    private static void ids(MimeMessage message, String field, List<String> given) throws MessagingException {
        var ids =
                given.stream().filter(id -> !id.isEmpty() && id(id).equals(id)).toList();
        var first = ids.stream().limit(1);
        var last = ids.stream().skip(Math.max(1, ids.size() - MOST_REFERENCES + 1L));
        if (!ids.isEmpty()) {
            message.setHeader(
                    field, Stream.concat(first, last).map(id -> "<" + id + ">").collect(Collectors.joining("\r\n ")));
        }
    }

    /** A Message-ID or Content-ID without anything that could end it. */
    private static String id(String given) {
        return token(given).replace("<", "").replace(">", "");
    }

    private static String token(String given) {
        var token = new StringBuilder();
        given.chars()
                .filter(letter -> letter > 32 && letter < 127)
                .limit(900)
                .forEach(letter -> token.append((char) letter));
        return token.toString();
    }

    /** A message that keeps the Message-ID it was given. */
    private static final class FixedMessage extends SMTPMessage {
        private final String messageId;

        FixedMessage(String messageId) {
            super(SESSION);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }

    /** A multipart whose boundary depends on nothing but the outbox row. */
    private static final class FixedMultipart extends MimeMultipart {
        FixedMultipart(String subtype, long id, String level) {
            super(subtype);
            contentType = "multipart/" + subtype + "; boundary=\"=_dromos_" + level + "_" + id + "\"";
        }
    }

    /** Opens the attachment's bytes each time the mail is written. */
    private record FileSource(String name, String type, RawMail.Source content) implements DataSource {
        @Override
        public InputStream getInputStream() throws IOException {
            return content.open();
        }

        @Override
        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException("an attachment is only read");
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public String getName() {
            return name;
        }
    }

    /** HTML that shows a plain text as it is. */
    private static final class HtmlOf {
        static String text(String text) {
            var html = new StringBuilder("<!DOCTYPE html>\r\n<html><body>\r\n");
            text.lines().forEach(line -> html.append(escape(line)).append("<br>\r\n"));
            return html.append("</body></html>\r\n").toString();
        }

        private static String escape(String line) {
            return line.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }
    }
}
