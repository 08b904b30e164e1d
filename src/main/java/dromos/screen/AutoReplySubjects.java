package dromos.screen;

import dromos.mail.Mail;
import dromos.mail.WireHeaders;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words by which autoresponders announce themselves in the subject. At the beginning and before a colon a phrase
 * counts alone ({@code Automatic reply: my parcel}); at the beginning before other marks, or in brackets anywhere, where
 * the mail also answers another or reads like an absence. People write of automatic replies and out-of-office furniture.
 * Words of a mere absence ({@code On vacation: please do not deliver}) count only where the mail bears another mark of a
 * program.
 */
final class AutoReplySubjects {
    private static final Phrases SUBJECTS = Phrases.read("auto-reply-subjects.txt");
    private static final Phrases ABSENCE_SUBJECTS = Phrases.read("absence-subjects.txt");

    /** How people who are away say so at the beginning of what they leave behind. */
    private static final Phrases ABSENCES = Phrases.read("auto-reply-openings.txt");

    private static final int LONGEST_OPENING = 1_000;

    private AutoReplySubjects() {}

    /** The phrase that tells it; null where the subject is one that people write. */
    static @Nullable String find(Mail mail) {
        var subject = Phrases.squeeze(mail.subject());
        if (subject.startsWith("auto:") && mail.subject().strip().startsWith("AUTO:") && isLotus(subject)) {
            return "AUTO:";
        }
        var absences = isMarked(mail) ? ABSENCE_SUBJECTS.all().stream() : Stream.<String>of();
        return Stream.concat(SUBJECTS.all().stream(), absences)
                .filter(phrase -> tells(subject, phrase, mail))
                .findFirst()
                .orElse(null);
    }

    /** Whether the header tells that the mail answers another, or that a program wrote it. */
    private static boolean isMarked(Mail mail) {
        return !mail.ancestors().isEmpty()
                || mail.headers().has("Precedence")
                || mail.headers().has(WireHeaders.AUTO_RESPONSE_SUPPRESS);
    }

    /** {@code AUTO: Ann Miller is out of the office (returning 05/01/2010)}: Notes, in the language of its owner. */
    private static boolean isLotus(String subject) {
        return subject.endsWith(")") || ABSENCES.isIn(subject);
    }

    private static boolean tells(String subject, String phrase, Mail mail) {
        int at = subject.indexOf(phrase);
        if (at < 0) {
            return false;
        }
        int end = at + phrase.length();
        if (at > 0) {
            return isInBrackets(subject, at, end) && isConfirmed(mail);
        }
        var rest = subject.substring(end).strip();
        return rest.startsWith(":") || ((isEnded(rest) || isDated(rest)) && isConfirmed(mail));
    }

    private static boolean isEnded(String rest) {
        return rest.isEmpty() || "([-–|,/.!\"".indexOf(rest.charAt(0)) >= 0;
    }

    /** {@code Out of office from 3 to 7 May}. */
    private static boolean isDated(String rest) {
        return rest.length() < 60 && rest.chars().anyMatch(Character::isDigit) && rest.indexOf('?') < 0;
    }

    /** Whether something besides the subject says that a program answers. */
    private static boolean isConfirmed(Mail mail) {
        var text = mail.text();
        var opening = Phrases.squeeze(text.substring(0, Math.min(text.length(), LONGEST_OPENING)));
        return isMarked(mail) || ABSENCES.isIn(opening);
    }

    private static boolean isInBrackets(String subject, int from, int to) {
        boolean opened = from > 0 && "([{【（<*".indexOf(subject.charAt(from - 1)) >= 0;
        return opened && to < subject.length() && ")]}】）>*:".indexOf(subject.charAt(to)) >= 0;
    }

    /** Every phrase of programs, for tests that go through the languages. */
    static List<String> phrases() {
        return SUBJECTS.all();
    }

    /** Every phrase of a mere absence, for tests that go through the languages. */
    static List<String> absences() {
        return ABSENCE_SUBJECTS.all();
    }
}
