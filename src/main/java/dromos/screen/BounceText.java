package dromos.screen;

import dromos.mail.Mail;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What mail systems write about failed deliveries in their own words: tables of phrases, and where addresses follow them. */
final class BounceText {
    /** Parts of the names that programs give themselves. */
    static final List<String> PROGRAMS = List.of(
            "mailer-daemon",
            "mailerdaemon",
            "maildaemon",
            "mail-daemon",
            "postmaster",
            "mdaemon",
            "mail delivery",
            "mail-delivery",
            "mailsystem",
            "mail system",
            "mailer daemon",
            "system administrator",
            "bounce",
            "delivery subsystem",
            "internet mail service",
            "mailadmin",
            "mail administrator");

    private static final List<String> SUBJECTS = List.of(
            "undeliver",
            "delivery status notification",
            "delivery failure",
            "delivery failed",
            "failure notice",
            "returned mail",
            "mail delivery failed",
            "delivery problem",
            "delivery error",
            "mail failure",
            "returned to sender",
            "non-delivery",
            "nondeliverable",
            "non remis",
            "unzustellbar",
            "nicht zustellbar",
            "could not be delivered",
            "not delivered",
            "delivery report",
            "mail system error",
            "message delayed",
            "delivery delayed",
            "warning: could not send",
            "message status",
            "rejected",
            "недоставлен",
            "impossible de remettre",
            "no se pudo entregar",
            "mancato recapito",
            "onbestelbaar",
            "user unknown",
            "address change",
            "delivery notification",
            "bounced mail");

    private static final List<String> FAILURES = List.of(
            "i wasn't able to deliver",
            "was not able to deliver",
            "could not be delivered",
            "couldn't be delivered",
            "cannot be delivered",
            "can not be delivered",
            "unable to deliver",
            "undeliverable",
            "delivery failed",
            "delivery has failed",
            "delivery to the following",
            "did not reach the following",
            "failed permanently",
            "permanent fatal errors",
            "permanent delivery problems",
            "fatal errors",
            "transcript of session follows",
            "unrouteable",
            "user unknown",
            "unknown user",
            "no such user",
            "user doesn't exist",
            "mailbox unavailable",
            "mailbox is full",
            "mailbox full",
            "over quota",
            "quota exceeded",
            "unknown recipient",
            "recipient unknown",
            "not listed in",
            "address rejected",
            "recipient rejected",
            "following addresses",
            "following address(es)",
            "following recipient",
            "not be delivered",
            "not delivered",
            "has been returned",
            "was returned",
            "message delayed",
            "still being tried",
            "not yet been delivered",
            "delayed for",
            "konnte nicht zugestellt",
            "n'a pas pu être",
            "no se ha podido entregar",
            "failed addresses",
            "invalid final delivery",
            "error-for:",
            "no mailbox here",
            "mailbox exceeds",
            "attempting to deliver",
            "not a valid user",
            "не может быть доставлен",
            "не доставлено",
            "nie zostala dostarczona",
            "returned to sender",
            "problem delivering",
            "could not deliver",
            "couldn't deliver",
            "undelivered",
            "host unknown",
            "does not exist");

    private static final List<String> DELAYS = List.of(
            "delivery is delayed",
            "has been delayed",
            "message delayed",
            "not yet been delivered",
            "will continue to try",
            "still being tried",
            "you do not need to resend",
            "warning message only",
            "not yet delivered",
            "could not send message for",
            "delayed for",
            "will be retried");

    /** Where the returned mail begins, whose addresses are not those that failed. */
    private static final List<String> RETURNED = List.of(
            "--- below this line",
            "this is a copy of the message",
            "original message follows",
            "----- original message",
            "------ this is a copy",
            "unsent message follows",
            "message header follows",
            "headers of the message",
            "----- message header",
            "received: from",
            "return-path:",
            "--- message text follows",
            "message-id:",
            "returned message follows",
            "your message follows",
            "the original message");

    private static final int MOST = 100;

    private BounceText() {}

    static boolean looksLikeBounce(Mail mail) {
        var subject = mail.subject().toLowerCase(Locale.ROOT);
        var text = lower(mail.text(), 20_000);
        boolean failed = FAILURES.stream().anyMatch(text::contains);
        boolean returned = mail.attachments().stream()
                .anyMatch(attachment -> attachment.type().equals("message/rfc822"));
        boolean announced = subject.isEmpty() || SUBJECTS.stream().anyMatch(subject::contains);
        boolean names = !subject.startsWith("re:") && !recipients(mail.text()).isEmpty();
        return (failed && (announced || names)) || (announced && returned);
    }

    static List<Bounce.Failed> failedRecipients(Mail mail) {
        var all = String.join(",", mail.headers().all("X-Failed-Recipients"));
        return failures(addresses(all), mail.text());
    }

    /** The addresses that the text says have failed: those after its first phrase of failure. */
    static List<Bounce.Failed> recipients(String text) {
        var before = notReturned(text);
        var lower = lower(before, before.length());
        var start = FAILURES.stream()
                .mapToInt(lower::indexOf)
                .filter(index -> index >= 0)
                .min()
                .orElse(0);
        int lineStart = before.lastIndexOf('\n', start) + 1;
        var after = addresses(before.substring(lineStart));
        return failures(after.isEmpty() ? addresses(before) : after, before);
    }

    private static List<Bounce.Failed> failures(List<String> addresses, String text) {
        var lower = lower(text, 20_000);
        var status = status(text);
        boolean delayed = !status.startsWith("5") && DELAYS.stream().anyMatch(lower::contains);
        return addresses.stream()
                .map(address -> failed(address, status, delayed ? "delayed" : "failed"))
                .toList();
    }

    static Bounce.Failed failed(String address, String status, String action) {
        boolean soft = action.equals("delayed") || status.startsWith("4") || status.equals("5.2.2");
        return new Bounce.Failed(address, status, action, soft ? Bounce.Kind.SOFT : Bounce.Kind.HARD);
    }

    private static String notReturned(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        int end = RETURNED.stream()
                .mapToInt(lower::indexOf)
                .filter(index -> index > 0)
                .min()
                .orElse(text.length());
        return text.substring(0, Math.min(end, text.length()));
    }

    /** The first enhanced status code (RFC 3463) in the text, empty where there is none. */
    static String status(String text) {
        for (int i = 0; i + 4 < text.length() && i < 20_000; i++) {
            char first = text.charAt(i);
            boolean starts = first == '2' || first == '4' || first == '5';
            boolean bounded = i == 0 || !isNumber(text.charAt(i - 1));
            if (starts && bounded && text.charAt(i + 1) == '.') {
                int subject = digits(text, i + 2);
                int detail = subject > i + 2 && subject < text.length() && text.charAt(subject) == '.'
                        ? digits(text, subject + 1)
                        : 0;
                boolean complete = detail > subject + 1 && (detail == text.length() || !isNumber(text.charAt(detail)));
                boolean sentence = detail < text.length() && detail > 0 && text.charAt(detail) == '.';
                if (complete
                        || (sentence && detail + 1 < text.length() && !Character.isDigit(text.charAt(detail + 1)))) {
                    return text.substring(i, detail);
                }
            }
        }
        return "";
    }

    private static boolean isNumber(char letter) {
        return Character.isDigit(letter) || letter == '.';
    }

    /** End of the one to three digits at the index. */
    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && i < from + 3 && Character.isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The Message-ID field in the headers of a returned mail, without angle brackets; null where there is none. */
    static @Nullable String messageId(String text) {
        int at = text.toLowerCase(Locale.ROOT).indexOf("message-id:");
        if (at < 0) {
            return null;
        }
        int open = text.indexOf('<', at);
        int close = open < 0 ? -1 : text.indexOf('>', open);
        boolean near = close > 0 && open - at < 30 && close - open < 900;
        return near ? text.substring(open + 1, close).replaceAll("\\s", "") : null;
    }

    /** All addresses in the text in lower case, each once. */
    static List<String> addresses(String text) {
        var found = new LinkedHashSet<String>();
        int at = text.indexOf('@');
        while (at >= 0 && found.size() < MOST) {
            int from = at;
            while (from > 0 && at - from < 64 && isLocal(text.charAt(from - 1))) {
                from--;
            }
            int to = at + 1;
            while (to < text.length() && to - at < 255 && isDomain(text.charAt(to))) {
                to++;
            }
            while (to > at && !Character.isLetterOrDigit(text.charAt(to - 1))) {
                to--;
            }
            var address = text.substring(from, to).toLowerCase(Locale.ROOT);
            address = address.substring(address.startsWith("smtp=") ? 5 : address.startsWith("'") ? 1 : 0);
            if (from < at
                    && to - at > 2
                    && !address.startsWith("postmaster@")
                    && !address.startsWith("mailer-daemon@")) {
                found.add(address);
            }
            at = text.indexOf('@', at + 1);
        }
        return new ArrayList<>(found);
    }

    private static boolean isLocal(char letter) {
        return Character.isLetterOrDigit(letter) || "!#$%&'*+/=?^_`{|}~.-".indexOf(letter) >= 0;
    }

    private static boolean isDomain(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '.' || letter == '-';
    }

    /** In lower case and on one line, since phrases are wrapped anywhere. */
    private static String lower(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest))
                .replace('\n', ' ')
                .toLowerCase(Locale.ROOT);
    }
}
