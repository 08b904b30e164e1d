package dromos.app;

import dromos.directory.Directory;
import dromos.directory.Mailbox;
import dromos.directory.Secrets;
import dromos.mailbox.AfterCommit;
import dromos.mailbox.Credentials;
import dromos.mailbox.Cursors;
import dromos.mailbox.Limits;
import dromos.mailbox.MailboxAccount;
import dromos.mailbox.MailboxComponent;
import dromos.mailbox.Security;
import dromos.route.PooledMailSender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.function.Supplier;

/** The accounts and the relay, as the components want them. Secrets are asked for at each connect. */
final class Mailboxes {
    // RFC 5321 section 4.5.3.2 asks for minutes: a slow filter that accepts in the end must not get the mail twice.
    private static final Duration SMTP_TIMEOUT = Duration.ofMinutes(5);

    private Mailboxes() {}

    static MailboxComponent component(Directory directory, Secrets secrets, Cursors cursors, InstantSource clock) {
        var accounts = new LinkedHashMap<String, MailboxAccount>();
        directory.mailboxes().forEach((name, mailbox) -> accounts.put(name, account(mailbox, secrets)));
        var component = new MailboxComponent();
        component.setAccounts(accounts);
        component.setCursors(cursors);
        component.setClock(clock);
        return component;
    }

    private static MailboxAccount account(Mailbox mailbox, Secrets secrets) {
        var account = mailbox.account();
        var secret = secret(account.secret(), secrets);
        return new MailboxAccount(
                mailbox.name(),
                account.host(),
                account.port(),
                Security.valueOf(account.security().toUpperCase(Locale.ROOT)),
                account.user(),
                account.authentication().equals("xoauth2")
                        ? new Credentials.OAuth2(secret)
                        : new Credentials.Password(secret),
                account.folder(),
                after(account.after()),
                account.poll(),
                account.idle(),
                Limits.usual().withMaxSize(account.maxSize()));
    }

    private static Supplier<String> secret(String name, Secrets secrets) {
        return () -> secrets.find(name)
                .orElseThrow(() -> new IllegalStateException("secret " + name + " is gone; " + Secrets.cure(name)));
    }

    /** The loader has checked the words. */
    private static AfterCommit after(String words) {
        int colon = words.indexOf(':');
        var argument = words.substring(colon + 1);
        return switch (colon < 0 ? words : words.substring(0, colon)) {
            case "keep" -> new AfterCommit.Keep();
            case "delete" -> new AfterCommit.Delete();
            case "flag" -> new AfterCommit.Flag(argument);
            case "move" -> new AfterCommit.Move(argument);
            default -> throw new IllegalStateException("after: " + words);
        };
    }

    static PooledMailSender sender(Settings.Smtp smtp, Secrets secrets) {
        var name = smtp.secret();
        var server = new PooledMailSender.Server(
                smtp.host(),
                smtp.port(),
                PooledMailSender.Encryption.valueOf(smtp.security().toUpperCase(Locale.ROOT)),
                smtp.user(),
                name == null ? () -> "" : secret(name, secrets));
        return new PooledMailSender(server, smtp.connections(), SMTP_TIMEOUT);
    }
}
