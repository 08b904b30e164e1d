package dromos.hostile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mail that is made to cost its reader more than it cost its sender.
 *
 * @param name what it is full of
 */
record Bomb(String name, Contents contents) {
    /** Writes a whole mail. */
    @FunctionalInterface
    interface Contents {
        void write(Text mail) throws IOException;
    }

    void writeTo(Path file) throws IOException {
        try (var text = new Text(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            contents.write(text);
        }
    }

    /** Text on its way into a file; letters up to 255 are bytes. */
    static final class Text implements AutoCloseable {
        private static final String FROM = """
                From: Mallory <mallory@elsewhere.example>
                To: support@agora.example
                Message-ID: <bomb@elsewhere.example>
                Date: Mon, 2 Feb 2026 10:00:00 +0000
                """.replace("\n", "\r\n");

        private final OutputStream out;

        Text(OutputStream out) {
            this.out = out;
        }

        Text add(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        Text times(int times, String text) throws IOException {
            var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < times; i++) {
                out.write(bytes);
            }
            return this;
        }

        /** The text with the number in place of each #, for every number below the given one. */
        Text each(int times, String text) throws IOException {
            for (int i = 0; i < times; i++) {
                add(text.replace("#", Integer.toString(i)));
            }
            return this;
        }

        /** Begins a mail of that type; its body follows. */
        Text mail(String type) throws IOException {
            return add(FROM).add("Subject: Hello\r\nContent-Type: ").add(type).add("\r\n\r\n");
        }

        /** Begins a mail; more fields follow. */
        Text fields() throws IOException {
            return add(FROM);
        }

        Text body(String body) throws IOException {
            return add("\r\n").add(body);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
