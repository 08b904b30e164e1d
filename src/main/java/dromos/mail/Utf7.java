package dromos.mail;

/** UTF-7 (RFC 2152), which Java does not know. */
final class Utf7 {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Utf7() {}

    static String decode(String text) {
        var decoded = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char letter = text.charAt(i++);
            if (letter != '+') {
                decoded.append(letter);
            } else if (i < text.length() && text.charAt(i) == '-') {
                decoded.append('+');
                i++;
            } else {
                i = shifted(text, i, decoded);
            }
        }
        return decoded.toString();
    }

    /** Decodes UTF-16 in base 64 from the position and gives the position where plain text goes on. */
    private static int shifted(String text, int start, StringBuilder decoded) {
        int buffer = 0;
        int bits = 0;
        int i = start;
        while (i < text.length() && BASE64.indexOf(text.charAt(i)) >= 0) {
            buffer = (buffer << 6 | BASE64.indexOf(text.charAt(i++))) & 0x3fffff;
            bits += 6;
            if (bits >= 16) {
                bits -= 16;
                decoded.append((char) (buffer >> bits & 0xffff));
            }
        }
        return i < text.length() && text.charAt(i) == '-' ? i + 1 : i;
    }
}
