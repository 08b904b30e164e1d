package dromos.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header fields of a mail or of one of its parts up to the empty line (RFC 5322 section 2.2), and what
 * senders make of them: missing empty lines, continuation lines that are not indented, fields in 8-bit characters.
 */
final class HeaderBlock {
    static final int MOST_LINES = 1_000;
    static final int MOST_BYTES = 256 * 1024;

    /** Letters. What follows a shorter value without an indent is no part of it. */
    private static final int LONG_ENOUGH_TO_FOLD = 50;

    /**
     * @param nameValues name, value, name, value ...
     * @param bodyStart position of the first byte after the block
     * @param bytes size of the block
     */
    record Block(List<String> nameValues, long bodyStart, long bytes, List<String> defects) {
        Headers headers() {
            return Headers.of(nameValues.toArray(String[]::new));
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Line(byte[] bytes, long start) {}

    private HeaderBlock() {}

    /** The block of the mail itself, above which empty lines are forgiven. */
    static Block readFirst(Lines lines) throws IOException {
        boolean more = lines.next();
        while (more && new String(lines.bytes(), StandardCharsets.ISO_8859_1).isBlank()) {
            more = lines.next();
        }
        if (more) {
            lines.pushBack();
        }
        return read(lines, line -> false);
    }

    /**
     * @param ends whether the current line ends the block although it is not empty; it will come again
     * @throws UnreadableMail past 1,000 lines or 256 kB
     */
    static Block read(Lines lines, Predicate<Lines> ends) throws IOException {
        var block = new ArrayList<Line>();
        long bytes = 0;
        long bodyStart = lines.end();
        boolean emptyLine = false;
        while (!emptyLine && lines.next()) {
            bodyStart = lines.end();
            emptyLine = lines.isEmpty();
            if (emptyLine) {
                break;
            }
            boolean noHeader = block.isEmpty() && nameLength(lines.bytes()) < 0 && !isEnvelopeLine(lines.bytes());
            if (ends.test(lines) || noHeader || lines.startsWith('-', '-')) {
                lines.pushBack();
                bodyStart = lines.start();
                break;
            }
            bytes += lines.end() - lines.start();
            block.add(new Line(lines.bytes(), lines.start()));
            if (block.size() > MOST_LINES) {
                throw new UnreadableMail("more than " + MOST_LINES + " header lines");
            }
            if (bytes > MOST_BYTES) {
                throw new UnreadableMail("more than " + MOST_BYTES / 1024 + " kB of headers");
            }
        }
        return fields(block, bodyStart, bytes);
    }

    private static Block fields(List<Line> block, long end, long bytes) {
        var nameValues = new ArrayList<String>();
        var defects = new ArrayList<String>();
        var value = new StringBuilder();
        int last = lastField(block);
        var label = charsetOfBody(block);
        for (int i = 0; i < block.size(); i++) {
            var line = block.get(i);
            if (isEnvelopeLine(line.bytes())) {
                continue;
            }
            int nameLength = nameLength(line.bytes());
            boolean indented = line.bytes()[0] == ' ' || line.bytes()[0] == '\t';
            if (nameLength > 0) {
                finish(nameValues, value);
                var text = decode(line.bytes(), label, defects);
                nameValues.add(text.substring(0, nameLength).strip());
                value.append(text, text.indexOf(':', nameLength) + 1, text.length());
            } else if (!indented && i > last) {
                defects.add("no empty line between headers and text");
                finish(nameValues, value);
                return new Block(nameValues, line.start(), bytes, defects);
            } else {
                if (!indented) {
                    defects.add("a header line that is neither a field nor indented");
                }
                if (indented || value.length() >= LONG_ENOUGH_TO_FOLD) {
                    // However far a line is indented, it was one blank that was folded (RFC 5322 section 2.2.3).
                    value.append(' ')
                            .append(decode(line.bytes(), label, defects).stripLeading());
                }
            }
        }
        finish(nameValues, value);
        return new Block(nameValues, end, bytes, defects);
    }

    private static void finish(List<String> nameValues, StringBuilder value) {
        if (nameValues.size() % 2 == 1) {
            nameValues.add(
                    value.toString().replace('\0', ' ').replace('\r', ' ').strip());
        }
        value.setLength(0);
    }

    private static int lastField(List<Line> block) {
        int last = block.size() - 1;
        while (last >= 0 && nameLength(block.get(last).bytes()) < 0) {
            last--;
        }
        return last;
    }

    /** Length of the field name of RFC 5322 section 3.6.8 (blanks before the colon, section 4.5, not counted), or -1. */
    private static int nameLength(byte[] line) {
        int i = 0;
        while (i < line.length && line[i] > 32 && line[i] < 127 && line[i] != ':') {
            i++;
        }
        int nameLength = i;
        while (i < line.length && (line[i] == ' ' || line[i] == '\t')) {
            i++;
        }
        return nameLength > 0 && i < line.length && line[i] == ':' ? nameLength : -1;
    }

    /** The line that mbox files put before a mail, quoted or not. */
    private static boolean isEnvelopeLine(byte[] line) {
        int i = line.length > 0 && line[0] == '>' ? 1 : 0;
        return line.length > i + 5
                && line[i] == 'F'
                && line[i + 1] == 'r'
                && line[i + 2] == 'o'
                && line[i + 3] == 'm'
                && line[i + 4] == ' '
                && nameLength(line) < 0;
    }

    private static String decode(byte[] line, @Nullable String label, List<String> defects) {
        return Charsets.decodeHeader(line, label, defect -> {
            if (defects.isEmpty()) {
                defects.add(defect);
            }
        });
    }

    /** The charset that the block names for the body below it, null where it names none. */
    private static @Nullable String charsetOfBody(List<Line> block) {
        for (var line : block) {
            var text = new String(line.bytes(), StandardCharsets.ISO_8859_1);
            int at = text.toLowerCase(Locale.ROOT).indexOf("charset=");
            if (at >= 0) {
                var label = text.substring(at + "charset=".length())
                        .replace("\"", " ")
                        .strip();
                int end = 0;
                while (end < label.length() && label.charAt(end) > ' ' && label.charAt(end) != ';') {
                    end++;
                }
                return label.substring(0, end);
            }
        }
        return null;
    }
}
