package dromos.store;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tags and tokens that did not verify, counted by sender and day, so that guessing is noticed and gains nothing. */
public final class WrongTags {
    private static final int BELIEVED_UNTIL = 20;

    private final Database database;
    private final JdbcClient jdbc;

    public WrongTags(Database database) {
        this.database = database;
        this.jdbc = database.jdbc();
    }

    /** Counts in a transaction of its own, so that a failing mail counts too. */
    public void count(String sender, Instant at, int wrong) {
        database.inSeparateTransaction(() -> jdbc.sql("""
                insert into wrong_tag as w (sender, day, count) values (:sender, :day, :wrong)
                on conflict (sender, day) do update set count = w.count + :wrong""")
                .param("sender", sender)
                .param("day", at.atZone(ZoneOffset.UTC).toLocalDate())
                .param("wrong", wrong)
                .update());
    }

    /** Whether tags from this sender are still evidence today. */
    public boolean isBelieved(String sender, Instant at) {
        return jdbc.sql("select coalesce(sum(count), 0) from wrong_tag where sender = ? and day = ?")
                        .params(sender, at.atZone(ZoneOffset.UTC).toLocalDate())
                        .query(Integer.class)
                        .single()
                < BELIEVED_UNTIL;
    }
}
