package dromos.mailbox;

import java.io.IOException;
import java.util.Properties;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.util.MailLogger;

/** Connects and logs in to one account: the way from a socket to IMAP's authenticated state (RFC 3501, 3.2). */
final class ImapLogin {
    private ImapLogin() {}

    static IMAPProtocol open(MailboxAccount account, CuttableSockets sockets) throws IOException, ProtocolException {
        var logger = new MailLogger(ImapLogin.class, "IMAP", false, System.out);
        boolean tls = account.security() == Security.TLS;
        var protocol = new IMAPProtocol(
                "imap", account.host(), account.port(), properties(account.limits(), sockets), tls, logger);
        boolean done = false;
        try {
            if (account.security() == Security.STARTTLS) {
                startTls(protocol);
            }
            if (!protocol.isAuthenticated()) {
                authenticate(protocol, account);
            }
            done = true;
            return protocol;
        } finally {
            if (!done) {
                protocol.disconnect();
            }
        }
    }

    private static Properties properties(Limits limits, CuttableSockets sockets) {
        var properties = new Properties();
        properties.put("mail.imap.socketFactory", sockets);
        properties.put("mail.imap.socketFactory.fallback", "false");
        properties.put("mail.imap.ssl.checkserveridentity", "true");
        properties.put(
                "mail.imap.connectiontimeout", String.valueOf(limits.connect().toMillis()));
        properties.put("mail.imap.timeout", String.valueOf(limits.read().toMillis()));
        properties.put("mail.imap.writetimeout", String.valueOf(limits.write().toMillis()));
        return properties;
    }

    private static void startTls(IMAPProtocol protocol) throws IOException, ProtocolException {
        // A greeting that skips the login would also skip TLS: somebody in between may have sent it (RFC 8314, 3.2).
        if (protocol.isAuthenticated() || !protocol.hasCapability("STARTTLS")) {
            throw new IOException("the server does not offer STARTTLS; nothing was sent in the clear");
        }
        protocol.startTLS();
        protocol.capability();
    }

    private static void authenticate(IMAPProtocol protocol, MailboxAccount account)
            throws IOException, ProtocolException {
        try {
            if (account.credentials() instanceof Credentials.OAuth2 oauth) {
                protocol.authoauth2(account.user(), oauth.token().get());
            } else if (account.credentials() instanceof Credentials.Password secret) {
                withPassword(protocol, account.user(), secret.password().get());
            }
        } catch (CommandFailedException e) {
            throw new IOException("login refused: " + e.getMessage(), e);
        }
    }

    private static void withPassword(IMAPProtocol protocol, String user, String password)
            throws IOException, ProtocolException {
        if (protocol.hasCapability("AUTH=PLAIN")) {
            protocol.authplain(null, user, password);
        } else if (protocol.hasCapability("LOGINDISABLED")) {
            throw new IOException(
                    "the server takes no password on this connection (LOGINDISABLED); use STARTTLS or TLS");
        } else {
            protocol.login(user, password);
        }
    }
}
