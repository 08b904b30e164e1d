package dromos.mail;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the encoded words of RFC 2047 wherever they stand: within quotes, without blanks around them, with a
 * character split between two words, with a language (RFC 2231 section 5). What is not decodable stays as it is.
 */
final class EncodedWords {
    /**
     * One word.
     *
     * @param end position behind it
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Word(String charset, byte[] bytes, int end) {}

    private EncodedWords() {}

    static String decode(String text) {
        int start = text.indexOf("=?");
        if (start < 0) {
            return text;
        }
        var decoded = new StringBuilder(text.length());
        var pending = new ByteArrayOutputStream();
        String charset = "";
        int plain = 0;
        int lastEnd = text.lastIndexOf("?=");
        while (start >= 0 && start < lastEnd) {
            var word = wordAt(text, start);
            if (word == null) {
                start = text.indexOf("=?", start + 2);
                continue;
            }
            var between = text.substring(plain, start);
            boolean adjacent = plain > 0 && between.isBlank();
            if (!adjacent || !word.charset().equals(charset)) {
                flush(pending, charset, decoded);
            }
            decoded.append(adjacent ? "" : between);
            charset = word.charset();
            pending.writeBytes(word.bytes());
            plain = word.end();
            start = text.indexOf("=?", plain);
        }
        flush(pending, charset, decoded);
        return decoded.append(text, plain, text.length()).toString();
    }

    private static void flush(ByteArrayOutputStream pending, String charset, StringBuilder decoded) {
        if (pending.size() > 0) {
            decoded.append(Charsets.decode(pending.toByteArray(), charset, defect -> {}));
            pending.reset();
        }
    }

    private static @Nullable Word wordAt(String text, int start) {
        int charsetEnd = text.indexOf('?', start + 2);
        if (charsetEnd < 0
                || charsetEnd - start > 80
                || charsetEnd + 2 >= text.length()
                || text.charAt(charsetEnd + 2) != '?') {
            return null;
        }
        int end = text.indexOf("?=", charsetEnd + 3);
        if (end < 0) {
            return null;
        }
        var charset = text.substring(start + 2, charsetEnd).toLowerCase(Locale.ROOT);
        int language = charset.indexOf('*');
        charset = language < 0 ? charset : charset.substring(0, language);
        var encoded = text.substring(charsetEnd + 3, end);
        return switch (text.charAt(charsetEnd + 1)) {
            case 'b', 'B' -> new Word(charset, Transfer.base64(encoded), end + 2);
            case 'q', 'Q' -> new Word(charset, quoted(encoded, charset), end + 2);
            default -> null;
        };
    }

    /** What stands unencoded in the word, against the rules, was meant in the charset of the word. */
    private static byte[] quoted(String text, String charset) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            int high = letter == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else if (letter == '_') {
                bytes.write(' ');
            } else {
                bytes.writeBytes(Charsets.encode(String.valueOf(letter), charset));
            }
        }
        return bytes.toByteArray();
    }
}
