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

    private static final Phrases DAEMONS = Phrases.of("""
            any    | mailer-daemon
            any    | mailer_daemon
            any    | mailerdaemon
            any    | maildaemon
            any    | mail-daemon
            any    | mailer daemon
            any    | mail delivery
            any    | mail-delivery
            any    | mail.delivery
            any    | maildelivery
            any    | delivery subsystem
            any    | delivery system
            any    | delivery service
            any    | mailsystem
            any    | mail system
            any    | mail-system
            MIMEsweeper | automated response
            MDaemon | mdaemon
            Outlook | system administrator
            Exchange | internet mail service
            Exchange | microsoftexchange
            Exchange | microsoft exchange
            Exchange | microsoft outlook
            """);

    private static final Phrases MACHINERY = Phrases.of("""
            RFC 2142 | postmaster
            any    | post master
            any    | bounce
            any    | mailadm
            any    | mail admin
            any    | mail router
            any    | mailserver
            any    | mail server
            any    | mail-server
            any    | mailgate
            any    | mail gateway
            any    | smtp
            any    | antivirus
            any    | virus
            any    | ndr@
            any    | non-delivery
            any    | undeliver
            InterScan | interscan
            InterScan | imss
            MIMEsweeper | sweeper
            de     | systemadministrator
            fr     | administrateur
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
        boolean perhaps = !headers.has("From") || MACHINERY.isIn(name(mail));
        return perhaps && !isMadeInAMailClient(headers) ? PERHAPS_PROGRAM : PERSON;
    }

    /** Whether the From field names nobody, or a program that no person is called like. */
    static boolean isNamedAsProgram(Mail mail) {
        var written = mail.headers().first("From");
        boolean empty = mail.from() == null && written != null && written.contains("<>");
        return empty || (written != null && DAEMONS.isIn(name(mail)));
    }

    private static String name(Mail mail) {
        var from = mail.from();
        var written = mail.headers().first("From");
        return Phrases.squeeze(
                from == null
                        ? Objects.requireNonNullElse(written, "")
                        : from.display() + " " + localPart(mail.sender()) + "@");
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
