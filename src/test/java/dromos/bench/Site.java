package dromos.bench;

import dromos.testing.Dovecot;
import dromos.testing.SmtpSink;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Where a drill takes place: a durable PostgreSQL, a Dovecot and a sink for letters, each a process that is not
 * Dromos's, and an empty configuration folder. What is asked of the database is asked from outside.
 */
final class Site implements AutoCloseable {
    private static final boolean PROFILE = Boolean.getBoolean("profile");
    private static final String DATABASE = "dromos";

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final Dovecot dovecot;
    private final SmtpSink sink;
    private final SingleConnectionDataSource observer;
    private final int httpPort;

    private Site(Path folder, EmbeddedPostgres postgres, Dovecot dovecot, SmtpSink sink) throws IOException {
        this.httpPort = freePort();
        this.folder = folder;
        this.postgres = postgres;
        this.dovecot = dovecot;
        this.sink = sink;
        this.observer = new SingleConnectionDataSource(databaseUrl(), "postgres", "", true);
    }

    static Site open() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("drill");
        Files.createDirectory(folder.resolve("letters"));
        Dovecot dovecot = Dovecot.start();
        SmtpSink sink = SmtpSink.start(folder.resolve("letters"));
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("shared_preload_libraries", PROFILE ? "pg_stat_statements" : "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        var site = new Site(folder, postgres, dovecot, sink);
        if (PROFILE) {
            site.sql().sql("create extension pg_stat_statements").update();
        }
        return site;
    }

    /** With {@code -Dprofile=true}: the statements that cost most since the last call, for so many messages. */
    void printStatements(int messages) {
        if (!PROFILE) {
            return;
        }
        var all = sql().sql("select sum(calls), sum(total_exec_time + total_plan_time) from pg_stat_statements")
                .query((row, i) -> "    %.1f statements and %.2f ms in the database for each message"
                        .formatted(row.getDouble(1) / messages, row.getDouble(2) / messages))
                .single();
        System.out.println(all);
        sql().sql("""
                select calls, total_exec_time + total_plan_time, left(regexp_replace(query, '\\s+', ' ', 'g'), 110)
                from pg_stat_statements order by 2 desc limit 25""")
                .query((row, i) -> "    %6.2f calls %7.3f ms  %s"
                        .formatted(row.getDouble(1) / messages, row.getDouble(2) / messages, row.getString(3)))
                .list()
                .forEach(System.out::println);
        sql().sql("select pg_stat_statements_reset() is null")
                .query(Boolean.class)
                .single();
    }

    Dovecot dovecot() {
        return dovecot;
    }

    SmtpSink sink() {
        return sink;
    }

    /** Where the sink writes the letters. */
    Path letters() {
        return folder.resolve("letters");
    }

    Path config() {
        return folder.resolve("config");
    }

    /** The log of all Dromos processes that ran here. */
    Path log() {
        return folder.resolve("dromos.log");
    }

    Path folder() {
        return folder;
    }

    String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + DATABASE;
    }

    /** The server's own database, for tables that Dromos has nothing to do with. */
    DataSource otherDatabase() {
        return postgres.getPostgresDatabase();
    }

    /** Questions over one connection of the drill's own. */
    JdbcClient sql() {
        return JdbcClient.create(observer);
    }

    int httpPort() {
        return httpPort;
    }

    /** What the product itself says is unaccounted, over REST: its own word, told beside what was counted outside. */
    String reportedUnaccounted() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/api/ledger"))
                .header("Authorization", "Bearer " + ShopConfig.API_KEY)
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        var figures = Pattern.compile("\"unaccounted\"\\s*:\\s*(\\d+)").matcher(answer);
        long most = figures.results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElse(-1);
        return most < 0 ? "no answer: " + answer : Long.toString(most);
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    RouterProcess start() throws IOException {
        return RouterProcess.start(config(), log());
    }

    /** Returns once the router has read its mailbox for the first time since the database is there. */
    void awaitFirstPoll(RouterProcess router) throws IOException, InterruptedException {
        var sql = sql();
        await(router, Duration.ofSeconds(60), "the first look into the mailbox", () -> isPolled(sql));
    }

    private static boolean isPolled(JdbcClient sql) {
        boolean migrated = sql.sql("select to_regclass('mailbox_state') is not null")
                .query(Boolean.class)
                .single();
        return migrated
                && sql.sql("select count(*) from mailbox_state where last_success is not null")
                                .query(Integer.class)
                                .single()
                        > 0;
    }

    /** Returns once so many messages have come, none of them waits and no letter does. */
    void awaitQuiet(RouterProcess router, int messages, Duration atMost) throws IOException, InterruptedException {
        var sql = sql();
        await(router, atMost, messages + " messages done", () -> sql.sql("""
                        select not exists (select 1 from message where fate is null)
                          and not exists (select 1 from outbox where state in ('waiting', 'sending'))
                          and (select count(*) from message) >= ?""")
                .param(messages)
                .query(Boolean.class)
                .single());
    }

    /** Connections of any router to its database. */
    int connections() {
        return sql().sql("select count(*) from pg_stat_activity where application_name = 'dromos'")
                .query(Integer.class)
                .single();
    }

    /** Returns once the server has noticed that its client is dead and has rolled back what was open. */
    void awaitNobody() throws InterruptedException {
        while (connections() > 0) {
            Thread.sleep(5);
        }
    }

    /** Something that becomes true. */
    interface Condition {
        boolean holds();
    }

    void await(RouterProcess router, Duration atMost, String what, Condition condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.holds()) {
            router.mustLive();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("after " + atMost + " still no " + what + "; see " + log() + ": "
                        + sql().sql(
                                        "select (select count(*) from message), (select count(*) from message where fate"
                                                + " is null), (select count(*) from outbox where state in ('waiting', 'sending'))")
                                .query((row, i) -> "messages %d, waiting %d, letters waiting %d"
                                        .formatted(row.getInt(1), row.getInt(2), row.getInt(3)))
                                .single());
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException {
        observer.destroy();
        sink.close();
        dovecot.close();
        postgres.close();
        if (Boolean.getBoolean("keep")) {
            System.out.println("kept: " + folder);
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
