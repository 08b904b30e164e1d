package dromos.store;

import dromos.cases.LetterOrder;
import dromos.mail.Address;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is to be sent. A row is written in the transaction that decided on it, claimed in a second one, sent outside
 * any, and marked in a third: a mail may go out twice with the same Message-ID, never not at all.
 */
public final class Outbox {
    private static final Duration LEASE = Duration.ofMinutes(15);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofHours(4);

    /** Attempts that were answered. With the waits between them they take five days (RFC 5321 section 4.5.4.1). */
    private static final int MOST_ATTEMPTS = 40;

    private final Database database;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final String node;
    private final Signal written = new Signal();

    public Outbox(Database database, InstantSource clock, String node) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.clock = clock;
        this.node = node;
    }

    public long nextId() {
        return jdbc.sql("select nextval('outbox_id')").query(Long.class).single();
    }

    /** Adds a mail to send within the transaction of the caller. */
    public void add(OutboxRow row) {
        jdbc.sql("""
                insert into outbox (id, case_number, audience, letter, recipient, recipient_name, from_address,
                  from_name, reply_to, envelope_from, message_id, subject, text, html, auto, in_reply_to, refs,
                  attachments_of, footer_picture, created, state, next_try, sent_after, acknowledgement)
                values (:id, :caseNumber, :audience, :letter, :recipient, :recipientName, :fromAddress,
                  :fromName, :replyTo, :envelopeFrom, :messageId, :subject, :text, :html, :auto, :inReplyTo, :refs,
                  :attachmentsOf, :picture, :created, 'waiting', :created,
                  (select e.id from outbox e
                   where e.state in ('waiting', 'sending') and e.recipient = :recipient and e.case_number = :caseNumber
                   order by e.id desc limit 1 for share),
                  case when :acknowledges then nextval('acknowledgement_number') end)""")
                .param("id", row.id())
                .param("caseNumber", row.caseNumber(), Types.BIGINT)
                .param("audience", row.audience())
                .param("letter", row.letter())
                .param("recipient", row.to().address())
                .param("recipientName", row.to().name(), Types.VARCHAR)
                .param("fromAddress", row.from().address())
                .param("fromName", row.from().name(), Types.VARCHAR)
                .param("replyTo", row.replyTo(), Types.VARCHAR)
                .param("envelopeFrom", row.envelopeFrom())
                .param("messageId", row.messageId())
                .param("subject", row.subject())
                .param("text", row.text())
                .param("html", row.html(), Types.VARCHAR)
                .param("auto", row.auto(), Types.VARCHAR)
                .param("inReplyTo", row.inReplyTo(), Types.VARCHAR)
                .param("refs", row.references().toArray(String[]::new))
                .param("attachmentsOf", row.attachmentsOf().toArray(Long[]::new))
                .param("picture", row.picture(), Types.VARCHAR)
                .param("created", Sql.time(row.created()))
                .param("acknowledges", LetterOrder.AUTO_REPLIED.equals(row.auto()))
                .update();
        AfterCommit.run(written::raise);
    }

    /**
     * Takes the next mails for this node, in order for each case and recipient. Waits up to half a second for one.
     */
    public List<OutboxRow> claim(int most) {
        var claimed = tryClaim(most);
        if (!claimed.isEmpty()) {
            return claimed;
        }
        written.await(IDLE);
        return tryClaim(most);
    }

    private List<OutboxRow> tryClaim(int most) {
        return database.inTransaction(() -> {
            var now = clock.instant();
            return jdbc
                    .sql("""
                    update outbox set attempts = attempts + 1, node = :node, next_try = :lease, state = 'sending'
                    where id in (
                      select id from outbox
                      where state in ('waiting', 'sending') and sent_after is null and next_try <= :now
                      order by next_try, id limit :most for update skip locked)
                    returning *""")
                    .param("node", node)
                    .param("now", Sql.time(now))
                    .param("lease", Sql.time(now.plus(LEASE)))
                    .param("most", most)
                    .query((row, i) -> row(row))
                    .list()
                    .stream()
                    .sorted(Comparator.comparingLong(OutboxRow::id))
                    .toList();
        });
    }

    private static OutboxRow row(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getLong("id"),
                row.getObject("case_number", Long.class),
                row.getString("audience"),
                row.getString("letter"),
                new Address(row.getString("recipient"), row.getString("recipient_name")),
                new Address(row.getString("from_address"), row.getString("from_name")),
                row.getString("reply_to"),
                row.getString("envelope_from"),
                row.getString("message_id"),
                row.getString("subject"),
                row.getString("text"),
                row.getString("html"),
                row.getString("auto"),
                row.getString("in_reply_to"),
                List.of((String[]) array(row, "refs")),
                List.of((Long[]) array(row, "attachments_of")),
                row.getString("footer_picture"),
                Sql.instant(row, "created"),
                row.getInt("attempts"));
    }

    private static Object array(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray();
    }

    /** The relay has taken responsibility (RFC 5321 section 6.1). */
    public void sent(long id) {
        leave(id, "state = 'sent', sent = :now, error = null", "state in ('waiting', 'sending')", null);
    }

    /** The relay refused it for good. Where another node has taken the letter over meanwhile, that one decides. */
    public void failed(long id, String error) {
        leave(id, "state = 'failed', error = :error", "state = 'sending' and node = :node", error);
    }

    /** Done with it, one way or the other: the next one about that case to the same recipient can go. */
    private void leave(long id, String how, String where, @Nullable String error) {
        database.runInTransaction(() -> {
            int left = jdbc.sql("update outbox set %s, node = null where id = :id and %s".formatted(how, where))
                    .param("now", Sql.time(clock.instant()))
                    .param("error", error, Types.VARCHAR)
                    .param("node", node)
                    .param("id", id)
                    .update();
            if (left == 0) {
                return;
            }
            // A statement of its own, so that it sees letters whose writer held the first one up.
            int freed = jdbc.sql("update outbox set sent_after = null where sent_after = ?")
                    .param(id)
                    .update();
            if (freed > 0) {
                AfterCommit.run(written::raise);
            }
        });
    }

    /**
     * It did not go out, and may later: the wait doubles with every attempt from 15 s to 4 h.
     *
     * @return when it is tried again; empty where that went on for five days and it has failed now
     */
    public Optional<Instant> retry(OutboxRow row, String error) {
        if (row.attempts() >= MOST_ATTEMPTS) {
            failed(row.id(), "given up after " + MOST_ATTEMPTS + " attempts: " + error);
            return Optional.empty();
        }
        var doubled = Duration.ofSeconds(15L << Math.min(row.attempts() - 1, 12));
        var wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
        var next = clock.instant().plus(wait);
        jdbc.sql("""
                update outbox set state = 'waiting', node = null, next_try = ?, error = ?
                where id = ? and state = 'sending' and node = ?""").params(Sql.time(next), error, row.id(), node).update();
        return Optional.of(next);
    }

    /** The relay is out of reach: nobody's fault, tried again soon and not counted. */
    public void postpone(OutboxRow row, Duration wait, String error) {
        jdbc.sql("""
                update outbox set state = 'waiting', node = null, attempts = attempts - 1, next_try = ?, error = ?
                where id = ? and state = 'sending' and node = ?""")
                .params(Sql.time(clock.instant().plus(wait)), error, row.id(), node)
                .update();
    }

    /** It was sent and came back. */
    public void bounced(long id, String error) {
        jdbc.sql("update outbox set state = 'failed', error = ? where id = ? and state = 'sent'")
                .params(error, id)
                .update();
    }

    /** What this node had claimed when it died is free again. To be called once, before the first claim. */
    public int releaseClaims() {
        return jdbc.sql(
                        "update outbox set state = 'waiting', node = null, next_try = ? where node = ? and state = 'sending'")
                .params(Sql.time(clock.instant()), node)
                .update();
    }

    /** A sent or waiting mail, by the Message-ID without angle brackets. */
    public Optional<OutboxRow> byMessageId(String messageId) {
        return jdbc.sql("select * from outbox where message_id = ?")
                .param(messageId)
                .query((row, i) -> row(row))
                .optional();
    }

    /** The newest mail about that case that went to one of the recipients: what a bounce without an identifier means. */
    public Optional<OutboxRow> newestSent(long caseNumber, String audience, Collection<String> recipients) {
        return jdbc.sql("""
                select * from outbox
                where case_number = ? and audience = ? and state = 'sent' and recipient = any(?)
                order by id desc limit 1""")
                .params(caseNumber, audience, recipients.toArray(String[]::new))
                .query((row, i) -> row(row))
                .optional();
    }

    /** Whether so many acknowledgements were written since the instant. */
    public boolean hasAcknowledged(int many, Instant since) {
        // Their numbers may have gaps, from letters that were never committed; these count too.
        return many < 1
                || jdbc.sql("""
                select coalesce(
                  (select created > :since from outbox
                   where acknowledgement <= (select max(acknowledgement) from outbox) - :many + 1
                   order by acknowledgement desc limit 1), false)""")
                        .param("since", Sql.time(since))
                        .param("many", many)
                        .query(Boolean.class)
                        .single();
    }

    /** When the oldest waiting mail was written, null when none waits. */
    public @Nullable Instant oldestWaiting() {
        return jdbc.sql("select min(created) from outbox where state in ('waiting', 'sending')")
                .query((row, i) -> Sql.instantOrNull(row, 1))
                .single();
    }
}
