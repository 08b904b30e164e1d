package dromos.mail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes text into header fields: plain where it can stand so, else in encoded words, in lines of at most 78 characters
 * (RFC 5322 section 2.1.1, RFC 2047). The text must be on one line, as {@link SafeText#line} makes it.
 */
final class HeaderText {
    private static final int LONGEST_LINE = 78;
    private static final String NEXT_LINE = "\r\n ";
    private static final String ATOMS = "!#$%&'*+-/=?^_`{|}~ ";

    private HeaderText() {}

    /** The value of a field of free text, such as Subject, folded for that field. */
    static String unstructured(String field, String text) {
        int used = field.length() + 2;
        var lines = isPlain(text) ? folded(text, used) : List.<String>of();
        return String.join(NEXT_LINE, fit(lines, used) ? lines : EncodedWords.encode(text, used));
    }

    /** Whether the lines are short enough with what stands before each of them. */
    private static boolean fit(List<String> lines, int used) {
        return !lines.isEmpty()
                && used + lines.get(0).length() <= LONGEST_LINE
                && lines.stream().allMatch(line -> 1 + line.length() <= LONGEST_LINE);
    }

    /** A mailbox of RFC 5322 section 3.4: the address, after the name where there is one. */
    static String mailbox(String field, @Nullable String name, String address) {
        if (name == null || name.isEmpty()) {
            return address;
        }
        int used = field.length() + 2;
        var phrase = phrase(name, used);
        int lastLine = phrase.length() - phrase.lastIndexOf('\n') + used;
        var separator = lastLine + address.length() + 3 > LONGEST_LINE ? NEXT_LINE : " ";
        return phrase + separator + "<" + address + ">";
    }

    private static String phrase(String name, int used) {
        boolean fits = 2 * name.length() + 2 + used < LONGEST_LINE;
        if (!isPlain(name) || !fits) {
            return String.join(NEXT_LINE, EncodedWords.encode(name, used));
        }
        return name.chars().allMatch(letter -> Character.isLetterOrDigit(letter) || ATOMS.indexOf(letter) >= 0)
                ? name
                : "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** What looks like an encoded word is not plain: readers would decode what nobody has encoded (RFC 2047 section 5). */
    private static boolean isPlain(String text) {
        return !text.contains("=?") && text.chars().allMatch(letter -> letter >= 32 && letter < 127);
    }

    /** Cuts at blanks between words, so that no line is blank; the blank itself stands at the beginning of a line. */
    private static List<String> folded(String text, int used) {
        var lines = new ArrayList<String>();
        int start = 0;
        int cut = -1;
        int room = LONGEST_LINE - used;
        for (int i = 0; i < text.length(); i++) {
            if (i - start >= room && cut > start) {
                lines.add(text.substring(start, cut));
                start = cut + 1;
                room = LONGEST_LINE - 1;
            }
            boolean between =
                    i > start && i + 1 < text.length() && text.charAt(i - 1) != ' ' && text.charAt(i + 1) != ' ';
            cut = between && text.charAt(i) == ' ' ? i : cut;
        }
        lines.add(text.substring(start));
        return lines;
    }
}
