package dromos.bench;

import dromos.testing.Dovecot;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.util.MailLogger;

/**
 * The least that any router must do with a number of mails: fetch them in chunks of 200, commit each to a durable
 * table, and hand the same number of letters to the relay over connections that stay open. It decides nothing.
 */
final class BareLoop {
    private static final int CHUNK = 200;
    private static final int CONNECTIONS = 2;

    private final Dovecot dovecot;
    private final DataSource database;
    private final int smtpPort;

    BareLoop(Dovecot dovecot, DataSource database, int smtpPort) {
        this.dovecot = dovecot;
        this.database = database;
        this.smtpPort = smtpPort;
    }

    /**
     * Returns the nanoseconds for all mails of that user and all letters.
     *
     * @param letters those that Dromos sent in its round; they are parsed before the clock starts
     */
    long run(String user, int mails, List<SinkLetter> letters) throws Exception {
        Session session = session();
        List<List<Handover>> shares = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            shares.add(new ArrayList<>());
        }
        for (int i = 0; i < letters.size(); i++) {
            shares.get(i % CONNECTIONS).add(Handover.of(letters.get(i), session));
        }
        var threads = Executors.newFixedThreadPool(CONNECTIONS);
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("drop table if exists bare");
            connection.createStatement().execute("create table bare (uid bigint primary key, raw bytea)");
            long start = System.nanoTime();
            fetch(user, mails, connection);
            List<Future<?>> running = new ArrayList<>();
            for (List<Handover> share : shares) {
                running.add(threads.submit(() -> {
                    send(share, session);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return System.nanoTime() - start;
        } finally {
            threads.shutdownNow();
        }
    }

    /** A letter ready to go. */
    private record Handover(MimeMessage letter, InternetAddress recipient) {
        static Handover of(SinkLetter letter, Session session) throws MessagingException {
            return new Handover(
                    new MimeMessage(session, new ByteArrayInputStream(letter.bytes())),
                    new InternetAddress(letter.recipient()));
        }
    }

    private void fetch(String user, int mails, Connection connection) throws Exception {
        var logger = new MailLogger(BareLoop.class, "bare", false, System.out);
        var protocol = new IMAPProtocol("imap", "127.0.0.1", dovecot.port(), new Properties(), false, logger);
        try (PreparedStatement insert = connection.prepareStatement("insert into bare values (?, ?)")) {
            protocol.authplain(null, user, Dovecot.PASSWORD);
            protocol.examine("INBOX");
            int stored = 0;
            for (int first = 1; first <= mails; first += CHUNK) {
                String set = first + ":" + Math.min(mails, first + CHUNK - 1);
                stored += store(protocol, "UID FETCH " + set + " (UID BODY.PEEK[])", insert);
            }
            if (stored != mails) {
                throw new IllegalStateException("the bare loop stored " + stored + " of " + mails);
            }
        } finally {
            protocol.disconnect();
        }
    }

    /** Each insert commits by itself. */
    private static int store(IMAPProtocol protocol, String command, PreparedStatement insert)
            throws ProtocolException, SQLException {
        Response[] answers = protocol.command(command, null);
        protocol.handleResult(answers[answers.length - 1]);
        int stored = 0;
        for (Response answer : answers) {
            if (answer instanceof FetchResponse mail) {
                var content = mail.getItem(BODY.class).getByteArrayInputStream();
                insert.setLong(1, mail.getItem(UID.class).uid);
                insert.setBinaryStream(2, content, content.available());
                stored += insert.executeUpdate();
            }
        }
        return stored;
    }

    private void send(List<Handover> share, Session session) throws MessagingException {
        try (var transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", smtpPort, null, null);
            for (Handover one : share) {
                transport.sendMessage(one.letter(), new Address[] {one.recipient()});
            }
        }
    }

    private static Session session() {
        var properties = new Properties();
        properties.put("mail.smtp.from", "bare@shop.example");
        properties.put("mail.smtp.allow8bitmime", "true");
        return Session.getInstance(properties);
    }
}
