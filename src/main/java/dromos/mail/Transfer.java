package dromos.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Undoes the content transfer encodings of RFC 2045 section 6 while the bytes stream by. Never fails on what senders
 * get wrong: foreign letters in base 64 are skipped, a broken escape of quoted-printable stays as it is.
 */
final class Transfer {
    private Transfer() {}

    private static boolean isKnown(String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "", "7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode", "x-uue", "uuencode" -> true;
            default -> false;
        };
    }

    /** Tells in words what is wrong with the encoding of a part, of which so many bytes came out. */
    static void check(MimePart part, long decoded, List<String> defects) {
        var encoding = part.encoding();
        if (!isKnown(encoding)) {
            defects.add("unknown transfer encoding \"" + SafeText.line(encoding, 40) + "\", taken as it is");
        } else if (encoding.equals("base64") && decoded * 2 < part.bodyEnd - part.bodyStart - 8) {
            defects.add("base 64 with foreign letters in it");
        }
    }

    /** @param encoding the value of Content-Transfer-Encoding; what is not known is taken as it is */
    static InputStream decode(InputStream encoded, String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "base64" -> new Base64Stream(encoded);
            case "quoted-printable" -> new QuotedPrintableStream(encoded);
            case "x-uuencode", "x-uue", "uuencode" -> new UuStream(encoded);
            default -> encoded;
        };
    }

    static byte[] base64(String text) {
        try (var stream = new Base64Stream(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Decodes block by block: subclasses fill {@link #decoded} with what one read of the source gives. */
    private abstract static class Decoding extends InputStream {
        final InputStream encoded;
        byte[] decoded = new byte[8 * 1024];
        int filled;
        private int next;

        Decoding(InputStream encoded) {
            this.encoded = encoded;
        }

        /** Puts at least one byte into {@link #decoded}, or none at the end. */
        abstract void fill() throws IOException;

        private boolean available1() throws IOException {
            if (next >= filled) {
                next = 0;
                filled = 0;
                fill();
            }
            return next < filled;
        }

        @Override
        public int read() throws IOException {
            return available1() ? decoded[next++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!available1()) {
                return -1;
            }
            int count = Math.min(length, filled - next);
            System.arraycopy(decoded, next, target, offset, count);
            next += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            encoded.close();
        }
    }

    private static final class Base64Stream extends Decoding {
        private static final byte[] VALUES = new byte[256];
        private final byte[] block = new byte[8 * 1024];
        private int buffer;
        private int bits;

        static {
            java.util.Arrays.fill(VALUES, (byte) -1);
            var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            for (int i = 0; i < alphabet.length(); i++) {
                VALUES[alphabet.charAt(i)] = (byte) i;
            }
            VALUES['='] = -2;
        }

        Base64Stream(InputStream encoded) {
            super(encoded);
        }

        @Override
        void fill() throws IOException {
            int count = 0;
            while (filled == 0 && count >= 0) {
                count = encoded.read(block, 0, block.length);
                for (int i = 0; i < count; i++) {
                    int value = VALUES[block[i] & 0xff];
                    if (value >= 0) {
                        buffer = buffer << 6 | value;
                        bits += 6;
                        if (bits >= 8) {
                            bits -= 8;
                            decoded[filled++] = (byte) (buffer >> bits);
                        }
                    } else if (value == -2) {
                        // Padding ends a run; some senders join several runs.
                        bits = 0;
                        buffer = 0;
                    }
                }
            }
        }
    }

    /** RFC 2045 section 6.7, with blanks before the line's end dropped. */
    private static final class QuotedPrintableStream extends Decoding {
        private final byte[] block = new byte[8 * 1024];
        private int blockFilled;
        private int blockNext;
        private final byte[] kept = new byte[512];

        QuotedPrintableStream(InputStream encoded) {
            super(encoded);
        }

        @Override
        void fill() throws IOException {
            int letter = 0;
            while (letter >= 0 && filled < decoded.length - 1_024) {
                letter = next();
                if (letter == ' ' || letter == '\t') {
                    blanks(letter);
                } else if (letter == '=') {
                    escape();
                } else if (letter >= 0) {
                    put(letter);
                }
            }
        }

        private void blanks(int first) throws IOException {
            int blanks = 0;
            int letter = first;
            while ((letter == ' ' || letter == '\t') && blanks < kept.length) {
                kept[blanks++] = (byte) letter;
                letter = next();
            }
            if (letter >= 0 && letter != '\r' && letter != '\n') {
                for (int i = 0; i < blanks; i++) {
                    put(kept[i]);
                }
            }
            back(letter);
        }

        private void escape() throws IOException {
            int first = next();
            while (first == ' ' || first == '\t') {
                first = next();
            }
            if (first == '\n' || first < 0) {
                return;
            }
            int second = next();
            if (first == '\r') {
                if (second != '\n') {
                    back(second);
                }
                return;
            }
            int high = Character.digit(first, 16);
            int low = Character.digit(second, 16);
            if (high >= 0 && low >= 0) {
                put(high << 4 | low);
            } else {
                put('=');
                put(first);
                back(second);
            }
        }

        private void put(int value) {
            decoded[filled++] = (byte) value;
        }

        private int pushed = -2;

        private void back(int letter) {
            pushed = letter;
        }

        private int next() throws IOException {
            if (pushed != -2) {
                int letter = pushed;
                pushed = -2;
                return letter;
            }
            if (blockNext >= blockFilled) {
                blockNext = 0;
                blockFilled = Math.max(0, encoded.read(block, 0, block.length));
            }
            return blockNext < blockFilled ? block[blockNext++] & 0xff : -1;
        }
    }

    /** The encoding of uuencode(1); lines before {@code begin} and after {@code end} are skipped. */
    private static final class UuStream extends Decoding {
        private final Lines lines;
        private boolean begun;
        private boolean ended;

        UuStream(InputStream encoded) {
            super(encoded);
            this.lines = new Lines(encoded);
        }

        @Override
        void fill() throws IOException {
            while (filled == 0 && !ended && lines.next()) {
                var line = lines.bytes();
                var text = new String(line, 0, Math.min(6, line.length), StandardCharsets.ISO_8859_1);
                if (!begun) {
                    begun = text.equals("begin ");
                } else if (text.strip().equals("end")) {
                    ended = true;
                } else if (line.length > 0) {
                    decodeLine(line);
                }
            }
        }

        private void decodeLine(byte[] line) {
            int length = line[0] - 32 & 63;
            for (int group = 1; filled < length && group < line.length; group += 4) {
                int value = 0;
                for (int i = 0; i < 4; i++) {
                    value = value << 6 | (group + i < line.length ? line[group + i] - 32 & 63 : 0);
                }
                for (int shift = 16; shift >= 0 && filled < length; shift -= 8) {
                    decoded[filled++] = (byte) (value >> shift);
                }
            }
        }
    }
}
