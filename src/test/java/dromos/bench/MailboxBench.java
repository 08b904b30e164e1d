package dromos.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dromos.mailbox.AfterCommit;
import dromos.mailbox.Credentials;
import dromos.mailbox.Limits;
import dromos.mailbox.MailboxAccount;
import dromos.mailbox.MailboxComponent;
import dromos.mailbox.Security;
import dromos.testing.Dovecot;
import dromos.testing.TcpProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.LoggerFactory;

/**
 * How close {@code mailbox:} comes to a bare bulk FETCH when both commit the same rows to a durable PostgreSQL in the
 * same chunks, without and with 20 ms of round trip; camel-mail's {@code imap:} beside, with fewer mails. Interleaved
 * rounds, medians, after a warm-up of both. Each figure includes connecting and logging in; {@code mailbox:} also
 * lists, flags and keeps its cursor.
 */
public final class MailboxBench {
    private static final int MAILS = 2_000;
    private static final int ROUNDS = 15;
    private static final int WARM_UP = 15;
    private static final double TARGET = 0.8;

    private final Dovecot dovecot;
    private final FetchedTable table;

    private MailboxBench(Dovecot dovecot, FetchedTable table) {
        this.dovecot = dovecot;
        this.table = table;
    }

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        ((Logger) LoggerFactory.getLogger("dromos")).setLevel(Level.WARN);
        var result = new Result(
                "mailbox",
                "%,d mails of 5 KB from Dovecot into a durable PostgreSQL, chunks of 200; messages per second, medians of %d rounds, %d processors"
                        .formatted(MAILS, ROUNDS, Runtime.getRuntime().availableProcessors()));
        try (Dovecot dovecot = Dovecot.start();
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .start();
                FetchedTable table = new FetchedTable(postgres.getPostgresDatabase())) {
            var bench = new MailboxBench(dovecot, table);
            bench.deliver("many", MAILS);
            bench.deliver("some", 300);
            bench.deliver("few", 50);
            for (int i = 0; i < WARM_UP; i++) {
                bench.round(dovecot.port());
            }
            bench.compare(result, 0, "some", 300);
            bench.compare(result, 20, "few", 50);
        }
        result.finish(Arrays.asList(args).contains("--record"));
        System.exit(result.holds() ? 0 : 1);
    }

    private void deliver(String user, int count) {
        String line = "The guard at the door was rude to my mother, who only asked for the way.\r\n";
        for (int i = 0; i < count; i++) {
            String head = "From: a%d@example.org\r\nTo: support@example.com\r\nMessage-ID: <%d@example.org>\r\n"
                    .formatted(i, i);
            String mail = head + "Subject: mail " + i + "\r\n\r\n" + line.repeat(66);
            dovecot.deliver(user, mail.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    private void compare(Result result, int roundTrip, String user, int count) throws Exception {
        List<double[]> rates = new ArrayList<>();
        double camelMail;
        try (var proxy = new TcpProxy(dovecot.port(), Duration.ofMillis(roundTrip))) {
            int port = roundTrip == 0 ? dovecot.port() : proxy.port();
            for (int i = 0; i < ROUNDS; i++) {
                rates.add(round(port));
            }
            camelMail = rate(count, () -> camelMail(port, user, count));
        }
        double own = median(rates, 0);
        double bare = median(rates, 1);
        String where = roundTrip + " ms of round trip: ";
        result.tell(where + "mailbox: / bare FETCH", "%.0f / %.0f".formatted(own, bare));
        result.tell(
                where + "slowest and fastest round of each",
                "%.0f-%.0f / %.0f-%.0f".formatted(least(rates, 0), most(rates, 0), least(rates, 1), most(rates, 1)));
        result.tell(where + "camel-mail's imap:, " + count + " mails, once", "%.1f".formatted(camelMail));
        result.must(
                where + "ratio to the bare FETCH, at least " + TARGET,
                own / bare >= TARGET,
                String.format(Locale.ROOT, "%.2f", own / bare));
    }

    private double[] round(int port) throws Exception {
        return new double[] {
            rate(MAILS, () -> mailbox(port, "many", MAILS)),
            rate(MAILS, () -> BareFetch.run(port, "many", MAILS, table))
        };
    }

    private interface Run {
        /** Returns the nanoseconds from before the connection to the commit of the last row. */
        long nanos() throws Exception;
    }

    private double rate(int count, Run run) throws Exception {
        table.clear();
        long nanos = run.nanos();
        table.expect(count);
        return count * 1e9 / nanos;
    }

    private static double median(List<double[]> rates, int column) {
        return column(rates, column).sorted().toArray()[rates.size() / 2];
    }

    private static double least(List<double[]> rates, int column) {
        return column(rates, column).min().orElseThrow();
    }

    private static double most(List<double[]> rates, int column) {
        return column(rates, column).max().orElseThrow();
    }

    private static DoubleStream column(List<double[]> rates, int column) {
        return rates.stream().mapToDouble(rate -> rate[column]);
    }

    private long mailbox(int port, String user, int count) throws Exception {
        var account = new MailboxAccount(
                "bench",
                "127.0.0.1",
                port,
                Security.NONE,
                user,
                new Credentials.Password(() -> Dovecot.PASSWORD),
                "INBOX",
                new AfterCommit.Flag("$Taken"),
                Duration.ofMinutes(1),
                true,
                Limits.usual());
        var component = new MailboxComponent();
        component.setAccounts(Map.of("bench", account));
        component.setCursors(table);
        try (var camel = new DefaultCamelContext()) {
            camel.addComponent("mailbox", component);
            return runRoute(camel, "mailbox:bench", "store", count);
        }
    }

    private long camelMail(int port, String user, int count) throws Exception {
        try (var camel = new DefaultCamelContext()) {
            String uri =
                    "imap://127.0.0.1:%d?username=%s&password=%s&unseen=false&peek=true&delay=600000&initialDelay=0"
                            .formatted(port, user, Dovecot.PASSWORD);
            return runRoute(camel, uri, "storeOne", count);
        }
    }

    private long runRoute(DefaultCamelContext camel, String from, String method, int count) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId("bench").autoStartup(false).bean(table, method);
            }
        });
        camel.start();
        long start = System.nanoTime();
        camel.getRouteController().startRoute("bench");
        return table.awaitRows(count, Duration.ofMinutes(2)) - start;
    }
}
