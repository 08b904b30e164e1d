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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.LoggerFactory;

/**
 * How close {@code mailbox:} comes to a bare bulk FETCH when both commit the same rows to a durable PostgreSQL in the
 * same chunks, without and with 20 ms of round trip; camel-mail's {@code imap:} beside. Three interleaved rounds,
 * medians after a warm-up. Each figure includes connecting and logging in; {@code mailbox:} also lists, flags and
 * keeps its cursor.
 */
public final class MailboxBench {
    private static final int MAILS = 2_000;
    private static final int ROUNDS = 3;
    private static final double TARGET = 0.8;

    private final Dovecot dovecot;
    private final FetchedTable table;

    private MailboxBench(Dovecot dovecot, FetchedTable table) {
        this.dovecot = dovecot;
        this.table = table;
    }

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        boolean reached;
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
            bench.round(dovecot.port(), "many", MAILS, "few", 50);
            System.out.printf("%d mails of 5 KB, chunks of 200, durable commits; messages per second%n", MAILS);
            System.out.printf("%-10s %10s %10s %8s %10s%n", "round trip", "mailbox:", "bare", "ratio", "camel-mail");
            boolean near = bench.compare(0, "some", 300);
            boolean far = bench.compare(20, "few", 50);
            reached = near && far;
        }
        System.out.println(reached ? "target 0.8 reached" : "target 0.8 MISSED");
        System.exit(reached ? 0 : 1);
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

    private boolean compare(int roundTrip, String user, int count) throws Exception {
        List<double[]> rates = new ArrayList<>();
        try (var proxy = new TcpProxy(dovecot.port(), Duration.ofMillis(roundTrip))) {
            int port = roundTrip == 0 ? dovecot.port() : proxy.port();
            for (int i = 0; i < ROUNDS; i++) {
                rates.add(round(port, "many", MAILS, user, count));
            }
        }
        double own = median(rates, 0);
        double bare = median(rates, 1);
        System.out.printf(
                Locale.ROOT,
                "%7d ms %10.0f %10.0f %8.2f %10.1f   rounds %s%n",
                roundTrip,
                own,
                bare,
                own / bare,
                median(rates, 2),
                rates.stream()
                        .map(rate -> "%.0f/%.0f".formatted(rate[0], rate[1]))
                        .toList());
        return own / bare >= TARGET;
    }

    private double[] round(int port, String user, int count, String camelUser, int camelCount) throws Exception {
        return new double[] {
            rate(count, () -> mailbox(port, user, count)),
            rate(count, () -> BareFetch.run(port, user, count, table)),
            rate(camelCount, () -> camelMail(port, camelUser, camelCount))
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
        return rates.stream().mapToDouble(rate -> rate[column]).sorted().toArray()[rates.size() / 2];
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
