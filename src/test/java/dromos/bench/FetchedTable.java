package dromos.bench;

import dromos.mailbox.Chunk;
import dromos.mailbox.Content;
import dromos.mailbox.Cursor;
import dromos.mailbox.Cursors;
import dromos.mailbox.Fetched;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/** The bench's own store: one table of mails and one of cursors, over one connection. */
public final class FetchedTable implements Cursors, AutoCloseable {
    private final Connection connection;
    private int rows;
    private long lastCommit;

    FetchedTable(DataSource database) throws SQLException {
        connection = database.getConnection();
        execute("create table fetched (mailbox text, uidvalidity bigint, uid bigint, raw bytea,"
                + " primary key (mailbox, uidvalidity, uid))");
        execute("create table cursors (uidvalidity bigint primary key, last_uid bigint, marked_uid bigint,"
                + " listed_uid bigint, open bigint)");
        connection.setAutoCommit(false);
    }

    /** Stores a chunk and its cursor in one transaction. */
    public synchronized void store(@Body Chunk chunk) throws SQLException, IOException {
        Map<Long, InputStream> mails = new LinkedHashMap<>();
        for (Fetched mail : chunk.mails()) {
            mails.put(mail.uid(), ((Content.Raw) mail.content()).open());
        }
        fill(chunk.uidValidity(), mails);
        update(
                "update cursors set last_uid = ?, open = open - ? where uidvalidity = ?",
                chunk.lastUid(),
                chunk.mails().size(),
                chunk.uidValidity());
        commit(mails.size());
    }

    /** Stores one mail as camel-mail delivers it: its body, in a transaction of its own. */
    public synchronized void storeOne(@Body String body) throws SQLException {
        insert(2, Map.of(rows + 1L, new ByteArrayInputStream(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    /** Stores these mails in one transaction. */
    synchronized void insert(long uidValidity, Map<Long, InputStream> mails) throws SQLException {
        fill(uidValidity, mails);
        commit(mails.size());
    }

    private void fill(long uidValidity, Map<Long, InputStream> mails) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into fetched values ('bench', ?, ?, ?)")) {
            for (Map.Entry<Long, InputStream> mail : mails.entrySet()) {
                insert.setLong(1, uidValidity);
                insert.setLong(2, mail.getKey());
                insert.setBinaryStream(3, mail.getValue(), mail.getValue().available());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void commit(int count) throws SQLException {
        connection.commit();
        rows += count;
        lastCommit = System.nanoTime();
        notifyAll();
    }

    /** Waits for so many rows and returns when the last of them was committed. */
    synchronized long awaitRows(int count, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (rows < count && System.nanoTime() < end) {
            wait(1_000);
        }
        if (rows < count) {
            throw new IllegalStateException("only " + rows + " of " + count + " rows after " + atMost);
        }
        return lastCommit;
    }

    /** Throws unless exactly so many mails are in the table. */
    synchronized void expect(int count) throws SQLException {
        try (ResultSet result = connection.createStatement().executeQuery("select count(*) from fetched")) {
            result.next();
            if (result.getInt(1) != count) {
                throw new IllegalStateException("expected " + count + " rows, found " + result.getInt(1));
            }
        }
        connection.commit();
    }

    synchronized void clear() throws SQLException {
        execute("truncate fetched, cursors");
        connection.commit();
        rows = 0;
    }

    @Override
    public synchronized Optional<Cursor> load(String mailbox, long uidValidity) {
        try (PreparedStatement select = connection.prepareStatement(
                "select last_uid, marked_uid, listed_uid, open from cursors where uidvalidity = ?")) {
            select.setLong(1, uidValidity);
            try (ResultSet row = select.executeQuery()) {
                Optional<Cursor> found = row.next()
                        ? Optional.of(
                                new Cursor(uidValidity, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                        : Optional.empty();
                connection.commit();
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Long> unmarked(String mailbox, long uidValidity) {
        return List.of();
    }

    @Override
    public void listed(String mailbox, long uidValidity, long highestUid, int count) {
        change(
                "insert into cursors values (?, 0, 0, ?, ?) on conflict (uidvalidity) do update"
                        + " set listed_uid = excluded.listed_uid, open = cursors.open + excluded.open",
                uidValidity,
                highestUid,
                count);
    }

    @Override
    public void gone(String mailbox, long uidValidity, long count) {
        change("update cursors set open = open - ? where uidvalidity = ?", count, uidValidity);
    }

    @Override
    public void marked(String mailbox, long uidValidity, long uid) {
        change("update cursors set marked_uid = ? where uidvalidity = ?", uid, uidValidity);
    }

    @Override
    public void polled(String mailbox, Instant at, int found, @Nullable String error) {
        if (error != null) {
            throw new IllegalStateException(error);
        }
    }

    private synchronized void change(String sql, long... values) {
        try {
            update(sql, values);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void update(String sql, long... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
