package dromos.monitor;

import dromos.cases.Deadline;
import dromos.monitor.Figures.MailboxFigures;
import dromos.store.Database;
import dromos.store.Fate;
import dromos.store.WrongTags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the figures: from counters, and from indexes that hold only what is unfinished. */
final class FigureReader {
    private final Select select;
    private final WrongTags wrongTags;
    private final InstantSource clock;

    FigureReader(Database database, InstantSource clock) {
        this.select = new Select(database.dataSource());
        this.wrongTags = new WrongTags(database);
        this.clock = clock;
    }

    Figures read() {
        var now = clock.instant();
        var clocks = counts("select state, count(*) from deadline where ended is null group by state");
        return new Figures(
                select.number("select count(*) from message where fate is null"),
                age(select.instant("select received from message where fate is null order by id limit 1"), now),
                select.number("select count(*) from outbox where state in ('waiting', 'sending')"),
                age(
                        select.instant(
                                "select created from outbox where state in ('waiting', 'sending') order by id limit 1"),
                        now),
                select.number("select count(*) from message where fate = ?", Fate.QUARANTINED.word()),
                clocks.getOrDefault(Deadline.State.RUNNING.name(), 0L),
                clocks.getOrDefault(Deadline.State.BREACHED.name(), 0L),
                counts("select pool, count(*) from cases where status <> 'CLOSED' group by pool"),
                finished(),
                counts("select outcome, sum(n) from finished_count where kind = 'letter' group by outcome"),
                wrongTags.today(now),
                mailboxes(now));
    }

    private Map<String, Long> counts(String sql) {
        var counts = new TreeMap<String, Long>();
        select.each(sql, row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    private Map<String, Map<String, Long>> finished() {
        var counts = new TreeMap<String, Map<String, Long>>();
        select.each(
                "select name, outcome, sum(n) from finished_count where kind = 'message' group by name, outcome",
                row -> counts.computeIfAbsent(row.getString(1), name -> new TreeMap<>())
                        .put(row.getString(2), row.getLong(3)));
        return counts;
    }

    private Map<String, MailboxFigures> mailboxes(Instant now) {
        var figures = new HashMap<String, MailboxFigures>();
        select.each("""
                select s.mailbox, coalesce(s.last_success, s.failing_since) as success, s.error,
                  coalesce(sum(c.seen), 0) as seen, coalesce(sum(c.recorded), 0) as recorded,
                  coalesce(sum(c.gone), 0) as gone
                from mailbox_state s left join cursor c on c.mailbox = s.mailbox group by s.mailbox""", row -> {
            var error = row.getString("error");
            long seen = row.getLong("seen");
            long recorded = row.getLong("recorded");
            long gone = row.getLong("gone");
            figures.put(
                    row.getString("mailbox"),
                    new MailboxFigures(
                            age(Select.instant(row, "success"), now),
                            error != null,
                            error == null ? "" : error,
                            seen,
                            recorded,
                            gone,
                            seen - recorded - gone));
        });
        return figures;
    }

    private static double age(@Nullable Instant since, Instant now) {
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    }
}
