package dromos.store;

import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far each mailbox has been read, and the two sides of its ledger: UIDs seen on the server, and UIDs recorded here.
 */
public final class MailboxProgress {
    /**
     * @param lastUid everything up to it is stored or gone
     * @param markedUid everything up to it is flagged, moved or deleted on the server
     * @param listedUid everything up to it was seen on the server and counted
     * @param open counted, but neither stored nor gone
     */
    public record Cursor(long lastUid, long markedUid, long listedUid, long open) {}

    private final JdbcClient jdbc;

    public MailboxProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Cursor> cursor(String mailbox, long uidValidity) {
        return jdbc.sql("""
                select last_uid, marked_uid, listed_uid, seen - recorded - gone from cursor
                where mailbox = ? and uid_validity = ?""")
                .params(mailbox, uidValidity)
                .query((row, i) -> new Cursor(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .optional();
    }

    /** The UIDs that are stored with their bytes but not yet marked on the server, ascending. */
    public List<Long> unmarked(String mailbox, long uidValidity) {
        return jdbc.sql("""
                select m.uid from message m join cursor c on c.mailbox = m.source and c.uid_validity = m.uid_validity
                where m.source = ? and m.uid_validity = ? and m.uid > c.marked_uid and m.uid <= c.last_uid
                  and m.fate is distinct from 'refused'
                order by m.uid""").params(mailbox, uidValidity).query(Long.class).list();
    }

    /** Counts messages that the server shows, each UID once, before they are fetched. */
    public void listed(String mailbox, long uidValidity, long highestUid, int count) {
        jdbc.sql("""
                insert into cursor as c (mailbox, uid_validity, listed_uid, seen) values (:mailbox, :validity, :uid, :count)
                on conflict (mailbox, uid_validity) do update set
                  seen = c.seen + case when c.listed_uid < :uid then :count else 0 end,
                  listed_uid = greatest(c.listed_uid, :uid)""")
                .param("mailbox", mailbox)
                .param("validity", uidValidity)
                .param("uid", highestUid)
                .param("count", count)
                .update();
    }

    /** Messages that somebody removed from the server after they were listed and before they could be fetched. */
    public void gone(String mailbox, long uidValidity, long count) {
        jdbc.sql("update cursor set gone = gone + ? where mailbox = ? and uid_validity = ?")
                .params(count, mailbox, uidValidity)
                .update();
    }

    /** Moves the cursor, within the transaction that stored the messages. */
    public void stored(String mailbox, long uidValidity, long highestUid, int count) {
        jdbc.sql("""
                insert into cursor as c (mailbox, uid_validity, last_uid, recorded) values (:mailbox, :validity, :uid, :count)
                on conflict (mailbox, uid_validity) do update set
                  last_uid = greatest(c.last_uid, :uid), recorded = c.recorded + :count""")
                .param("mailbox", mailbox)
                .param("validity", uidValidity)
                .param("uid", highestUid)
                .param("count", count)
                .update();
    }

    public void marked(String mailbox, long uidValidity, long uid) {
        jdbc.sql("update cursor set marked_uid = greatest(marked_uid, ?) where mailbox = ? and uid_validity = ?")
                .params(uid, mailbox, uidValidity)
                .update();
    }

    /** @param error in words, null where the poll went well */
    public void polled(String mailbox, Instant at, @Nullable String error) {
        jdbc.sql("""
                insert into mailbox_state as s (mailbox, last_poll, last_success, failing_since, error)
                values (:mailbox, :at, :success, :failure, :error)
                on conflict (mailbox) do update set last_poll = :at,
                  last_success = coalesce(:success, s.last_success),
                  failing_since = case when cast(:error as text) is null then null
                    else coalesce(s.failing_since, :at) end,
                  error = :error""")
                .param("mailbox", mailbox)
                .param("at", Sql.time(at))
                .param("success", error == null ? Sql.time(at) : null, Types.TIMESTAMP_WITH_TIMEZONE)
                .param("failure", error == null ? null : Sql.time(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("error", error, Types.VARCHAR)
                .update();
    }
}
