package dromos.app;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpConnection;
import com.icegreen.greenmail.smtp.SmtpHandler;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.smtp.commands.MailCommand;
import com.icegreen.greenmail.smtp.commands.SmtpCommand;
import com.icegreen.greenmail.smtp.commands.SmtpCommandRegistry;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.Socket;
import java.util.Map;

/**
 * GreenMail that takes mail with the null reverse-path, which every mail server must (RFC 5321 section 4.5.5) and which
 * acknowledgements carry (RFC 3834 section 3.3). GreenMail itself accepts the MAIL and then refuses its RCPT.
 */
final class NullSenderMailServer extends GreenMail {
    NullSenderMailServer(ServerSetup[] setups) {
        super(setups);
    }

    @Override
    protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
        var services = super.createServices(setups, managers);
        services.replaceAll((protocol, server) ->
                server instanceof SmtpServer smtp ? new Smtp(smtp.getServerSetup(), managers) : server);
        return services;
    }

    private static final class Smtp extends SmtpServer {
        Smtp(ServerSetup setup, Managers managers) {
            super(setup, managers);
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket client) {
            return new SmtpHandler(new Commands(), managers.getSmtpManager(), client);
        }
    }

    private static final class Commands extends SmtpCommandRegistry {
        @Override
        public SmtpCommand getCommand(String name) {
            return "MAIL".equals(name) ? new MailFrom() : super.getCommand(name);
        }
    }

    private static final class MailFrom extends MailCommand {
        @Override
        public void execute(SmtpConnection connection, SmtpState state, SmtpManager manager, String line) {
            super.execute(connection, state, manager, line);
            if (line.replace(" ", "").regionMatches(true, 0, "MAILFROM:<>", 0, 11)) {
                state.getMessage().setReturnPath(new NullReversePath());
            }
        }
    }

    /** Written into Return-Path as {@code <>}. */
    private static final class NullReversePath extends MailAddress {
        NullReversePath() {
            super("nobody@localhost");
        }

        @Override
        public String toString() {
            return "";
        }
    }
}
