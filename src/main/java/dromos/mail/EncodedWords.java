package dromos.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the encoded words of RFC 2047 wherever they stand: within quotes, without blanks around them, with a
 * character split between two words, with a language (RFC 2231 section 5). What is not decodable stays as it is.
 * Encodes only as the standard has it.
 */
final class EncodedWords {
    private static final String BEGIN_Q = "=?UTF-8?Q?";
    private static final String BEGIN_B = "=?UTF-8?B?";
    private static final String END = "?=";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** A line that holds encoded words has at most 76 characters (section 2), the blank that begins it among them. */
    private static final int LONGEST_LINE = 76;

    /**
     * One word.
     *
     * @param end position behind it
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Word(String charset, byte[] bytes, int end) {}

    private EncodedWords() {}

    /**
     * The text in encoded words of UTF-8, one for each line, none of which parts a character (section 5).
     *
     * @param used characters that stand before the first word on its line
     */
    static List<String> encode(String text, int used) {
        boolean quoted = text.chars().filter(letter -> letter > 126).count() * 3 < text.length();
        var words = new ArrayList<String>();
        int start = 0;
        int room = room(quoted, used);
        for (int i = 0; i < text.length(); ) {
            int next = i + Character.charCount(text.codePointAt(i));
            int length = encodedLength(text.substring(i, next), quoted);
            if (length > room) {
                words.add(word(text.substring(start, i), quoted));
                start = i;
                room = room(quoted, 1);
            }
            room -= length;
            i = next;
        }
        words.add(word(text.substring(start), quoted));
        return words;
    }

    /** How many characters of Q, or bytes that go into B, a word can hold. */
    private static int room(boolean quoted, int used) {
        int characters = LONGEST_LINE - used - BEGIN_Q.length() - END.length();
        return quoted ? characters : characters / 4 * 3;
    }

    private static int encodedLength(String character, boolean quoted) {
        return quoted ? quoted(character).length() : character.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String word(String text, boolean quoted) {
        return quoted
                ? BEGIN_Q + quoted(text) + END
                : BEGIN_B + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + END;
    }

    /** With the few characters bare that may be so in a display name too (section 5, rule 3). */
    private static String quoted(String text) {
        var encoded = new StringBuilder();
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            boolean bare = next > 0 && (Character.isLetterOrDigit(next) || "!*+-/".indexOf(next) >= 0);
            if (next == ' ') {
                encoded.append('_');
            } else if (bare) {
                encoded.append((char) next);
            } else {
                encoded.append('=').append(HEX.toHexDigits(next));
            }
        }
        return encoded.toString();
    }

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
                || text.charAt(charsetEnd + 2) != '?'
                || "bBqQ".indexOf(text.charAt(charsetEnd + 1)) < 0) {
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
        boolean base64 = "bB".indexOf(text.charAt(charsetEnd + 1)) >= 0;
        return new Word(charset, base64 ? Transfer.base64(encoded) : unquoted(encoded, charset), end + 2);
    }

    /** What stands unencoded in the word, against the rules, was meant in the charset of the word. */
    private static byte[] unquoted(String text, String charset) {
        var bytes = new ByteArrayOutputStream(text.length());
        var encoding = Charsets.encoding(charset);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            int high = letter == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else if (letter == '_') {
                bytes.write(' ');
            } else if (letter < 128) {
                bytes.write(letter);
            } else {
                bytes.writeBytes(String.valueOf(letter).getBytes(encoding));
            }
        }
        return bytes.toByteArray();
    }
}
