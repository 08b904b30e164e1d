package dromos.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;

/** HZ (RFC 1843), Chinese in seven bits, which Java does not know. */
final class Hz {
    private static final Charset GB18030 = Charset.forName("gb18030");

    private Hz() {}

    /** Between <code>~{</code> and <code>~}</code> stands GB 2312 without its eighth bits. */
    static String decode(byte[] bytes) {
        var plain = new ByteArrayOutputStream(bytes.length);
        boolean chinese = false;
        for (int i = 0; i < bytes.length; i++) {
            int letter = bytes[i];
            int next = i + 1 < bytes.length ? bytes[i + 1] : 0;
            if (letter == '~' && (next == '{' || next == '}')) {
                chinese = next == '{';
                i++;
            } else if (letter == '~' && !chinese && (next == '~' || next == '\n')) {
                plain.writeBytes(next == '~' ? new byte[] {'~'} : new byte[0]);
                i++;
            } else {
                // A line's end ends the Chinese too.
                chinese &= letter != '\n';
                plain.write(chinese && letter > ' ' ? letter | 0x80 : letter);
            }
        }
        return plain.toString(GB18030);
    }
}
