package dromos.mailbox;

import java.time.Duration;

/**
 * One supervised mailbox: where it is and how it is read.
 *
 * @param name the name in {@code mailbox:<name>}
 * @param host name of the server; with TLS its certificate must be for this name
 * @param port usually 143, or 993 with TLS
 * @param security how the connection is protected
 * @param user login name
 * @param credentials password or token, asked for at each connect
 * @param folder usually {@code INBOX}; hierarchy as the server writes it
 * @param after what is done on the server after the commit
 * @param poll time between two looks at the folder, whatever IDLE says; at most nine minutes are used
 * @param idle true to be told of new mail at once, where the server can (RFC 2177)
 * @param limits sizes and time-outs
 */
public record MailboxAccount(
        String name,
        String host,
        int port,
        Security security,
        String user,
        Credentials credentials,
        String folder,
        AfterCommit after,
        Duration poll,
        boolean idle,
        Limits limits) {

    public MailboxAccount {
        if (poll.toMillis() < 1) {
            throw new IllegalArgumentException("mailbox " + name + ": poll must be at least 1 ms, not " + poll);
        }
    }
}
