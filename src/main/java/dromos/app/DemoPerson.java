package dromos.app;

import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.RawMail;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Somebody with an address and an ordinary mail program: writes over SMTP, reads his own box over IMAP, replies. */
final class DemoPerson implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final MailReader READER = new MailReader();

    private final InternetAddress address;
    private final Session session;
    private @Nullable Store store;
    private @Nullable Folder inbox;
    private long lastUid;

    /** @param name shown to others, in front of the address */
    DemoPerson(String address, String name, LocalMailServer server) {
        var properties = new Properties();
        properties.put("mail.smtp.host", HOST);
        properties.put("mail.smtp.port", Integer.toString(server.smtpPort()));
        properties.put("mail.imap.port", Integer.toString(server.imapPort()));
        properties.put("mail.imap.timeout", "10000");
        this.session = Session.getInstance(properties);
        try {
            this.address = new InternetAddress(address, name, "UTF-8");
        } catch (java.io.UnsupportedEncodingException failure) {
            throw new IllegalStateException("every Java has UTF-8", failure);
        }
    }

    String address() {
        return address.getAddress();
    }

    void writes(String to, String subject, String text) throws MessagingException {
        send(to, subject, text, null);
    }

    /** Answers as mail programs do: to Reply-To, with In-Reply-To and the text quoted below. */
    void replies(Mail letter, String text) throws MessagingException {
        var to = letter.answerTo();
        if (to == null) {
            return;
        }
        var subject = letter.subject().startsWith("Re: ") ? letter.subject() : "Re: " + letter.subject();
        var quoted = letter.text().strip().replaceAll("(?m)^", "> ");
        send(
                to.address(),
                subject,
                text + "\n\nOn " + now() + ", " + to.display() + " wrote:\n" + quoted + "\n",
                letter.messageId());
    }

    private void send(String to, String subject, String text, @Nullable String answers) throws MessagingException {
        var mail = new MimeMessage(session);
        mail.setFrom(address);
        mail.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
        mail.setSubject(subject, "UTF-8");
        mail.setHeader("Date", now());
        mail.setText(text, "UTF-8");
        if (answers != null) {
            mail.setHeader("In-Reply-To", "<" + answers + ">");
            mail.setHeader("References", "<" + answers + ">");
        }
        Transport.send(mail);
    }

    private static String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    }

    /** What came since the last look, oldest first. */
    List<Mail> receives() throws MessagingException, IOException {
        var open = open();
        open.getMessageCount(); // Makes the server say what is new.
        var fresh = new ArrayList<Mail>();
        var uids = (UIDFolder) open;
        for (var message : uids.getMessagesByUID(lastUid + 1, UIDFolder.LASTUID)) {
            long uid = uids.getUID(message);
            if (uid > lastUid) {
                lastUid = uid;
                var bytes = new ByteArrayOutputStream();
                message.writeTo(bytes);
                fresh.add(READER.read(RawMail.of(bytes.toByteArray())));
            }
        }
        return fresh;
    }

    private Folder open() throws MessagingException {
        if (inbox == null || !inbox.isOpen()) {
            close();
            store = session.getStore("imap");
            store.connect(HOST, address.getAddress(), address.getAddress());
            inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
        }
        return inbox;
    }

    @Override
    public void close() throws MessagingException {
        if (store != null) {
            store.close();
        }
    }
}
