package dromos.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes files out of a plain text that carries them in the encoding of uuencode(1), as mail programs did before MIME
 * and some still do.
 */
final class UuencodedText {
    private static final int BEGIN = "begin ".length();

    private static final int FIRST = ' ';
    private static final int LAST = '`';

    /** A file from its {@code begin} line to behind its {@code end} line. */
    private record Block(int start, int end, String name) {}

    private UuencodedText() {}

    /** Whether the current line is {@code begin}, a file mode in octal, and a name. */
    static boolean begins(Lines lines) {
        return mode(lines) > 0;
    }

    /** Position of the blank behind the file mode; 0 where the line is something else. */
    private static int mode(Lines lines) {
        int i = BEGIN;
        if (lines.length() < BEGIN + 5 || !"begin ".equals(ascii(lines, 0, BEGIN))) {
            return 0;
        }
        while (i < lines.length() && lines.at(i) >= '0' && lines.at(i) <= '7') {
            i++;
        }
        boolean mode = i - BEGIN == 3 || i - BEGIN == 4;
        return mode && i + 1 < lines.length() && lines.at(i) == ' ' ? i : 0;
    }

    private static String ascii(Lines lines, int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append((char) (lines.at(i) & 0xff));
        }
        return text.toString();
    }

    /**
     * The texts between the files, and the files, in their order; empty where there is no file.
     *
     * @param body the decoded bytes of the part
     * @throws UnreadableMail where there are more parts than a mail may have
     */
    static List<MimePart> unpack(MimePart part, byte[] body) throws IOException {
        var parts = new ArrayList<MimePart>();
        int next = 0;
        for (var block : blocks(body)) {
            parts.add(MimePart.unpacked(part, textHeaders(part), body, next, block.start()));
            var file = Headers.of(
                    "Content-Type", "application/octet-stream",
                    "Content-Disposition", "attachment",
                    "Content-Transfer-Encoding", "x-uuencode");
            parts.add(MimePart.unpacked(part, file, body, block.start(), block.end())
                    .named(block.name()));
            next = block.end();
        }
        if (!parts.isEmpty()) {
            parts.add(MimePart.unpacked(part, textHeaders(part), body, next, body.length));
        }
        return parts;
    }

    private static Headers textHeaders(MimePart part) {
        var charset = part.contentType.get("charset");
        return charset == null
                ? Headers.of()
                : Headers.of("Content-Type", "text/plain; charset=\"" + SafeText.line(charset, 40) + "\"");
    }

    private static List<Block> blocks(byte[] body) throws IOException {
        var blocks = new ArrayList<Block>();
        var lines = new Lines(new ByteArrayInputStream(body));
        boolean more = lines.next();
        while (more) {
            int mode = lines.startsWith('b', 'e') ? mode(lines) : 0;
            if (mode == 0) {
                more = lines.next();
                continue;
            }
            var name = ascii(lines, mode + 1, lines.length()).strip();
            var block = block((int) lines.start(), name, lines);
            if (block != null) {
                blocks.add(block);
            }
            if (2 * blocks.size() > MimeScanner.MOST_PARTS) {
                throw MimeScanner.tooManyParts();
            }
            more = lines.length() > 0 || lines.next();
        }
        return blocks;
    }

    /** Reads on to the end line; null where another line comes before it, or none of the lines holds anything. */
    private static @Nullable Block block(int start, String name, Lines lines) throws IOException {
        boolean holdsSomething = false;
        while (lines.next()) {
            if (lines.length() == 3 && "end".equals(ascii(lines, 0, 3))) {
                int end = (int) lines.end();
                lines.next();
                return holdsSomething ? new Block(start, end, name) : null;
            }
            if (!isEncoded(lines)) {
                return null;
            }
            holdsSomething |= lines.length() > 1;
        }
        return null;
    }

    /** A letter that counts the bytes of the line, then four letters for each three of them, none in lower case. */
    private static boolean isEncoded(Lines lines) {
        if (lines.isEmpty()) {
            return true;
        }
        int letters = ((lines.at(0) - FIRST & 63) + 2) / 3 * 4;
        // Blanks at the end of a line get lost on the way, and some programs add a letter to check the line by.
        boolean fits = lines.length() - 1 <= letters + 1;
        for (int i = 0; fits && i < lines.length(); i++) {
            fits = lines.at(i) >= FIRST && lines.at(i) <= LAST;
        }
        return fits;
    }
}
