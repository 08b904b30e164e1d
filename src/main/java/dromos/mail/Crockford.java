package dromos.mail;

import org.jspecify.annotations.Nullable;

/**
 * Douglas Crockford's base 32: no letter that is read as a digit, case does not matter. What people type as o, i or l
 * is read as 0, 1 and 1.
 */
final class Crockford {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private Crockford() {}

    /** Lower-case digits, five bits each from the left; the last one is filled with zero bits. */
    static String encode(byte[] bytes) {
        var text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int buffer = 0;
        int bits = 0;
        for (byte next : bytes) {
            buffer = ((buffer << 8) | (next & 0xff)) & 0xffff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(DIGITS.charAt(buffer >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(DIGITS.charAt(buffer << (5 - bits) & 31));
        }
        return text.toString();
    }

    /** The bytes, or null where the text is not what {@link #encode} writes (but for case and look-alikes). */
    static byte @Nullable [] decode(String text) {
        var bytes = new byte[text.length() * 5 / 8];
        int filled = 0;
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                return null;
            }
            buffer = (buffer << 5 | digit) & 0xffff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[filled++] = (byte) (buffer >> bits);
            }
        }
        boolean filledWithZeros = bits < 5 && (buffer & (1 << bits) - 1) == 0;
        return filledWithZeros ? bytes : null;
    }

    /** The value of one digit from 0 to 31, or -1. */
    static int digit(char letter) {
        char lower = letter < 128 ? Character.toLowerCase(letter) : letter;
        return switch (lower) {
            case 'o' -> 0;
            case 'i', 'l' -> 1;
            default -> DIGITS.indexOf(lower);
        };
    }
}
