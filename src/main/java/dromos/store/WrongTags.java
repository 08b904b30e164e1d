package dromos.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tags and tokens that did not verify, counted by sender and day and in all, so that guessing is noticed and gains
 * nothing. A sender address costs an attacker nothing, so the sum is what raises the alarm.
 */
public final class WrongTags {
    /** With so many on a day, a sender's tags stop being evidence for the rest of it. */
    public static final int BELIEVED_UNTIL = 20;

    /** The row of all senders together; with its blank it is nobody's address. */
    private static final String ALL = "all senders";

    private static final Logger LOG = LoggerFactory.getLogger(WrongTags.class);
    private static final long FIRST_ALARM = 100;
    private static final int DAYS_KEPT = 30;

    private final Database database;
    private final JdbcClient jdbc;

    public WrongTags(Database database) {
        this.database = database;
        this.jdbc = database.jdbc();
    }

    /**
     * Counts in a transaction of its own, so that a failing mail counts too; but each mail once, however often it is
     * tried.
     *
     * @param message number of the inbox row
     */
    public void count(long message, String sender, Instant at, int wrong) {
        var day = day(at);
        database.inSeparateTransaction(() -> {
            if (!isFirstTime(message, day)) {
                return;
            }
            long his = add(sender, day, wrong);
            long all = add(ALL, day, wrong);
            if (all == wrong) {
                forgetBefore(day.minusDays(DAYS_KEPT));
            }
            alarm(sender, his, all, wrong);
        });
    }

    private boolean isFirstTime(long message, LocalDate day) {
        return jdbc.sql("insert into wrong_tag_message (message, day) values (?, ?) on conflict do nothing")
                        .params(message, day)
                        .update()
                > 0;
    }

    private long add(String sender, LocalDate day, int wrong) {
        return jdbc.sql("""
                insert into wrong_tag as w (sender, day, count) values (:sender, :day, :wrong)
                on conflict (sender, day) do update set count = w.count + :wrong returning count""")
                .param("sender", sender)
                .param("day", day)
                .param("wrong", wrong)
                .query(Long.class)
                .single();
    }

    private void forgetBefore(LocalDate day) {
        jdbc.sql("delete from wrong_tag where day < ?").param(day).update();
        jdbc.sql("delete from wrong_tag_message where day < ?").param(day).update();
    }

    /** One line when a sender loses his credit, and one when the sum of the day passes 100, 1,000, 10,000 ... */
    private static void alarm(String sender, long his, long all, int wrong) {
        if (his >= BELIEVED_UNTIL && his - wrong < BELIEVED_UNTIL) {
            LOG.warn("wrong tags: sender={} count={} his tags no longer count today", sender, his);
        }
        for (long step = FIRST_ALARM; step <= all; step *= 10) {
            if (all - wrong < step) {
                LOG.warn("wrong tags: all senders count={} today; somebody guesses tags or tokens", all);
            }
        }
    }

    /** How many came from this sender today in other mails than this one, which may have been tried before. */
    public long todayBefore(long message, String sender, Instant at, int wrong) {
        boolean counted = jdbc.sql("select exists (select 1 from wrong_tag_message where message = ? and day = ?)")
                .params(message, day(at))
                .query(Boolean.class)
                .single();
        return today(sender, at) - (counted ? wrong : 0);
    }

    /** How many came from this sender today. */
    public long today(String sender, Instant at) {
        return jdbc.sql("select coalesce(sum(count), 0) from wrong_tag where sender = ? and day = ?")
                .params(sender, day(at))
                .query(Long.class)
                .single();
    }

    /** How many came from all senders together today. */
    public long today(Instant at) {
        return today(ALL, at);
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
