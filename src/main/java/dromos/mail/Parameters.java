package dromos.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A structured field such as Content-Type (RFC 2045 section 5.1) with its parameters, in all the forms of RFC 2231 and
 * with the mistakes of the field: missing quotes, encoded words, stray semicolons.
 *
 * @param value what stands before the first semicolon, in lower case
 * @param parameters decoded, by name in lower case; of equal names the first counts
 */
record Parameters(String value, Map<String, String> parameters) {
    private static final int MOST = 100;
    private static final String NEXT_LINE = ";\r\n ";
    private static final int LONGEST_PLAIN = 60;
    private static final int LONGEST_SECTION = 51;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    static Parameters parse(@Nullable String field) {
        if (field == null) {
            return new Parameters("", Map.of());
        }
        var raw = new LinkedHashMap<String, String>();
        int end = valueEnd(field);
        var value = field.substring(0, end);
        int next = end + 1;
        while (next < field.length() && raw.size() < MOST) {
            next = parameter(field, next, raw);
        }
        int comment = value.indexOf('(');
        value = comment < 0 ? value : value.substring(0, comment);
        return new Parameters(value.strip().toLowerCase(Locale.ROOT), decode(raw));
    }

    /** The value ends at a semicolon; some senders forget it and go on after a blank. */
    private static int valueEnd(String field) {
        int i = afterBlanks(field, 0);
        while (i < field.length() && field.charAt(i) != ';') {
            int next = Character.isWhitespace(field.charAt(i)) ? afterBlanks(field, i) : i + 1;
            if (Character.isWhitespace(field.charAt(i)) && isParameter(field, next)) {
                return i;
            }
            i = next;
        }
        return i;
    }

    private static boolean isParameter(String field, int start) {
        int i = start;
        while (i < field.length()
                && (Character.isLetterOrDigit(field.charAt(i)) || "-*_".indexOf(field.charAt(i)) >= 0)) {
            i++;
        }
        return i > start && i < field.length() && field.charAt(i) == '=';
    }

    private static int afterBlanks(String field, int start) {
        int i = start;
        while (i < field.length() && Character.isWhitespace(field.charAt(i))) {
            i++;
        }
        return i;
    }

    /**
     * The parameter as it is written, with the semicolon before it, on lines of its own: quoted where it is ASCII and
     * short, else in the numbered and percent-encoded sections of RFC 2231 section 3 and 4.1.
     *
     * @param value on one line, as {@link SafeText} makes it
     */
    static String written(String name, String value) {
        boolean plain = value.length() <= LONGEST_PLAIN
                && value.chars().allMatch(letter -> letter >= 32 && letter < 127 && "\"\\".indexOf(letter) < 0);
        if (plain) {
            return NEXT_LINE + name + "=\"" + value + "\"";
        }
        var encoded = percentEncode(value);
        boolean oneSection = encoded.length() <= LONGEST_SECTION;
        var parameter = new StringBuilder();
        int start = 0;
        for (int section = 0; start < encoded.length(); section++) {
            int end = Math.min(encoded.length(), start + LONGEST_SECTION);
            // An escape stays whole.
            int escape = encoded.lastIndexOf('%', end - 1);
            end = end < encoded.length() && escape > end - 3 ? escape : end;
            parameter.append(NEXT_LINE).append(name).append(oneSection ? "" : "*" + section);
            parameter.append(section == 0 ? "*=UTF-8''" : "*=").append(encoded, start, end);
            start = end;
        }
        return parameter.toString();
    }

    private static String percentEncode(String text) {
        var encoded = new StringBuilder();
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            boolean bare = next > 0 && (Character.isLetterOrDigit(next) || "-._".indexOf(next) >= 0);
            encoded.append(bare ? String.valueOf((char) next) : "%" + HEX.toHexDigits(next));
        }
        return encoded.toString();
    }

    @Nullable
    String get(String name) {
        return parameters.get(name);
    }

    /** Reads one parameter from the position and gives the position after its semicolon. */
    private static int parameter(String field, int start, Map<String, String> raw) {
        int i = start;
        while (i < field.length() && field.charAt(i) != '=' && field.charAt(i) != ';') {
            i++;
        }
        var name = field.substring(start, i).strip().toLowerCase(Locale.ROOT);
        if (i >= field.length() || field.charAt(i) == ';') {
            return i + 1;
        }
        i++;
        while (i < field.length() && Character.isWhitespace(field.charAt(i))) {
            i++;
        }
        var value = new StringBuilder();
        if (i < field.length() && field.charAt(i) == '"') {
            i++;
            while (i < field.length() && field.charAt(i) != '"') {
                // Windows paths come with bare backslashes.
                boolean escaped =
                        i + 1 < field.length() && field.charAt(i) == '\\' && "\"\\".indexOf(field.charAt(i + 1)) >= 0;
                value.append(field.charAt(escaped ? i + 1 : i));
                i += escaped ? 2 : 1;
            }
            i = field.indexOf(';', i);
            i = i < 0 ? field.length() : i;
        } else {
            int end = field.indexOf(';', i);
            end = end < 0 ? field.length() : end;
            value.append(field.substring(i, end).strip());
            i = end;
        }
        if (!name.isEmpty()) {
            raw.putIfAbsent(name, value.toString());
        }
        return i + 1;
    }

    /** Joins the continuations and resolves the charsets of RFC 2231. */
    private static Map<String, String> decode(Map<String, String> raw) {
        var decoded = new LinkedHashMap<String, String>();
        var sections = new TreeMap<String, TreeMap<Integer, Map.Entry<String, String>>>();
        raw.forEach((name, value) -> {
            int star = name.indexOf('*');
            if (star < 0) {
                decoded.put(name, EncodedWords.decode(value));
            } else {
                var digits = name.substring(star + 1).replace("*", "");
                int number = digits.isEmpty()
                                || digits.length() > 3
                                || !digits.chars().allMatch(Character::isDigit)
                        ? 0
                        : Integer.parseInt(digits);
                sections.computeIfAbsent(name.substring(0, star), base -> new TreeMap<>())
                        .put(number, Map.entry(name, value));
            }
        });
        sections.forEach((name, parts) -> decoded.put(name, join(parts)));
        return decoded;
    }

    private static String join(TreeMap<Integer, Map.Entry<String, String>> sections) {
        var bytes = new ByteArrayOutputStream();
        String charset = null;
        boolean first = true;
        for (var section : sections.values()) {
            var value = section.getValue();
            boolean encoded = section.getKey().endsWith("*");
            if (first && encoded) {
                int quote = value.indexOf('\'');
                int second = quote < 0 ? -1 : value.indexOf('\'', quote + 1);
                if (second >= 0) {
                    charset = value.substring(0, quote);
                    value = value.substring(second + 1);
                }
            }
            bytes.writeBytes(encoded ? percentDecode(value) : value.getBytes(StandardCharsets.UTF_8));
            first = false;
        }
        return EncodedWords.decode(Charsets.decode(bytes.toByteArray(), charset, defect -> {}));
    }

    private static byte[] percentDecode(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            int high = letter == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(letter).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
