package dromos.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashSet;
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
     * All tags in the text in their order, each once. Case, line wraps, blanks, percent-encoding, other dashes and
     * o/i/l for 0/1 are forgiven. What stands in brackets is reported even if it is not valid; without brackets only
     * what is valid is a tag at all.
     */
    public List<Tag> find(String text) {
        var plain = normalize(text);
        var tags = new LinkedHashSet<Tag>();
        int dash = plain.indexOf('-');
        while (dash >= 0) {
            var tag = tagAround(plain, dash);
            if (tag != null) {
                tags.add(tag);
            }
            dash = plain.indexOf('-', dash + 1);
        }
        return List.copyOf(tags);
    }

    /** Reads a tag whose first dash stands at the index. */
    private @Nullable Tag tagAround(String text, int dash) {
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
        boolean bracketed = opensBefore(text, dash) && right.accept(']');
        long value = Long.parseLong(number);
        boolean valid = (bracketed || right.atWordEnd()) && isValid(prefix, value, check);
        return valid || bracketed ? new Tag(prefix, value, valid) : null;
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

    private static boolean opensBefore(String text, int dash) {
        int i = skipBlanksBack(text, dash - 1);
        while (i >= 0 && isAsciiLetterOrDigit(text.charAt(i))) {
            i--;
        }
        i = skipBlanksBack(text, i);
        return i >= 0 && text.charAt(i) == '[';
    }

    private static int skipBlanksBack(String text, int from) {
        int i = from;
        while (i >= 0 && from - i < 8 && Character.isWhitespace(text.charAt(i))) {
            i--;
        }
        return i;
    }

    private static boolean isAsciiLetterOrDigit(char letter) {
        return letter < 128 && Character.isLetterOrDigit(letter);
    }

    /** Undoes what clients do to a tag: percent-encoding, typographic dashes, invisible characters, soft line breaks. */
    private static String normalize(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '%' && i + 2 < text.length()) {
                switch (text.substring(i + 1, i + 3).toUpperCase(Locale.ROOT)) {
                    case "5B" -> letter = '[';
                    case "5D" -> letter = ']';
                    case "2D" -> letter = '-';
                    case "20", "0D", "0A", "09" -> letter = ' ';
                    default -> {}
                }
                i += letter == '%' ? 0 : 2;
            } else if (letter == '='
                    && i + 1 < text.length()
                    && (text.charAt(i + 1) == '\n' || text.charAt(i + 1) == '\r')) {
                letter = ' ';
            }
            switch (letter) {
                case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' -> plain.append('-');
                case '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff' -> {}
                case '\u00a0' -> plain.append(' ');
                default -> plain.append(letter);
            }
        }
        return plain.toString();
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
            while (i < text.length() && i - next < 8 && Character.isWhitespace(text.charAt(i))) {
                i++;
            }
            return i;
        }
    }
}
