package dromos.mail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads address lists (RFC 5322 section 3.4, with the groups, comments and routes of section 4.4) as far as they can be
 * read; what holds no address is left out.
 */
final class Addresses {
    private static final int MOST = 1_000;
    private static final int LONGEST = 320;
    private static final int LONGEST_NAME = 200;

    private final List<Address> found = new ArrayList<>();
    private final StringBuilder phrase = new StringBuilder();
    private final StringBuilder comment = new StringBuilder();
    private @Nullable String angled;
    private boolean at;

    private Addresses() {}

    static List<Address> parse(@Nullable String field) {
        return field == null ? List.of() : new Addresses().read(field);
    }

    private List<Address> read(String field) {
        int i = 0;
        while (i < field.length() && found.size() < MOST) {
            char letter = field.charAt(i);
            switch (letter) {
                case '"' -> i = quoted(field, i);
                case '(' -> i = comment(field, i);
                case '<' -> i = angle(field, i);
                case ',', ';' -> finish();
                case ':' -> {
                    // A group's name; but people also write mailto:a@b, and an address before a colon is one.
                    if (angled == null && !at) {
                        phrase.setLength(0);
                    } else {
                        phrase.append(letter);
                    }
                }
                default -> {
                    at |= letter == '@';
                    phrase.append(letter);
                }
            }
            i++;
        }
        finish();
        return found;
    }

    /** Appends what is quoted, and gives the index of the closing quote. */
    private int quoted(String field, int start) {
        int end = start + 1;
        var text = new StringBuilder();
        while (end < field.length() && field.charAt(end) != '"') {
            boolean escaped = field.charAt(end) == '\\' && end + 1 < field.length();
            text.append(field.charAt(escaped ? end + 1 : end));
            end += escaped ? 2 : 1;
        }
        boolean localPart = end + 1 < field.length() && field.charAt(end + 1) == '@';
        boolean needsQuotes = localPart && text.chars().anyMatch(letter -> " @,;:<>()[]\"\\".indexOf(letter) >= 0);
        phrase.append(needsQuotes ? field.substring(start, end + 1) : text);
        return end;
    }

    private int comment(String field, int start) {
        int depth = 1;
        int end = start + 1;
        while (end < field.length()) {
            char letter = field.charAt(end);
            if (letter == '\\') {
                end++;
            } else if (letter == '(') {
                depth++;
            } else if (letter == ')' && --depth == 0) {
                break;
            }
            end++;
        }
        comment.append(comment.length() == 0 ? "" : " ").append(field, start + 1, Math.min(end, field.length()));
        return end;
    }

    private int angle(String field, int start) {
        int end = start + 1;
        while (end < field.length() && field.charAt(end) != '>' && field.charAt(end) != '<') {
            end++;
        }
        if (end < field.length() && field.charAt(end) == '<') {
            phrase.append(' ');
            return start;
        }
        var inside = field.substring(start + 1, end);
        int route = inside.startsWith("@") ? inside.indexOf(':') : -1;
        var address = inside.substring(route + 1);
        if (angled == null || address.indexOf('@') >= 0) {
            angled = address;
        }
        return end;
    }

    private void finish() {
        var written = phrase.toString();
        var name = angled == null ? comment.toString() : written.isBlank() ? comment.toString() : written;
        var address = usable(angled == null ? written : angled);
        if (address == null && angled != null) {
            address = usable(written);
        }
        if (address != null) {
            var clean = SafeText.line(EncodedWords.decode(name.strip()), LONGEST_NAME);
            found.add(new Address(address, clean.isEmpty() || clean.equalsIgnoreCase(address) ? null : clean));
        }
        phrase.setLength(0);
        comment.setLength(0);
        angled = null;
        at = false;
    }

    /** The addr-spec in the text, null where there is none that could be written to. */
    private static @Nullable String usable(String text) {
        var candidate = text.strip();
        if (candidate.regionMatches(true, 0, "mailto:", 0, 7)) {
            candidate = candidate.substring(7);
        }
        if (candidate.length() > 2 && candidate.startsWith("'") && candidate.endsWith("'")) {
            candidate = candidate.substring(1, candidate.length() - 1);
        }
        int at = candidate.lastIndexOf('@');
        if (at < 0) {
            return null;
        }
        if (!candidate.startsWith("\"")) {
            candidate = lastWord(candidate.substring(0, at)) + "@" + firstWord(candidate.substring(at + 1));
        }
        return isWellFormed(candidate) ? candidate : null;
    }

    private static String lastWord(String text) {
        var stripped = text.stripTrailing();
        int start = stripped.length();
        while (start > 0 && !Character.isWhitespace(stripped.charAt(start - 1))) {
            start--;
        }
        return stripped.substring(start);
    }

    private static String firstWord(String text) {
        var stripped = text.stripLeading();
        int end = 0;
        while (end < stripped.length() && !Character.isWhitespace(stripped.charAt(end))) {
            end++;
        }
        return stripped.substring(0, end);
    }

    /** Letters of many scripts come with marks, or as two surrogates (RFC 5890). */
    private static boolean isOfDomain(char letter) {
        return Character.isLetterOrDigit(letter)
                || "-._[]:".indexOf(letter) >= 0
                || Character.isSurrogate(letter)
                || Character.getType(letter) == Character.NON_SPACING_MARK
                || Character.getType(letter) == Character.COMBINING_SPACING_MARK;
    }

    /** Whether the text is an addr-spec that can be written into a header or an SMTP command without harm. */
    static boolean isWellFormed(String address) {
        int at = address.lastIndexOf('@');
        boolean quoted = address.startsWith("\"") && at > 1 && address.charAt(at - 1) == '"';
        // Readers would decode an encoded word, though none may stand here (RFC 2047 section 5).
        boolean encoded = address.contains("=?");
        if (at < 1 || at == address.length() - 1 || address.length() > LONGEST || encoded) {
            return false;
        }
        for (int i = 0; i < address.length(); i++) {
            char letter = address.charAt(i);
            boolean special = " ,;<>()\"\\".indexOf(letter) >= 0 || (letter == '@' && i != at);
            boolean noDomain = i > at && !isOfDomain(letter);
            if (SafeText.isControl(letter) || (special && !quoted) || noDomain) {
                return false;
            }
            if (quoted && i > 0 && i < at - 1 && (letter == '"' || letter == '\\')) {
                return false;
            }
        }
        return true;
    }
}
