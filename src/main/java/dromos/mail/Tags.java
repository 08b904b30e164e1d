package dromos.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Renders and finds the tag of a case, {@code [DR-10482-K7QM2XV8]}: the pool's prefix, the case number, and 40 bits of
 * a keyed HMAC over both as eight Crockford digits, so that nobody guesses his way into a case. Thread-safe.
 */
public final class Tags {
    private static final int CHECK_LENGTH = 8;
    private static final int LONGEST_PREFIX = 12;
    private static final int LONGEST_NUMBER = 18;
    private static final char NOTHING = 0;

    /** Between two letters of a tag: a line end and the marks of a much quoted line. */
    private static final int MOST_BLANKS = 24;

    /**
     * A tag as it was found.
     *
     * @param valid whether one of our keys made it
     */
    public record Tag(String prefix, long number, boolean valid) {}

    private final Keys keys;

    public Tags(Keys keys) {
        this.keys = keys;
    }

    /**
     * @param prefix 1 to 12 letters and digits that start with a letter
     * @param number from 0
     */
    public String render(String prefix, long number) {
        var upper = prefix.toUpperCase(Locale.ROOT);
        return "[" + upper + "-" + number + "-" + check(keys.signing(), upper, number) + "]";
    }

    /**
     * All tags in the text in their order, each once, the invalid ones as often as they differ. Case, line wraps, blanks, percent-encoding, other dashes,
     * full-width signs and o/i/l for 0/1 are forgiven. What stands in brackets is reported even if it is not valid; without brackets only
     * what is valid is a tag at all.
     */
    public List<Tag> find(String text) {
        var plain = normalize(text, null);
        var tags = new LinkedHashMap<String, Tag>();
        for (int dash = plain.indexOf('-'); dash >= 0; dash = plain.indexOf('-', dash + 1)) {
            var found = tagAround(plain, dash);
            if (found != null) {
                tags.putIfAbsent(found.key(), found.tag);
            }
        }
        return List.copyOf(tags.values());
    }

    /** Whether one pool's tags begin so; a tag that only stands in brackets may be any firm's. */
    private static boolean isOurs(Found found, Collection<String> prefixes) {
        return found.tag.valid() || prefixes.contains(found.tag.prefix());
    }

    /**
     * The text without its tags: the valid ones, and whatever stands in brackets with one of the prefixes. Nothing
     * that is left can be taken for one.
     *
     * @param prefixes of our pools, in upper case
     */
    public String without(String text, Collection<String> prefixes) {
        var rest = text;
        var shorter = withoutOnce(rest, prefixes);
        // What stood around a tag may be one itself when it closes up.
        while (shorter.length() < rest.length()) {
            rest = shorter;
            shorter = withoutOnce(rest, prefixes);
        }
        return rest;
    }

    private String withoutOnce(String text, Collection<String> prefixes) {
        var origins = new int[text.length() + 1];
        var plain = normalize(text, origins);
        var kept = new StringBuilder(text.length());
        int from = 0;
        for (int dash = plain.indexOf('-'); dash >= 0; dash = plain.indexOf('-', dash + 1)) {
            var found = tagAround(plain, dash);
            if (found != null && isOurs(found, prefixes) && origins[found.start] >= from) {
                kept.append(text, from, origins[found.start]);
                from = origins[found.end];
                while (endsBlank(kept) && from < text.length() && Character.isWhitespace(text.charAt(from))) {
                    from++;
                }
            }
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static boolean endsBlank(StringBuilder text) {
        return text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
    }

    /** A tag and where it stands in the plain text, with its brackets if it has both. */
    private record Found(Tag tag, String check, int start, int end) {
        /** Valid ones are the same by their number, others by their check. */
        String key() {
            return tag.prefix() + "-" + tag.number() + "-" + (tag.valid() ? "" : check);
        }
    }

    /** Reads a tag whose first dash stands at the index; null where there is none. */
    private @Nullable Found tagAround(String text, int dash) {
        var right = new Cursor(text, dash + 1);
        var number = right.take(LONGEST_NUMBER, letter -> letter >= '0' && letter <= '9');
        if (number.isEmpty() || !right.accept('-')) {
            return null;
        }
        var check = right.take(CHECK_LENGTH, letter -> Crockford.digit(letter) >= 0);
        if (check.length() < CHECK_LENGTH) {
            return null;
        }
        var prefix = prefixBefore(text, dash);
        if (prefix.isEmpty()) {
            return null;
        }
        int open = openBefore(text, dash);
        boolean endsWord = right.atWordEnd();
        boolean bracketed = open >= 0 && right.accept(']');
        long value = Long.parseLong(number);
        boolean valid = (bracketed || endsWord) && isValid(prefix, value, check);
        int start = bracketed ? open : startOfPrefix(text, dash);
        return valid || bracketed ? new Found(new Tag(prefix, value, valid), check, start, right.next) : null;
    }

    private boolean isValid(String prefix, long number, String check) {
        byte[] given = Crockford.decode(check);
        boolean valid = false;
        for (var key : keys.all()) {
            valid |= given != null && MessageDigest.isEqual(given, mac(key, prefix, number));
        }
        return valid;
    }

    private static String check(Keys.Key key, String prefix, long number) {
        return Crockford.encode(mac(key, prefix, number)).toUpperCase(Locale.ROOT);
    }

    private static byte[] mac(Keys.Key key, String prefix, long number) {
        return Arrays.copyOf(key.mac("tag", (prefix + "-" + number).getBytes(StandardCharsets.US_ASCII)), 5);
    }

    /** The letters and digits to the left of the dash in upper case; blanks in between are forgiven at line wraps. */
    private static String prefixBefore(String text, int dash) {
        var reversed = new StringBuilder();
        int i = skipBlanksBack(text, dash - 1);
        while (i >= 0 && isAsciiLetterOrDigit(text.charAt(i)) && reversed.length() <= LONGEST_PREFIX) {
            reversed.append(text.charAt(i--));
        }
        var prefix = reversed.reverse().toString().toUpperCase(Locale.ROOT);
        boolean wellFormed =
                !prefix.isEmpty() && prefix.length() <= LONGEST_PREFIX && !Character.isDigit(prefix.charAt(0));
        return wellFormed ? prefix : "";
    }

    private static int startOfPrefix(String text, int dash) {
        int i = skipBlanksBack(text, dash - 1);
        while (i >= 0 && isAsciiLetterOrDigit(text.charAt(i))) {
            i--;
        }
        return i + 1;
    }

    /** Where the bracket before the prefix stands; -1 where none does. */
    private static int openBefore(String text, int dash) {
        int i = skipBlanksBack(text, startOfPrefix(text, dash) - 1);
        return i >= 0 && text.charAt(i) == '[' ? i : -1;
    }

    private static int skipBlanksBack(String text, int from) {
        int i = from;
        while (i >= 0 && from - i < MOST_BLANKS && Character.isWhitespace(text.charAt(i))) {
            i--;
        }
        return i;
    }

    private static boolean isAsciiLetterOrDigit(char letter) {
        return letter < 128 && Character.isLetterOrDigit(letter);
    }

    /**
     * Undoes what clients do to a tag: percent-encoding, typographic and full-width signs, invisible characters, soft
     * line breaks, and the marks of quoted lines that it was wrapped over.
     *
     * @param origins is told where each letter stood in the text, and its end, where that is wanted
     */
    private static String normalize(String text, int @Nullable [] origins) {
        var plain = new StringBuilder(text.length());
        boolean lineStart = false;
        for (int i = 0; i < text.length(); i++) {
            int origin = i;
            char letter = plain(text.charAt(i));
            if (letter == '%') {
                char decoded = percentDecoded(text, i);
                i += decoded == '%' ? 0 : 2;
                letter = decoded;
            } else if (isSoftBreak(text, i)) {
                letter = ' ';
            }
            lineStart = letter == '\n' || (lineStart && (letter == '>' || letter == ' '));
            if (letter != NOTHING) {
                mark(origins, plain.length(), origin);
                plain.append(lineStart && letter == '>' ? ' ' : letter);
            }
        }
        mark(origins, plain.length(), text.length());
        return plain.toString();
    }

    private static void mark(int @Nullable [] origins, int place, int origin) {
        if (origins != null) {
            origins[place] = origin;
        }
    }

    /** The sign that a client made another one of; {@link #NOTHING} for what is not seen. */
    private static char plain(char letter) {
        if (letter >= '\uff01' && letter <= '\uff5e') {
            return (char) (letter - '\uff01' + '!');
        }
        return switch (Character.getType(letter)) {
            case Character.DASH_PUNCTUATION -> '-';
            case Character.MATH_SYMBOL -> letter == '\u2212' ? '-' : letter;
            case Character.SPACE_SEPARATOR -> ' ';
            case Character.FORMAT -> NOTHING;
            default ->
                switch (letter) {
                    case '\u3010' -> '[';
                    case '\u3011' -> ']';
                    default -> letter;
                };
        };
    }

    private static char percentDecoded(String text, int percent) {
        if (percent + 2 >= text.length()) {
            return '%';
        }
        return switch (text.substring(percent + 1, percent + 3).toUpperCase(Locale.ROOT)) {
            case "5B" -> '[';
            case "5D" -> ']';
            case "2D" -> '-';
            case "20", "0D", "0A", "09" -> ' ';
            default -> '%';
        };
    }

    private static boolean isSoftBreak(String text, int i) {
        return text.charAt(i) == '='
                && i + 1 < text.length()
                && (text.charAt(i + 1) == '\n' || text.charAt(i + 1) == '\r');
    }

    @FunctionalInterface
    private interface CharPredicate {
        boolean test(char letter);
    }

    /** Reads to the right and forgives blanks in between. */
    private static final class Cursor {
        private final String text;
        private int next;

        Cursor(String text, int start) {
            this.text = text;
            this.next = start;
        }

        String take(int atMost, CharPredicate wanted) {
            var taken = new StringBuilder();
            while (taken.length() < atMost) {
                int i = afterBlanks();
                if (i >= text.length() || !wanted.test(text.charAt(i))) {
                    break;
                }
                taken.append(text.charAt(i));
                next = i + 1;
            }
            return taken.toString();
        }

        boolean accept(char wanted) {
            int i = afterBlanks();
            boolean found = i < text.length() && text.charAt(i) == wanted;
            next = found ? i + 1 : next;
            return found;
        }

        boolean atWordEnd() {
            return next >= text.length() || !Character.isLetterOrDigit(text.charAt(next));
        }

        private int afterBlanks() {
            int i = next;
            while (i < text.length() && i - next < MOST_BLANKS && Character.isWhitespace(text.charAt(i))) {
                i++;
            }
            return i;
        }
    }
}
