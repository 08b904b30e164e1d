package dromos.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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
        int start = 0;
        while (start < field.length() && Character.isWhitespace(field.charAt(start))) {
            start++;
        }
        for (int i = start; i < field.length(); i++) {
            char letter = field.charAt(i);
            if (letter == ';' || (Character.isWhitespace(letter) && parameterFollows(field, i))) {
                return i;
            }
        }
        return field.length();
    }

    private static boolean parameterFollows(String field, int blank) {
        int i = blank;
        while (i < field.length() && Character.isWhitespace(field.charAt(i))) {
            i++;
        }
        int name = i;
        while (i < field.length()
                && (Character.isLetterOrDigit(field.charAt(i)) || "-*_".indexOf(field.charAt(i)) >= 0)) {
            i++;
        }
        return i > name && i < field.length() && field.charAt(i) == '=';
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
