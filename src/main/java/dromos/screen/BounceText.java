package dromos.screen;

import dromos.mail.Mail;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What mail systems write about failed deliveries in their own words, from before RFC 3464 and beside it. Customers of a
 * shop write about failed deliveries too: words alone never make a bounce, see {@link #looksLikeBounce}.
 */
final class BounceText {
    private static final Phrases SUBJECTS = Phrases.read("bounce-subjects.txt");

    /** How notices begin. Nobody begins a letter of his own so. */
    private static final Phrases OPENINGS = Phrases.read("bounce-openings.txt");

    /** What is said in notices, anywhere in them. */
    private static final Phrases FAILURES = Phrases.read("bounce-failures.txt");

    private static final Phrases REFUSALS = Phrases.of("""
            en | rejected
            en | refused
            en | quota
            de | abgelehnt
            de | abgewiesen
            fr | refuse
            fr | rejete
            es | rechazado
            it | rifiutato
            pt | rejeitad
            nl | geweigerd
            """);

    private static final Phrases DELAYS = Phrases.read("bounce-delays.txt");

    /** Where the returned mail begins, whose addresses are not those that failed. */
    private static final Phrases RETURNED = Phrases.read("bounce-returned.txt");

    /** What people's programs put before the subject of what is answered or passed on. */
    private static final Phrases REPLIES = Phrases.read("reply-prefixes.txt");

    private static final int LONGEST = 20_000;
    private static final int MOST_LINES = 1_000;
    private static final int OPENING_LINES = 8;

    private BounceText() {}

    /**
     * Whether a mail system tells of a failed delivery. The surer its author is a program, the less the words must
     * tell; of an author that may be a person, a notice begins in the manner of programs and lists addresses.
     */
    static boolean looksLikeBounce(Mail mail, Author author) {
        boolean announced = announces(mail.subject());
        if ((author == Author.PERSON && !announced) || (author != Author.PROGRAM && isAnswer(mail))) {
            return isBareNotice(mail);
        }
        var notice = notice(mail.text());
        boolean failed = FAILURES.isIn(Phrases.squeeze(notice));
        boolean returned = returnsAMail(mail);
        boolean lists = RecipientText.lists(notice, mail.sender());
        boolean names = namesAnother(notice, mail.sender());
        boolean opens = openingLine(notice, OPENING_LINES);
        return switch (author) {
            case PROGRAM -> {
                boolean named = Author.isNamedAsProgram(mail);
                boolean tells = failed && (names || returned);
                yield announced
                        ? named || opens || returned || tells
                        // Autoresponders write with a null reverse-path too, and name who is there instead.
                        : tells && (named || (opens && !isReply(mail.subject())));
            }
            case PERHAPS_PROGRAM -> failed && (announced ? opens || lists || returned : opens && names);
            case PERSON -> failed && openingLine(notice, 1) && (returned || names);
        };
    }

    /**
     * Whether a mail to one of our bounce addresses is of a mail system: autoresponders answer there too (RFC 5230
     * section 4.6), with a null reverse-path.
     */
    static boolean isOfAMailSystem(Mail mail) {
        return Author.isNamedAsProgram(mail)
                || Author.isNamedAsMachinery(mail)
                || announces(mail.subject())
                || returnsAMail(mail)
                || openingLine(notice(mail.text()), OPENING_LINES);
    }

    /**
     * {@code Re: Your parcel: undeliverable}, above nothing but the first line of a notice and addresses, each on a line
     * of its own. A person would greet, sign or say one thing more.
     */
    private static boolean isBareNotice(Mail mail) {
        var subject = Phrases.squeeze(mail.subject());
        boolean appended = SUBJECTS.isIn(subject.substring(subject.lastIndexOf(':') + 1));
        if (!isReply(subject) || !appended || !mail.ancestors().isEmpty()) {
            return false;
        }
        var notice = notice(mail.text());
        return RecipientText.lists(notice, mail.sender())
                && notice.lines()
                        .map(line -> withoutOrnament(Phrases.squeeze(line)))
                        .allMatch(BounceText::isOfANotice);
    }

    private static boolean isOfANotice(String line) {
        return line.isEmpty()
                || OPENINGS.begins(line)
                || RecipientText.addresses(line).contains(line);
    }

    /** Departments answer letters about failed deliveries; mail systems, as a rule, answer in no thread. */
    static boolean isAnswer(Mail mail) {
        return isReply(mail.subject()) || !mail.ancestors().isEmpty();
    }

    /** A customer who writes of a failed delivery gives his own address, and so does a signature. */
    private static boolean namesAnother(String notice, String sender) {
        return RecipientText.addresses(notice).stream().anyMatch(address -> !address.equals(sender));
    }

    /** Whether the subject tells of a failed or delayed delivery; an answer to such a mail is no such mail. */
    static boolean announces(String subject) {
        return !isReply(subject) && SUBJECTS.isIn(Phrases.squeeze(subject));
    }

    static boolean tellsRefusal(String text) {
        return REFUSALS.isIn(Phrases.squeeze(notice(text)));
    }

    private static boolean isReply(String subject) {
        var untagged = withoutTags(Phrases.squeeze(subject));
        int colon = untagged.indexOf(':');
        return colon > 0 && REPLIES.is(withoutCounter(untagged.substring(0, colon)));
    }

    /** {@code [DR-7-ABCDEFGH] Re: My parcel}. */
    private static String withoutTags(String subject) {
        int from = 0;
        while (subject.startsWith("[", from) && subject.indexOf(']', from) > 0) {
            from = subject.indexOf(']', from) + 1;
            from += subject.startsWith(" ", from) ? 1 : 0;
        }
        return subject.substring(from);
    }

    /** {@code Re[2]:}, {@code Re^2:}, {@code Re (2):}, {@code Re2:}. */
    private static String withoutCounter(String prefix) {
        int end = prefix.length();
        while (end > 0
                && (Character.isDigit(prefix.charAt(end - 1)) || "[]()^ ".indexOf(prefix.charAt(end - 1)) >= 0)) {
            end--;
        }
        return prefix.substring(0, end);
    }

    private static boolean returnsAMail(Mail mail) {
        return mail.attachments().stream().anyMatch(attachment -> BounceReader.RETURNED.contains(attachment.type()));
    }

    /** Whether one of the first lines with letters opens a notice. */
    private static boolean openingLine(String notice, int lines) {
        return notice.lines()
                .map(line -> withoutOrnament(Phrases.squeeze(line)))
                .filter(line -> !line.isEmpty())
                .limit(lines)
                .anyMatch(OPENINGS::begins);
    }

    private static String withoutOrnament(String line) {
        int from = 0;
        while (from < line.length() && !Character.isLetter(line.charAt(from)) && line.charAt(from) != '>') {
            from++;
        }
        return line.substring(from);
    }

    /** The addresses that the notice says have failed, each with what it says of the cause. */
    static List<Bounce.Failed> recipients(Mail mail) {
        var notice = notice(mail.text());
        var sentTo = mail.sentTo().stream()
                .map(address -> address.address().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        int start = Math.max(0, notice.lastIndexOf('\n', Math.max(0, FAILURES.firstIn(Phrases.fold(notice), 0))));
        var found = RecipientText.failed(notice.substring(start), sentTo);
        found = found.isEmpty() ? RecipientText.failed(notice, sentTo) : found;
        found = found.isEmpty() ? ofTheSystemsDomain(notice, mail.sender()) : found;
        found = found.isEmpty() ? RecipientText.failed(notice, Set.of()) : found;
        return failures(found, mail);
    }

    static List<Bounce.Failed> failures(List<String> addresses, Mail mail) {
        var notice = notice(mail.text());
        var status = StatusText.code(notice);
        var action = !status.startsWith("5") && tellsDelay(mail.subject(), notice) ? "delayed" : "failed";
        return addresses.stream()
                .map(address -> StatusText.failed(address, status, action, notice))
                .toList();
    }

    private static List<String> ofTheSystemsDomain(String notice, String system) {
        int at = system.lastIndexOf('@');
        return at < 0
                ? List.of()
                : RecipientText.namesAlone(notice).stream()
                        .map(name -> name + system.substring(at))
                        .toList();
    }

    private static boolean tellsDelay(String subject, String notice) {
        return DELAYS.isIn(Phrases.squeeze(subject)) || DELAYS.isIn(Phrases.squeeze(notice));
    }

    /** What the mail system writes itself: the text up to the mail that it returns. */
    static String notice(String text) {
        var notice = new StringBuilder();
        boolean told = false;
        var start = text.substring(0, Math.min(LONGEST, text.length()));
        for (String line : start.lines().limit(MOST_LINES).toList()) {
            var folded = Phrases.squeeze(line);
            if (told && RETURNED.begins(withoutOrnament(folded))) {
                break;
            }
            told |= FAILURES.isIn(folded);
            notice.append(line).append('\n');
        }
        return notice.toString();
    }

    /** The Message-ID field in the headers of a returned mail, without angle brackets; null where there is none. */
    static @Nullable String messageId(String text) {
        int at = Phrases.fold(text).indexOf("message-id:");
        if (at < 0) {
            return null;
        }
        int open = text.indexOf('<', at);
        int close = open < 0 ? -1 : text.indexOf('>', open);
        boolean near = close > 0 && open - at < 30 && close - open < 900;
        return near ? text.substring(open + 1, close).replaceAll("\\s", "") : null;
    }
}
