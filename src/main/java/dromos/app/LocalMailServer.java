package dromos.app;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dromos.mail.Address;
import java.util.Collection;

/**
 * A whole mail world on 127.0.0.1: one SMTP server that delivers every address to a mailbox of its own, and one IMAP
 * server to read them, password equal to the address. Mail to a sub-address reaches the address without the detail.
 */
public final class LocalMailServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final GreenMail server;

    /** @param smtpPort 0 for any free one; so is {@code imapPort} */
    public LocalMailServer(int smtpPort, int imapPort) {
        server = new NullSenderMailServer(new ServerSetup[] {
            new ServerSetup(smtpPort, HOST, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(imapPort, HOST, ServerSetup.PROTOCOL_IMAP)
        });
    }

    public void start() {
        server.start();
        server.getUserManager().setMessageDeliveryHandler((message, recipient) -> user(recipient.getEmail()));
    }

    private GreenMailUser user(String recipient) throws UserException {
        var address = Address.of(recipient).withoutDetail();
        var users = server.getUserManager();
        var known = users.getUserByEmail(address);
        return known != null ? known : users.createUser(address, address, address);
    }

    /** Opens the mailboxes, so that they can be logged in to before the first mail came. */
    public void open(Collection<Address> addresses) {
        for (var address : addresses) {
            server.setUser(address.address(), address.address(), address.address());
        }
    }

    public int smtpPort() {
        return server.getSmtp().getPort();
    }

    public int imapPort() {
        return server.getImap().getPort();
    }

    public GreenMail greenMail() {
        return server;
    }

    @Override
    public void close() {
        server.stop();
    }
}
