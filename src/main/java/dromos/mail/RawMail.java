package dromos.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a mail as they came (RFC 5322 with CRLF or not), which can be read any number of times.
 *
 * @param size bytes
 */
public record RawMail(long size, Source source) {
    /** Opens the bytes from their beginning; the caller closes the stream. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    public static RawMail of(byte[] bytes) {
        return new RawMail(bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    public InputStream open() throws IOException {
        return source.open();
    }
}
