package dromos.screen;

import dromos.mail.Headers;
import dromos.mail.Mail;
import dromos.mail.WireHeaders;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who seems to have written a mail, by its sender and the program that made it. */
enum Author {
    /** The null reverse-path (RFC 5321 section 4.5.5), or a name that only programs have. */
    PROGRAM,
    /** A name that mail systems use, and sometimes the people who care for them. */
    PERHAPS_PROGRAM,
    PERSON;

    /** Whole words of an address before its @, or of a name, that no person has. */
    private static final Phrases DAEMONS = Phrases.of("""
            any    | mailer-daemon
            any    | mailer_daemon
            any    | mailer.daemon
            any    | mailer daemon
            any    | mailerdaemon
            any    | maildaemon
            any    | mail-daemon
            any    | mail daemon
            any    | mail delivery subsystem
            any    | automated response from
            MDaemon | mdaemon
            """);

    /** How the addresses of such programs begin; what follows is a number, or nothing. */
    private static final Phrases DAEMON_ADDRESSES = Phrases.of("""
            any    | mail.delivery.system
            any    | mail-delivery-system
            any    | mail_delivery_system
            any    | maildelivery@
            any    | mail-delivery@
            any    | mail.delivery@
            Exchange | microsoftexchange
            """);

    /**
     * Whole names of such programs. More words make another name of them: carriers and shops are called a delivery
     * service, and some deliver mail.
     */
    private static final Phrases DAEMON_NAMES = Phrases.of("""
            any    | mail delivery
            any    | mail delivery system
            any    | mail delivery service
            any    | internet mail delivery
            any    | internet mail delivery system
            any    | mailsystem
            any    | mail system
            any    | mail-system
            MIMEsweeper | automated response
            Exchange | internet mail service
            Exchange | microsoft exchange
            Exchange | microsoft outlook
            """);

    /** Whole words of the addresses, before their @, of machines and of those who care for them. */
    private static final Phrases MACHINERY_ADDRESSES = Phrases.of("""
            RFC 2142 | postmaster
            any    | bounce@
            any    | bounces@
            any    | mailadm
            any    | mailadmin
            any    | mail-admin
            any    | mailserver
            any    | mail-server
            any    | mailgate
            any    | mailgateway
            any    | smtp
            any    | antivirus
            any    | virus
            any    | ndr
            any    | non-delivery
            any    | undeliverable
            any    | undelivered
            InterScan | interscan
            InterScan | imss
            MIMEsweeper | mimesweeper
            MIMEsweeper | sweeper
            """);

    /** Whole names of machines and of those who care for them. */
    private static final Phrases MACHINERY_NAMES = Phrases.of("""
            RFC 2142 | postmaster
            any    | post master
            any    | mail admin
            any    | mail administrator
            any    | mail router
            any    | mailserver
            any    | mail server
            any    | mail-server
            any    | mailgate
            any    | mail gateway
            any    | delivery subsystem
            Exchange | system administrator
            de     | systemadministrator
            fr     | administrateur
            fr     | administrateur système
            it     | amministratore di sistema
            es     | administrador del sistema
            pt     | administrador do sistema
            ru     | системный администратор
            pl     | administrator systemu
            ja     | システム管理者
            """);

    private static final Phrases MAIL_CLIENTS = Phrases.of("""
            any    | thunderbird
            any    | outlook express
            any    | microsoft outlook
            any    | microsoft office outlook
            any    | microsoft windows live mail
            any    | microsoft windows mail
            any    | apple mail
            any    | iphone mail
            any    | ipad mail
            any    | mutt
            any    | evolution
            any    | kmail
            any    | eudora
            any    | the bat!
            any    | pegasus
            any    | roundcube
            any    | squirrelmail
            any    | horde
            any    | claws
            any    | sylpheed
            any    | opera mail
            any    | k-9
            any    | airmail
            any    | foxmail
            any    | webmail
            any    | zimbra
            any    | open-xchange
            any    | android
            """);

    static Author of(Mail mail) {
        var headers = mail.headers();
        if (hasNullPath(headers) || isNamedAsProgram(mail)) {
            return PROGRAM;
        }
        boolean perhaps = !headers.has("From") || isNamedAsMachinery(mail);
        return perhaps && !isMadeInAMailClient(headers) ? PERHAPS_PROGRAM : PERSON;
    }

    /** Whether the From field names nobody, or a program that no person is called like. */
    static boolean isNamedAsProgram(Mail mail) {
        var written = mail.headers().first("From");
        if (written == null) {
            return false;
        }
        var name = name(mail);
        var account = account(mail);
        return (mail.from() == null && written.contains("<>"))
                || DAEMONS.isInAsWords(name)
                || DAEMONS.isInAsWords(account)
                || DAEMON_NAMES.is(name)
                || DAEMON_ADDRESSES.begins(account);
    }

    /** Whether the From field names a machine, or those who care for it. */
    static boolean isNamedAsMachinery(Mail mail) {
        return MACHINERY_NAMES.is(name(mail)) || MACHINERY_ADDRESSES.isInAsWords(account(mail));
    }

    /** The name in the From field; the whole field where it has no address. */
    private static String name(Mail mail) {
        var from = mail.from();
        return Phrases.squeeze(
                from == null ? Objects.requireNonNullElse(mail.headers().first("From"), "") : from.display());
    }

    /** The sender's address up to its @; the whole From field where it has no address. */
    private static String account(Mail mail) {
        return mail.from() == null ? name(mail) : Phrases.squeeze(localPart(mail.sender()) + "@");
    }

    /** A null reverse-path; a mail that is fetched and delivered again carries that of a daemon instead. */
    static boolean hasNullPath(Headers headers) {
        var path = headers.first(WireHeaders.RETURN_PATH);
        if (path == null) {
            return false;
        }
        var bare = path.replace(" ", "").toLowerCase(Locale.ROOT);
        return bare.equals("<>") || bare.startsWith("<mailer-daemon@") || bare.startsWith("<mailer-daemon>");
    }

    private static boolean isMadeInAMailClient(Headers headers) {
        return isMailClient(headers.first("User-Agent")) || isMailClient(headers.first("X-Mailer"));
    }

    private static boolean isMailClient(@Nullable String program) {
        return program != null && MAIL_CLIENTS.isIn(Phrases.squeeze(program));
    }

    private static String localPart(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? address : address.substring(0, at);
    }
}
