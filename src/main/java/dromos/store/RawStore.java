package dromos.store;

import dromos.mail.RawMail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bytes of every message exactly as they came, in chunks of 1 MB, so that no mail is ever whole in memory. */
public final class RawStore {
    private static final int CHUNK = 1 << 20;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;

    public RawStore(Database database) {
        this.jdbc = database.jdbc();
        this.batch = new JdbcTemplate(database.dataSource());
    }

    /** Keeps the bytes of each message within the transaction of the caller, about 1 MB at a time. */
    public void write(Map<Long, RawMail> raws) throws IOException {
        var rows = new ArrayList<Object[]>();
        int bytes = 0;
        for (var entry : raws.entrySet()) {
            try (var stream = entry.getValue().open()) {
                int n = 0;
                for (var chunk = stream.readNBytes(CHUNK); chunk.length > 0; chunk = stream.readNBytes(CHUNK)) {
                    rows.add(new Object[] {entry.getKey(), n++, chunk});
                    bytes += chunk.length;
                    if (bytes >= CHUNK) {
                        insert(rows);
                        bytes = 0;
                    }
                }
            }
        }
        insert(rows);
    }

    private void insert(List<Object[]> rows) {
        batch.batchUpdate("insert into raw_chunk (message, n, bytes) values (?, ?, ?)", rows);
        rows.clear();
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
        int chunks = Math.toIntExact((size + CHUNK - 1) / CHUNK);
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
