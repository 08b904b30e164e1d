package dromos.store;

import dromos.mail.RawMail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.AbstractList;
import java.util.Collections;
import java.util.NoSuchElementException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bytes of every message exactly as they came, in chunks of 1 MB, so that no mail is ever whole in memory. */
public final class RawStore {
    private static final int CHUNK = 1 << 20;

    private final JdbcClient jdbc;

    public RawStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the bytes within the transaction of the caller. */
    public void write(long message, RawMail raw) throws IOException {
        try (var bytes = raw.open()) {
            int n = 0;
            for (var chunk = bytes.readNBytes(CHUNK); chunk.length > 0; chunk = bytes.readNBytes(CHUNK)) {
                jdbc.sql("insert into raw_chunk (message, n, bytes) values (?, ?, ?)")
                        .params(message, n++, chunk)
                        .update();
            }
        }
    }

    /**
     * The bytes of a message, read from the database chunk by chunk each time they are opened.
     *
     * @param size bytes, as recorded with the message
     */
    public RawMail read(long message, long size) {
        return new RawMail(size, () -> open(message, size));
    }

    private InputStream open(long message, long size) {
        int chunks = Math.max(1, Math.toIntExact((size + CHUNK - 1) / CHUNK));
        // Each chunk is read only when the stream comes to it.
        return new SequenceInputStream(Collections.enumeration(new AbstractList<InputStream>() {
            @Override
            public InputStream get(int n) {
                return new ByteArrayInputStream(chunk(message, n));
            }

            @Override
            public int size() {
                return chunks;
            }
        }));
    }

    private byte[] chunk(long message, int n) {
        return jdbc.sql("select bytes from raw_chunk where message = ? and n = ?")
                .params(message, n)
                .query((row, i) -> row.getBytes(1))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("raw chunk " + n + " of message " + message));
    }
}
