package dromos.route;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailAuthenticator;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Sends through a few SMTP connections that stay open, where camel-mail would connect anew for every message:
 *
 * <pre>{@code to("smtp:outbox?javaMailSender=#smtpSender")}</pre>
 *
 * <p>The message goes out as it is: its Message-ID and Date are not touched. One message should have one recipient,
 * because a message that is refused for one of several is sent to none of them. Safe for use by many threads; each
 * waits while all connections are busy.
 */
public final class PooledMailSender implements JavaMailSender, AutoCloseable {
    private static final String SMTPUTF8 = "SMTPUTF8";

    /** "Mailbox name not allowed" (RFC 5321 section 4.2.2, RFC 6531 section 3.5). */
    private static final int NOT_ALLOWED = 553;

    private static final int MESSAGES_PER_CONNECTION = 100;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Server server;
    private final Properties properties;
    private final Session session;
    private final Semaphore free;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** How the way to the server is protected: not at all, by STARTTLS (required, not merely tried), or by TLS from the start. */
    public enum Encryption {
        NONE,
        STARTTLS,
        TLS
    }

    /**
     * The server to send through.
     *
     * @param user for SMTP AUTH; null to send without
     * @param secret asked at every connect, so that it may change while Dromos runs
     */
    public record Server(
            String host,
            int port,
            Encryption encryption,
            @Nullable String user,
            Supplier<String> secret) {
        /** A server that asks for no password. */
        public static Server open(String host, int port) {
            return new Server(host, port, Encryption.NONE, null, () -> "");
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Connects to nothing yet.
     *
     * @param connections open at the same time, at most
     * @param timeout for each connect, read and write. RFC 5321, section 4.5.3.2, grants the server minutes; less than
     *     a minute risks a second copy of a message that a slow content filter was about to accept.
     */
    public PooledMailSender(Server server, int connections, Duration timeout) {
        this(server, connections, timeout, new Properties());
    }

    PooledMailSender(Server server, int connections, Duration timeout, Properties more) {
        this.server = server;
        this.properties = properties(server, timeout);
        this.properties.putAll(more);
        this.session = Session.getInstance(properties);
        this.free = new Semaphore(connections, true);
    }

    /**
     * Hands one message to the server.
     *
     * @throws SmtpRefusal the server said no: {@link SmtpRefusal#permanent()} tells for now or for good
     * @throws SmtpUnreachable the connection failed; nothing is known against the message
     */
    @Override
    public void send(MimeMessage message) throws MessagingException {
        try {
            free.acquire();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SmtpUnreachable("Interrupted while waiting for a connection to " + server, stopping);
        }
        try {
            deliver(message);
        } finally {
            free.release();
        }
    }

    /** Closes every connection as it falls idle; messages on their way are finished. */
    @Override
    public void close() {
        closed = true;
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.hangUp();
        }
    }

    private void deliver(MimeMessage message) throws MessagingException {
        Connection used = takeIdle();
        if (used != null) {
            try {
                deliver(message, used);
                return;
            } catch (SmtpUnreachable hungUp) {
                // The server closes connections when it likes. Until it accepts MAIL FROM it knows of no message.
                if (used.begun) {
                    throw hungUp;
                }
            }
        }
        deliver(message, connect());
    }

    private void deliver(MimeMessage message, Connection connection) throws MessagingException {
        boolean usable = false;
        try {
            connection.transmit(message);
            usable = connection.sent < MESSAGES_PER_CONNECTION && !closed;
        } catch (MessagingException failure) {
            throw explain(failure);
        } finally {
            if (usable) {
                idle.push(connection);
            } else {
                connection.hangUp();
            }
        }
    }

    private @Nullable Connection takeIdle() {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            if (System.nanoTime() - connection.idleSince < IDLE_NANOS) {
                return connection;
            }
            connection.hangUp();
        }
        return null;
    }

    private Connection connect() throws SmtpUnreachable {
        Connection connection = new Connection(session, server);
        try {
            String user = server.user();
            connection.connect(
                    server.host(),
                    server.port(),
                    user,
                    user == null ? null : server.secret().get());
            return connection;
        } catch (MessagingException failure) {
            connection.hangUp();
            throw new SmtpUnreachable("No connection to the SMTP server " + server + ": " + oneLine(failure), failure);
        }
    }

    /** A refusal, where the server's reply is one; a broken connection; else the failure itself, which is a defect. */
    private MessagingException explain(MessagingException failure) {
        boolean broken = false;
        Exception link = failure;
        while (link != null) {
            int code = replyCode(link);
            if (code >= 400 && code <= 599 && code != 421) {
                return new SmtpRefusal(code, oneLine(link), failure);
            }
            broken |= code == 421 || code == -1 || link instanceof IOException;
            link = link instanceof MessagingException chained ? chained.getNextException() : null;
        }
        return broken
                ? new SmtpUnreachable("The SMTP server " + server + " broke off: " + oneLine(failure), failure)
                : failure;
    }

    /** The server's reply code, -1 for an end of file in its place, 0 when this is not about a reply. */
    private static int replyCode(Exception failure) {
        if (failure instanceof SMTPAddressFailedException recipient) {
            return recipient.getReturnCode();
        }
        if (failure instanceof SMTPSenderFailedException sender) {
            return sender.getReturnCode();
        }
        return failure instanceof SMTPSendFailedException command ? command.getReturnCode() : 0;
    }

    private static String oneLine(Exception failure) {
        String text = String.valueOf(failure.getMessage())
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return text.substring(0, Math.min(text.length(), 500));
    }

    private static Properties properties(Server server, Duration timeout) {
        Properties smtp = new Properties();
        String millis = Long.toString(timeout.toMillis());
        smtp.setProperty("mail.smtp.connectiontimeout", millis);
        smtp.setProperty("mail.smtp.timeout", millis);
        // Without it, a server that stops reading in the middle of a message holds the thread for ever.
        smtp.setProperty("mail.smtp.writetimeout", millis);
        smtp.setProperty("mail.smtp.quitwait", "false");
        smtp.setProperty("mail.smtp.auth", Boolean.toString(server.user() != null));
        smtp.setProperty("mail.smtp.ssl.enable", Boolean.toString(server.encryption() == Encryption.TLS));
        smtp.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        smtp.setProperty("mail.smtp.starttls.enable", Boolean.toString(server.encryption() == Encryption.STARTTLS));
        smtp.setProperty("mail.smtp.starttls.required", Boolean.toString(server.encryption() == Encryption.STARTTLS));
        smtp.setProperty("mail.mime.allowutf8", "true");
        return smtp;
    }

    /** One SMTP connection, which knows whether the server has heard of the message in hand. */
    private static final class Connection extends SMTPTransport {
        private boolean begun;
        private int sent;
        private long idleSince;

        /** Whether the message in hand needs SMTPUTF8; until there is one, the server's word on it is not doubted. */
        private boolean international = true;

        Connection(Session session, Server server) {
            super(session, new URLName("smtp", server.host(), server.port(), null, null, null));
        }

        void transmit(Message message) throws MessagingException {
            begun = false;
            international = isInternational(message);
            if (international && !supportsExtension(SMTPUTF8)) {
                throw new SmtpRefusal(
                        NOT_ALLOWED,
                        NOT_ALLOWED + " 5.6.7 an address is not in ASCII, and the server offers no SMTPUTF8 (RFC 6531)",
                        null);
            }
            sendMessage(message, message.getAllRecipients());
            sent++;
            idleSince = System.nanoTime();
        }

        private static boolean isInternational(Message message) throws MessagingException {
            var from = message instanceof SMTPMessage envelope ? envelope.getEnvelopeFrom() : null;
            return Stream.of(message.getFrom(), message.getReplyTo(), message.getAllRecipients())
                            .filter(Objects::nonNull)
                            .flatMap(Stream::of)
                            .anyMatch(address ->
                                    address instanceof InternetAddress mailbox && !isAscii(mailbox.getAddress()))
                    || (from != null && !isAscii(from));
        }

        private static boolean isAscii(String text) {
            return text.chars().allMatch(letter -> letter < 128);
        }

        /** Asked for only by a message that needs it: what asks for it cannot pass a later server without it. */
        @Override
        public boolean supportsExtension(String extension) {
            return super.supportsExtension(extension) && (international || !extension.equals(SMTPUTF8));
        }

        @Override
        protected void mailFrom() throws MessagingException {
            super.mailFrom();
            begun = true;
        }

        void hangUp() {
            try {
                close();
            } catch (MessagingException alreadyGone) {
                // There is nothing left to close.
            }
        }
    }

    @Override
    public Session getSession() {
        return session;
    }

    @Override
    public Properties getJavaMailProperties() {
        return properties;
    }

    @Override
    public String getHost() {
        return server.host();
    }

    @Override
    public int getPort() {
        return server.port();
    }

    @Override
    public String getProtocol() {
        return "smtp";
    }

    @Override
    public @Nullable String getUsername() {
        return server.user();
    }

    /** Never told; the connection asks for it. */
    @Override
    public @Nullable String getPassword() {
        return null;
    }

    @Override
    public @Nullable MailAuthenticator getAuthenticator() {
        return null;
    }

    @Override
    public void setJavaMailProperties(Properties changed) {
        throw fixed();
    }

    @Override
    public void addAdditionalJavaMailProperty(String key, String value) {
        throw fixed();
    }

    @Override
    public void setHost(String host) {
        throw fixed();
    }

    @Override
    public void setPort(int port) {
        throw fixed();
    }

    @Override
    public void setUsername(String username) {
        throw fixed();
    }

    @Override
    public void setPassword(String password) {
        throw fixed();
    }

    @Override
    public void setProtocol(String protocol) {
        throw fixed();
    }

    @Override
    public void setSession(Session other) {
        throw fixed();
    }

    @Override
    public void setAuthenticator(MailAuthenticator authenticator) {
        throw fixed();
    }

    private static UnsupportedOperationException fixed() {
        return new UnsupportedOperationException("The SMTP server is set once, in the constructor");
    }
}
