package dromos.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dromos.store.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * A database for one test class, with every migration applied:
 *
 * <pre>{@code
 * @AutoClose
 * static final TestDatabase database = TestDatabase.migrated();
 * }</pre>
 *
 * <p>One PostgreSQL serves the whole JVM, started by the product's own {@link EmbeddedPostgres} in {@code
 * target/test-database}; a database is a clone of a template that was migrated once. One thing differs from the product:
 * {@code synchronous_commit} is off for these databases, because no test outlives a power cut. A test of durability
 * starts an {@code EmbeddedPostgres} itself.
 */
public final class TestDatabase implements AutoCloseable {
    private static final String TEMPLATE = "test_template";
    private static final AtomicInteger CLONES = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    private final EmbeddedPostgres postgres;
    private final String name;
    private final HikariDataSource pool;

    private TestDatabase(EmbeddedPostgres postgres, String name) {
        this.postgres = postgres;
        this.name = name;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl());
        config.setUsername(user());
        config.setPassword(password());
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(0);
        this.pool = new HikariDataSource(config);
    }

    /** A new database at the newest migration, empty of rows. */
    public static TestDatabase migrated() {
        return create(TEMPLATE);
    }

    /** A new database without tables, for tests of the migrations themselves. */
    public static TestDatabase empty() {
        return create("template1");
    }

    /** A pool of at most ten connections; auto-commit is on. */
    public DataSource dataSource() {
        return pool;
    }

    public String jdbcUrl() {
        return postgres.jdbcUrl(name);
    }

    public String user() {
        return postgres.user();
    }

    public String password() {
        return postgres.password();
    }

    /** Drops the database, with whoever is still connected to it. */
    @Override
    public void close() {
        pool.close();
        try {
            execute(postgres, "drop database " + name + " with (force)");
        } catch (IllegalStateException vacuumed) {
            // Force may not end an autovacuum worker, which is the superuser's; without it, the server waits for it.
            execute(postgres, "drop database " + name);
        }
    }

    private static TestDatabase create(String template) {
        EmbeddedPostgres postgres = server();
        String name = "test_" + CLONES.incrementAndGet();
        execute(postgres, "create database " + name + " template " + template);
        execute(postgres, "alter database " + name + " set synchronous_commit = off");
        return new TestDatabase(postgres, name);
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            EmbeddedPostgres started = start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "test-database-close"));
            dropLeftOvers(started);
            execute(started, "create database " + TEMPLATE);
            Flyway.configure()
                    .dataSource(started.jdbcUrl(TEMPLATE), started.user(), started.password())
                    .locations("classpath:dromos/store/migration")
                    .load()
                    .migrate();
            server = started;
        }
        return server;
    }

    /** The folder is kept between runs, which saves two seconds; a second run at the same time makes one of its own. */
    private static EmbeddedPostgres start() {
        Path folder = Path.of("target", "test-database");
        try {
            return EmbeddedPostgres.start(folder, 0);
        } catch (IllegalStateException owned) {
            long pid = ProcessHandle.current().pid();
            return EmbeddedPostgres.start(folder.resolveSibling("test-database-" + pid), 0);
        }
    }

    private static void dropLeftOvers(EmbeddedPostgres postgres) {
        List<String> names = new ArrayList<>();
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select datname from pg_database where datname like 'test\\_%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        names.forEach(name -> execute(postgres, "drop database " + name + " with (force)"));
    }

    private static void execute(EmbeddedPostgres postgres, String sql) {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
