package dromos.store;

import dromos.mail.RawMail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every message that was received, and the work list of those that have no fate yet. A message is claimed and counted
 * in one transaction, worked on in a second one, so that one that kills the process is noticed. Only the oldest
 * unfinished message of a correspondent can be claimed, and none before the message that it answers.
 */
public final class Inbox {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final int MOST_ATTEMPTS = 8;

    private final Database database;
    private final JdbcClient jdbc;
    private final RawStore raws;
    private final Arrivals arrivals;
    private final InstantSource clock;
    private final String node;
    private final Signal arrived = new Signal();

    /** @param node name of this process among those that share the database */
    public Inbox(Database database, RawStore raws, InstantSource clock, String node) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.raws = raws;
        this.arrivals = new Arrivals(database, raws);
        this.clock = clock;
        this.node = node;
    }

    /**
     * Keeps the messages, each once, within the transaction of the caller. One that this mailbox showed before under
     * the same UID is left out; one whose content is known is kept as a duplicate, without its bytes.
     *
     * @return how many rows are new
     */
    public int add(List<Arrival> arrivals) {
        int added = this.arrivals.add(arrivals, clock.instant());
        AfterCommit.run(arrived::raise);
        return added;
    }

    /**
     * Takes the next messages for this node and counts the attempt. Messages that were tried before come alone, so
     * that one that kills the process does not count against its neighbours. Waits up to half a second for one.
     *
     * @return their ids, oldest first
     */
    public List<Long> claim(int most) {
        var claimed = tryClaim(most);
        if (!claimed.isEmpty()) {
            return claimed;
        }
        arrived.await(IDLE);
        return tryClaim(most);
    }

    private List<Long> tryClaim(int most) {
        return database.inTransaction(() -> {
            var triedBefore = claim(1, "attempts > 0");
            return triedBefore.isEmpty() ? claim(most, "attempts = 0") : triedBefore;
        });
    }

    private List<Long> claim(int most, String which) {
        // What is known to wait is not among these rows; but two that came at the same moment, to two mailboxes, did
        // not
        // know of each other. The inner limit comes first, so that only a few rows are asked about.
        var now = clock.instant();
        var ids = jdbc.sql("""
                update message set attempts = attempts + 1, node = :node, next_try = :lease
                where id in (
                  select m.id from (
                    select id, lane, refs from message
                    where fate is null and blocked_by = '{}' and %s and next_try <= :now
                    order by next_try, id limit 4 * :most for update skip locked) m
                  where not exists (
                      select from message o where o.lane = m.lane and o.fate is null and o.id < m.id offset 0)
                    and not exists (
                      select from message p
                      where p.message_id = any(m.refs) and p.fate is null and m.id - p.id > 0 offset 0)
                  order by m.id limit :most)
                returning id""".formatted(which))
                .param("node", node)
                .param("now", Sql.time(now))
                .param("lease", Sql.time(now.plus(LEASE)))
                .param("most", most)
                .query(Long.class)
                .list();
        var sorted = new ArrayList<>(ids);
        sorted.sort(null);
        return sorted;
    }

    /**
     * Locks a claimed message for the transaction of the caller.
     *
     * @return null where somebody else claimed it or finished it meanwhile
     * @throws TriedTooOften if it was claimed again and again and never finished
     */
    public @Nullable Received lock(long id) {
        var locked = jdbc.sql("""
                select m.id, m.source, m.received, m.attempts, m.duplicate_of, coalesce(o.size, m.size) as size
                from message m left join message o on o.id = m.duplicate_of
                where m.id = ? and m.fate is null and m.node = ? for no key update of m""")
                .params(id, node)
                .query((row, i) -> received(row))
                .optional()
                .orElse(null);
        if (locked != null && locked.attempts() > MOST_ATTEMPTS) {
            throw new TriedTooOften(locked.attempts() - 1);
        }
        return locked;
    }

    private Received received(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        var duplicateOf = row.getObject("duplicate_of", Long.class);
        return new Received(
                id,
                row.getString("source"),
                Sql.instant(row, "received"),
                row.getInt("attempts"),
                duplicateOf,
                raws.read(duplicateOf == null ? id : duplicateOf, row.getLong("size")));
    }

    /** Writes what became of a message, within the transaction that made it so. */
    public void finish(long id, Fate fate, @Nullable String automatic, String reason, @Nullable Long caseNumber) {
        jdbc.sql("""
                update message set fate = :fate, automatic = :automatic, reason = :reason,
                  case_number = coalesce(:caseNumber, case_number), finished = :now, node = null where id = :id""")
                .param("fate", fate.word())
                .param("automatic", automatic, java.sql.Types.VARCHAR)
                .param("reason", reason)
                .param("caseNumber", caseNumber, java.sql.Types.BIGINT)
                .param("now", Sql.time(clock.instant()))
                .param("id", id)
                .update();
        release(id);
    }

    /** Whoever waited for this correspondent, or for this message, can go on. */
    private void release(long finished) {
        // In the order of the ids, or two that finish at the same moment could wait for each other.
        jdbc.sql("""
                with waiting as (
                  select id from message where blocked_by <> '{}' and blocked_by @> array[:id] order by id for no key update)
                update message m set blocked_by = array_remove(blocked_by, :id) from waiting where m.id = waiting.id""").param("id", finished).update();
        AfterCommit.run(arrived::raise);
    }

    /** Puts a message back because of something that will pass by itself; it costs no attempt. */
    public void defer(long id, Duration wait, String reason) {
        jdbc.sql("""
                update message set attempts = greatest(attempts - 1, 0), node = null, next_try = ?, reason = ?
                where id = ? and fate is null""").params(Sql.time(clock.instant().plus(wait)), reason, id).update();
    }

    /**
     * Sets a message aside with its reason, out of everybody's way; its bytes stay and it can be tried again.
     *
     * @param detail for engineers, a stack trace for example
     */
    public void quarantine(long id, String reason, String detail) {
        database.runInTransaction(() -> {
            jdbc.sql("""
                    update message set fate = ?, reason = ?, detail = ?, finished = ?, node = null
                    where id = ? and fate is null""")
                    .params(Fate.QUARANTINED.word(), reason, detail, Sql.time(clock.instant()), id)
                    .update();
            release(id);
        });
    }

    /**
     * What this node had claimed when it died is free again; to be called once, before the first claim. With every death
     * it waits longer, 1, 3, 7 s up to a minute: where a process dies again and again, those it had in hand by chance would
     * otherwise be in hand each time, until they had been tried too often.
     */
    public int releaseClaims() {
        return jdbc.sql("""
                update message set node = null, next_try = ? + make_interval(secs => power(2, least(attempts, 6)) - 1)
                where node = ? and fate is null""").params(Sql.time(clock.instant()), node).update();
    }

    /** The case that the message with the same content became, if it did. */
    public Optional<Long> caseOf(long message) {
        return jdbc.sql("select case_number from message where id = ? and case_number is not null")
                .param(message)
                .query(Long.class)
                .optional();
    }

    /** Says which case the message is about, where its fate does not. */
    public void belongsTo(long id, long caseNumber) {
        jdbc.sql("update message set case_number = ? where id = ?")
                .params(caseNumber, id)
                .update();
    }

    /** The bytes of a message; of the earlier one with the same content where this is a duplicate. */
    public RawMail raw(long message) {
        return jdbc.sql("""
                select o.id, o.size from message m join message o on o.id = coalesce(m.duplicate_of, m.id)
                where m.id = ?""")
                .param(message)
                .query((row, i) -> raws.read(row.getLong("id"), row.getLong("size")))
                .single();
    }

    /** When the oldest waiting message came, null when none waits. */
    public @Nullable Instant oldestWaiting() {
        return jdbc.sql("select min(received) from message where fate is null")
                .query((row, i) -> Sql.instantOrNull(row, 1))
                .single();
    }
}
