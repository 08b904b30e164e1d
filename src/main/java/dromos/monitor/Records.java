package dromos.monitor;

import dromos.monitor.MailboxRow.CursorRow;
import dromos.store.Database;
import dromos.store.Fate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows behind REST, as they are at this moment. */
public final class Records {
    private final Select select;
    private final List<String> mailboxes;

    /** @param mailboxes the names of the supervised ones, which are shown even before their first poll */
    public Records(Database database, Collection<String> mailboxes) {
        this.select = new Select(database.dataSource());
        this.mailboxes = List.copyOf(mailboxes);
    }

    public List<LetterRow> letters(long caseNumber) {
        return select.list(
                "select " + LetterRow.COLUMNS + " from outbox where case_number = ? order by id",
                LetterRow::read,
                caseNumber);
    }

    public List<MessageRow> messages(long caseNumber) {
        return select.list(
                "select " + MessageRow.COLUMNS + " from message where case_number = ? order by id",
                MessageRow::read,
                caseNumber);
    }

    /** @throws NoSuchElementException with a text for the caller where there is none */
    public MessageRow message(long id) {
        return select.first("select " + MessageRow.COLUMNS + " from message where id = ?", MessageRow::read, id)
                .orElseThrow(() -> new NoSuchElementException("there is no message " + id));
    }

    /**
     * Makes sure that there are bytes of the message.
     *
     * @throws NoSuchElementException with a text for the caller where there are none
     */
    public void stored(long id) {
        if (message(id).sha256() == null) {
            throw new NoSuchElementException("message " + id + " was refused and never fetched");
        }
    }

    /** The messages without a fate, oldest first. */
    public WorkList<MessageRow> inbox(long after, int limit) {
        return new WorkList<>(
                select.number("select count(*) from message where fate is null"),
                select.instant("select received from message where fate is null order by id limit 1"),
                select.list(
                        "select " + MessageRow.COLUMNS
                                + " from message where fate is null and id > ? order by id limit ?",
                        MessageRow::read,
                        after,
                        limit));
    }

    /** The messages that were set aside, newest first. */
    public WorkList<MessageRow> quarantine(long before, int limit) {
        var fate = Fate.QUARANTINED.word();
        return new WorkList<>(
                select.number("select count(*) from message where fate = ?", fate),
                select.instant("select received from message where fate = ? order by id limit 1", fate),
                select.list(
                        "select " + MessageRow.COLUMNS
                                + " from message where fate = ? and id < ? order by id desc limit ?",
                        MessageRow::read,
                        fate,
                        before,
                        limit));
    }

    /** @throws NoSuchElementException with a text for the caller where it is not in quarantine */
    public QuarantinedMessage quarantined(long id) {
        return select.first(
                        "select " + MessageRow.COLUMNS + ", detail from message where id = ? and fate = ?",
                        row -> new QuarantinedMessage(MessageRow.read(row), row.getString("detail")),
                        id,
                        Fate.QUARANTINED.word())
                .orElseThrow(() -> new NoSuchElementException("there is no message " + id + " in quarantine"));
    }

    /** The letters in that state, newest first; null for all that are not yet sent. */
    public OutboxList outbox(@Nullable String state, long before, int limit) {
        var states = new TreeMap<>(Map.of("failed", 0L, "sending", 0L, "sent", 0L, "waiting", 0L));
        select.each(
                "select state, count(*) from outbox group by state",
                row -> states.put(row.getString(1), row.getLong(2)));
        var oldest =
                select.instant("select created from outbox where state in ('waiting', 'sending') order by id limit 1");
        var rows = state == null
                ? select.list(
                        "select " + LetterRow.COLUMNS
                                + " from outbox where state in ('waiting', 'sending') and id < ? order by id desc limit ?",
                        LetterRow::read,
                        before,
                        limit)
                : select.list(
                        "select " + LetterRow.COLUMNS
                                + " from outbox where state = ? and id < ? order by id desc limit ?",
                        LetterRow::read,
                        state,
                        before,
                        limit);
        return new OutboxList(states, oldest, rows);
    }

    /** Every supervised mailbox, and those that were supervised once. */
    public List<MailboxRow> mailboxes() {
        var cursors = new TreeMap<String, List<CursorRow>>();
        select.each("select * from cursor order by mailbox, uid_validity", row -> cursors.computeIfAbsent(
                        row.getString("mailbox"), name -> new ArrayList<>())
                .add(new CursorRow(
                        row.getLong("uid_validity"),
                        row.getLong("last_uid"),
                        row.getLong("marked_uid"),
                        row.getLong("listed_uid"),
                        row.getLong("seen"),
                        row.getLong("recorded"),
                        row.getLong("gone"))));
        var rows = new TreeMap<String, MailboxRow>();
        var known = new TreeSet<>(mailboxes);
        known.addAll(cursors.keySet());
        known.forEach(name ->
                rows.put(name, MailboxRow.of(name, null, null, null, null, cursors.getOrDefault(name, List.of()))));
        select.each(
                "select * from mailbox_state",
                row -> rows.put(
                        row.getString("mailbox"),
                        MailboxRow.of(
                                row.getString("mailbox"),
                                Select.instant(row, "last_poll"),
                                Select.instant(row, "last_success"),
                                Select.instant(row, "failing_since"),
                                row.getString("error"),
                                cursors.getOrDefault(row.getString("mailbox"), List.of()))));
        return List.copyOf(rows.values());
    }

    /**
     * The balance, counted from the messages themselves and therefore independent of the counters behind the metrics.
     * Reads an index over all messages: to be asked for by people, not every few seconds.
     */
    public Ledger ledger() {
        var waiting = new TreeMap<String, Long>();
        var fates = new TreeMap<String, Map<String, Long>>();
        select.each("select source, fate, count(*) as n from message group by source, fate", row -> {
            var fate = row.getString("fate");
            if (fate == null) {
                waiting.put(row.getString("source"), row.getLong("n"));
            } else {
                fates.computeIfAbsent(row.getString("source"), name -> new TreeMap<>())
                        .put(fate, row.getLong("n"));
            }
        });
        var rows = new TreeMap<String, MailboxRow>();
        mailboxes().forEach(row -> rows.put(row.mailbox(), row));
        var names = new TreeSet<>(rows.keySet());
        names.addAll(waiting.keySet());
        names.addAll(fates.keySet());
        var accounts = names.stream()
                .map(name -> account(
                        rows.getOrDefault(name, MailboxRow.of(name, null, null, null, null, List.of())),
                        waiting.getOrDefault(name, 0L),
                        fates.getOrDefault(name, Map.of())))
                .toList();
        return new Ledger(accounts, total(accounts));
    }

    private static Ledger.Account account(MailboxRow row, long waiting, Map<String, Long> fates) {
        return new Ledger.Account(
                row.mailbox(), row.seen(), row.recorded(), row.gone(), row.unaccounted(), waiting, fates);
    }

    private static Ledger.Account total(List<Ledger.Account> accounts) {
        var fates = new TreeMap<String, Long>();
        accounts.forEach(account -> account.fates().forEach((fate, n) -> fates.merge(fate, n, Long::sum)));
        return new Ledger.Account(
                "total",
                accounts.stream().mapToLong(Ledger.Account::seen).sum(),
                accounts.stream().mapToLong(Ledger.Account::recorded).sum(),
                accounts.stream().mapToLong(Ledger.Account::gone).sum(),
                accounts.stream().mapToLong(Ledger.Account::unaccounted).sum(),
                accounts.stream().mapToLong(Ledger.Account::waiting).sum(),
                fates);
    }
}
