package dromos.testing;

import com.icegreen.greenmail.store.FolderException;
import dromos.app.LocalMailServer;
import dromos.mail.Address;
import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.RawMail;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Somebody with an address and an ordinary mail program: writes over SMTP, reads his own box, replies. */
public final class Correspondent {
    private static final MailReader READER = new MailReader();

    private final String address;
    private final LocalMailServer server;
    private final Session session;
    private final List<String> read = new ArrayList<>();

    Correspondent(String address, LocalMailServer server) {
        this.address = address;
        this.server = server;
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(server.smtpPort()));
        properties.put("mail.smtp.allow8bitmime", "true");
        this.session = Session.getInstance(properties);
    }

    public void writes(String to, String subject, String text) {
        writes(to, subject, text, mail -> {});
    }

    /** @param more adds headers or changes anything else before it is sent */
    public void writes(String to, String subject, String text, MailEdit more) {
        try {
            var mail = new MimeMessage(session);
            mail.setFrom(new InternetAddress(address));
            mail.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
            mail.setSubject(subject, "UTF-8");
            mail.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
            mail.setText(text, "UTF-8");
            more.apply(mail);
            jakarta.mail.Transport.send(mail);
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Answers as mail programs do: to Reply-To, with the subject and the quoted text, and In-Reply-To. */
    public void replies(Mail letter, String text) {
        replies(letter, text, mail -> {});
    }

    public void replies(Mail letter, String text, MailEdit more) {
        var to = letter.answerTo();
        if (to == null) {
            throw new IllegalStateException("nobody to answer");
        }
        var subject = letter.subject().startsWith("Re: ") ? letter.subject() : "Re: " + letter.subject();
        writes(
                to.address(),
                subject,
                text + "\n\nOn Tue, 24 Nov 2026 at 10:02, " + letter.sender() + " wrote:\n"
                        + letter.text().replaceAll("(?m)^", "> "),
                mail -> {
                    mail.setHeader("In-Reply-To", "<" + letter.messageId() + ">");
                    mail.setHeader("References", "<" + letter.messageId() + ">");
                    more.apply(mail);
                });
    }

    /** Waits for the next unread letter. */
    public Mail receives() {
        return receives(any -> true);
    }

    /** Waits for an unread letter that is so, and marks it read for this person. */
    public Mail receives(Predicate<Mail> wanted) {
        return Awaitility.await("a letter to " + address)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> inbox().stream()
                                .filter(mail -> !read.contains(mail.messageId()))
                                .filter(wanted)
                                .peek(mail -> read.add(mail.messageId()))
                                .findFirst()
                                .orElse(null),
                        mail -> mail != null);
    }

    /** Every letter in the box, oldest first. */
    public List<Mail> inbox() {
        var user = server.greenMail().getUserManager().getUserByEmail(address);
        if (user == null) {
            return List.of();
        }
        try {
            var letters = new ArrayList<Mail>();
            // A copy: letters arrive while we look.
            for (var stored : List.copyOf(server.greenMail()
                    .getManagers()
                    .getImapHostManager()
                    .getInbox(user)
                    .getMessages())) {
                var bytes = new ByteArrayOutputStream();
                stored.getMimeMessage().writeTo(bytes);
                letters.add(READER.read(RawMail.of(bytes.toByteArray())));
            }
            return letters;
        } catch (FolderException | MessagingException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** How many letters are in the box. */
    public int boxSize() {
        var user = server.greenMail().getUserManager().getUserByEmail(address);
        try {
            return user == null
                    ? 0
                    : server.greenMail()
                            .getManagers()
                            .getImapHostManager()
                            .getInbox(user)
                            .getMessageCount();
        } catch (FolderException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public Address address() {
        return Address.of(address);
    }

    /** A change to a mail before it is sent. */
    @FunctionalInterface
    public interface MailEdit {
        void apply(MimeMessage mail) throws MessagingException;
    }
}
