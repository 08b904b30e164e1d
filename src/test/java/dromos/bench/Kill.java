package dromos.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dromos.testing.TcpProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -9} at work, again and again: mails trickle in all the time, each kill is aimed at intake, the line or
 * the outbox by turns, and counts as one at work by what the dead process left in the database. At the end the
 * loader's list, the ledger and the sink's dump must agree.
 */
public final class Kill {
    private static final int KILLS = 50;
    private static final int SHORT = 10;
    private static final double SHARE_AT_WORK = 0.8;

    /** Where a kill is aimed, and how work there shows from outside; {@code left} also after the death. */
    private enum Stage {
        INTAKE("a chunk open", "select coalesce(sum(seen - recorded - gone), 0) from cursor"),
        LINE("a message claimed", "select count(*) from message where node is not null and fate is null"),
        OUTBOX("a letter being sent", "select count(*) from outbox where state = 'sending'");

        private final String words;
        private final String left;

        Stage(String words, String left) {
            this.words = words;
            this.left = left;
        }
    }

    private final Site site;
    private final Result result;
    private final Random random = new Random(42);
    private final Map<Stage, Integer> hits = new EnumMap<>(Stage.class);
    private int atWork;

    private Kill(Site site, Result result) {
        this.site = site;
        this.result = result;
    }

    /** {@code --kills N}, or {@code --short} for the form that runs in CI. */
    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        List<String> arguments = Arrays.asList(args);
        int at = arguments.indexOf("--kills");
        int kills = at >= 0 ? Integer.parseInt(arguments.get(at + 1)) : arguments.contains("--short") ? SHORT : KILLS;
        var result = new Result(
                "kill",
                kills
                        + " times kill -9 of bin/dromos run, one node, an external durable PostgreSQL; Dovecot behind 20 ms"
                        + " of round trip and smtp-sink behind 10 ms");
        try (Site site = Site.open();
                var imap = new TcpProxy(site.dovecot().port(), Duration.ofMillis(20));
                var smtp = new TcpProxy(site.sink().port(), Duration.ofMillis(10))) {
            ShopConfig.write(
                    site.config(), imap.port(), ShopConfig.MAILBOX, site.httpPort(), smtp.port(), site.databaseUrl());
            new Kill(site, result).run(kills);
        }
        result.finish(arguments.contains("--record"));
        System.exit(result.holds() ? 0 : 1);
    }

    private void run(int kills) throws Exception {
        long start = System.nanoTime();
        List<Trickle.Sent> sent;
        Duration stopping;
        try (var trickle = new Trickle(site.dovecot(), ShopConfig.MAILBOX, this::finished)) {
            try (RouterProcess first = site.start()) {
                site.awaitFirstPoll(first);
                trickle.start();
                first.kill();
            }
            for (int n = 0; n < kills; n++) {
                strike(Stage.values()[n % Stage.values().length], n);
            }
            trickle.stop();
            sent = trickle.sent();
            try (RouterProcess last = site.start()) {
                site.awaitQuiet(last, sent.size(), Duration.ofMinutes(15));
                String reported = site.reportedUnaccounted();
                result.must("unaccounted, as REST says", reported.equals("0"), reported);
                stopping = last.stop();
            }
        }
        result.tell("minutes", String.format(Locale.ROOT, "%.1f", (System.nanoTime() - start) / 6e10));
        result.tell("seconds that the last stop took (SIGTERM)", stopping.toSeconds());
        result.must(
                "kills at work, at least " + Math.round(kills * SHARE_AT_WORK) + " of " + kills,
                atWork >= Math.round(kills * SHARE_AT_WORK),
                atWork);
        for (Stage stage : Stage.values()) {
            int hit = hits.getOrDefault(stage, 0);
            result.must("kills that left " + stage.words, hit > 0, hit);
        }
        judgeMails(sent);
        judgeLetters(sent);
        result.tell(
                "lines of stack traces in the log",
                RouterProcess.stackLines(site.log()).size());
    }

    /** Starts the router, lets it work for a random while, and kills it as soon as it is seen at that work. */
    private void strike(Stage stage, int n) throws Exception {
        int before = progress();
        try (RouterProcess router = site.start()) {
            site.await(router, Duration.ofSeconds(60), "sign of life", () -> progress() > before);
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_500)).toNanos());
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (at(stage) == 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            router.kill();
        }
        site.awaitNobody();
        var left = new ArrayList<String>();
        for (Stage each : Stage.values()) {
            int found = at(each);
            if (found > 0) {
                hits.merge(each, 1, Integer::sum);
                left.add(each.words + " (" + found + ")");
            }
        }
        atWork += left.isEmpty() ? 0 : 1;
        System.out.printf(
                "    kill %d, aimed at %s: left %s%n", n + 1, stage.name().toLowerCase(Locale.ROOT), left);
    }

    private int at(Stage stage) {
        return site.sql().sql(stage.left).query(Integer.class).single();
    }

    /** Grows with everything that is stored, dealt with or sent. */
    private int progress() {
        return site.sql()
                .sql("select (select count(*) from message) + (select count(*) from message where fate is not null)"
                        + " + (select count(*) from outbox where state = 'sent')")
                .query(Integer.class)
                .single();
    }

    private int finished() {
        return site.sql()
                .sql("select count(*) from message where fate is not null")
                .query(Integer.class)
                .single();
    }

    private void judgeMails(List<Trickle.Sent> sent) throws Exception {
        var check =
                new FateCheck(site.sql(), sent.stream().map(Trickle.Sent::mail).toList());
        result.tell("mails: fates", check.fates());
        result.none("mails without exactly one fate, by sha-256", check.exceptions());
        result.none(
                "unaccounted, by the server's UIDs", FateCheck.unaccounted(site.sql(), RealMail.uids(site.dovecot())));
        var wrong = new ArrayList<String>();
        var cases = new HashSet<Long>();
        for (Trickle.Sent one : sent) {
            var row = check.row(one.mail());
            var first = one.answers() == null ? null : check.row(one.answers().mail());
            String expected = one.answers() == null ? "new-case" : "follow-up";
            if (row == null || row.caseNumber() == null || !expected.equals(row.fate())) {
                wrong.add(one.messageId() + " is no " + expected + ": " + row);
            } else if (first == null && !cases.add(row.caseNumber())) {
                wrong.add(one.messageId() + " shares case " + row.caseNumber());
            } else if (first != null && !row.caseNumber().equals(first.caseNumber())) {
                wrong.add(one.messageId() + " is in another case than " + first);
            }
        }
        result.none("requests without a case of their own, second mails elsewhere", wrong);
        int all = site.sql()
                .sql("select count(*) from cases")
                .query(Integer.class)
                .single();
        result.must("cases that no request of the list opened", all == cases.size(), all - cases.size());
        var twice = site.sql()
                .sql("select message from entry where message is not null and visibility = 'PUBLIC' group by message"
                        + " having count(*) > 1")
                .query(Long.class)
                .list();
        result.none("mails that stand twice in a case", twice);
    }

    private void judgeLetters(List<Trickle.Sent> sent) throws IOException {
        Map<String, Integer> copies = new HashMap<>();
        Map<String, Set<String>> tags = new HashMap<>();
        var letters = SinkLetter.readAll(site.letters());
        for (SinkLetter letter : letters) {
            copies.merge(letter.messageId(), 1, Integer::sum);
            if (letter.envelopeFrom().isEmpty()) {
                tags.computeIfAbsent(letter.inReplyTo(), id -> new HashSet<>()).add(letter.tag());
            }
        }
        var rows = new HashSet<>(site.sql()
                .sql("select message_id from outbox")
                .query(String.class)
                .list());
        var never = new ArrayList<>(rows);
        never.removeAll(copies.keySet());
        result.tell("letters: rows in the outbox", rows.size());
        result.none("rows whose Message-ID is not in the sink", never);
        var unknown = new ArrayList<>(copies.keySet());
        unknown.removeAll(rows);
        result.none("Message-IDs in the sink that no row has (a second ID of a row)", unknown);
        result.tell("letters that arrived more than once, with one Message-ID", letters.size() - copies.size());
        var requests = sent.stream().filter(one -> one.answers() == null).toList();
        result.none(
                "requests acknowledged under no tag or under two",
                requests.stream()
                        .map(Trickle.Sent::messageId)
                        .filter(id -> tags.getOrDefault(id, Set.of()).size() != 1)
                        .toList());
    }
}
