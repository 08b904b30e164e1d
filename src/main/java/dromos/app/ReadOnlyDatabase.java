package dromos.app;

import dromos.store.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One connection that looks and does not touch, whether Dromos is running on the database or not. */
final class ReadOnlyDatabase implements AutoCloseable {
    private final Connection connection;
    private final @Nullable EmbeddedPostgres started;

    private ReadOnlyDatabase(Connection connection, @Nullable EmbeddedPostgres started) throws SQLException {
        connection.setReadOnly(true);
        this.connection = connection;
        this.started = started;
    }

    /**
     * Connects; an embedded PostgreSQL that nobody runs is started for as long as this is open.
     *
     * @throws SQLException in words of the server where it refuses
     */
    static ReadOnlyDatabase open(Settings.DatabaseSettings wanted) throws SQLException, IOException {
        if (wanted.url() != null) {
            return new ReadOnlyDatabase(
                    connect(wanted.url(), wanted.user(), wanted.password().orElse("")), null);
        }
        var folder = wanted.folder();
        if (!Files.exists(folder.resolve("ready"))) {
            throw new IOException("there is no database in " + folder + "; has Dromos run with these settings?");
        }
        var running = runningPort(folder);
        if (running != null) {
            var password = Files.readString(folder.resolve("password")).strip();
            return new ReadOnlyDatabase(
                    connect("jdbc:postgresql://127.0.0.1:" + running + "/dromos", "dromos", password), null);
        }
        var started = EmbeddedPostgres.start(folder, 0);
        return new ReadOnlyDatabase(connect(started.jdbcUrl(), started.user(), started.password()), started);
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        DriverManager.setLoginTimeout(10);
        return DriverManager.getConnection(url, user, password);
    }

    /** The port that PostgreSQL's own lock file names, in its fourth line; null where it is not running. */
    private static @Nullable String runningPort(Path folder) throws IOException {
        var file = folder.resolve("data/postmaster.pid");
        if (!Files.exists(file)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file);
        boolean isAlive = lines.size() > 3
                && ProcessHandle.of(Long.parseLong(lines.get(0).strip())).isPresent();
        return isAlive ? lines.get(3).strip() : null;
    }

    JdbcClient jdbc() {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        if (started != null) {
            started.close();
        }
    }
}
