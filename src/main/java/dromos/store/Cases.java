package dromos.store;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Consultation;
import dromos.cases.Deadline;
import dromos.cases.Entry;
import dromos.mail.Audience;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Cases with their entries, consultations, clocks and history, within the transaction of the caller. */
public final class Cases {
    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final JdbcTemplate batch;

    public Cases(Database database) {
        this.entities = database.entityManager();
        this.jdbc = database.jdbc();
        this.batch = new JdbcTemplate(database.dataSource());
    }

    /** The number of the next case; gaps are allowed. */
    public long nextNumber() {
        return jdbc.sql("select nextval('case_number')").query(Long.class).single();
    }

    public Case open(Case opened) {
        entities.persist(opened);
        entities.flush();
        return opened;
    }

    /** The case, locked until the transaction ends, so that one thing at a time happens to it. */
    public Case lock(long number) {
        var found = entities.find(Case.class, number, LockModeType.PESSIMISTIC_WRITE);
        if (found == null) {
            throw new NoSuchElementException("case " + number);
        }
        return found;
    }

    public Optional<Case> find(long number) {
        return Optional.ofNullable(entities.find(Case.class, number));
    }

    public Entry add(Entry entry) {
        entities.persist(entry);
        return entry;
    }

    /** All entries of the case, oldest first. */
    public List<Entry> entries(long number) {
        return entities.createQuery("from Entry where caseNumber = ?1 order by id", Entry.class)
                .setParameter(1, number)
                .getResultList();
    }

    /** The newest entries of the case, at most so many, oldest first. */
    public List<Entry> newestEntries(long number, int most) {
        var newest =
                new ArrayList<>(entities.createQuery("from Entry where caseNumber = ?1 order by id desc", Entry.class)
                        .setParameter(1, number)
                        .setMaxResults(most)
                        .getResultList());
        Collections.reverse(newest);
        return newest;
    }

    /** What the customer wrote last. */
    public Optional<Entry> newestRequest(long number) {
        return newestEntry(number, Entry.Kind.REQUEST, Entry.Kind.FOLLOW_UP);
    }

    public Optional<Entry> newestEntry(long number, Entry.Kind kind) {
        return newestEntry(number, kind, kind);
    }

    private Optional<Entry> newestEntry(long number, Entry.Kind one, Entry.Kind other) {
        // A list as parameter would make Hibernate translate the query anew each time.
        return entities
                .createQuery(
                        "from Entry where caseNumber = ?1 and (kind = ?2 or kind = ?3) order by id desc", Entry.class)
                .setParameter(1, number)
                .setParameter(2, one)
                .setParameter(3, other)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    public long nextConsultation() {
        return jdbc.sql("select nextval('consultation_id')").query(Long.class).single();
    }

    public Consultation add(Consultation consultation) {
        entities.persist(consultation);
        entities.flush();
        return consultation;
    }

    public Optional<Consultation> consultation(long id) {
        return Optional.ofNullable(entities.find(Consultation.class, id));
    }

    public List<Consultation> consultations(long number) {
        return entities.createQuery("from Consultation where caseNumber = ?1 order by id", Consultation.class)
                .setParameter(1, number)
                .getResultList();
    }

    public Deadline add(Deadline deadline) {
        entities.persist(deadline);
        return deadline;
    }

    /** The clocks of the case that still run, breached or not. */
    public List<Deadline> runningDeadlines(long number) {
        return entities.createQuery("from Deadline where caseNumber = ?1 and ended is null order by id", Deadline.class)
                .setParameter(1, number)
                .getResultList();
    }

    public List<Deadline> deadlines(long number) {
        return entities.createQuery("from Deadline where caseNumber = ?1 order by id", Deadline.class)
                .setParameter(1, number)
                .getResultList();
    }

    /** Appends to the history, written in one go when the transaction of the caller commits. */
    public void append(CaseEvent event) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("an event is part of the transaction that made it happen");
        }
        if (TransactionSynchronizationManager.getResource(this) instanceof PendingEvents pending) {
            pending.events.add(event);
            return;
        }
        var first = new PendingEvents();
        first.events.add(event);
        TransactionSynchronizationManager.bindResource(this, first);
        TransactionSynchronizationManager.registerSynchronization(first);
    }

    /** The events of one transaction. */
    private final class PendingEvents implements TransactionSynchronization {
        private final List<CaseEvent> events = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            entities.flush();
            batch.batchUpdate("""
                    insert into case_event (case_number, type, at, actor, reason, revision, facts)
                    values (?, ?, ?, ?, ?, ?, ?::jsonb)""", events.stream().map(Cases::columns).toList());
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Cases.this);
        }
    }

    private static Object[] columns(CaseEvent event) {
        return new Object[] {
            event.caseNumber(),
            event.type().name(),
            Sql.time(event.at()),
            event.actor(),
            event.reason(),
            event.revision(),
            Facts.write(event.facts())
        };
    }

    public List<CaseEvent> events(long number) {
        return jdbc.sql("select * from case_event where case_number = ? order by id")
                .param(number)
                .query((row, i) -> new CaseEvent(
                        number,
                        CaseEvent.Type.valueOf(row.getString("type")),
                        Sql.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("reason"),
                        row.getString("revision"),
                        Facts.read(row.getString("facts"))))
                .list();
    }

    /** Remembers that a Message-ID belongs to the case, and who may see it named in References. */
    public void addThreadId(long number, String messageId, String visibility) {
        jdbc.sql("""
                insert into thread_id (message_id, case_number, visibility) values (?, ?, ?)
                on conflict do nothing""").params(messageId, number, visibility).update();
    }

    /** Which of the Message-IDs belong to which case, in the order of the ids. */
    public Map<String, List<Long>> holdersOf(Collection<String> messageIds) {
        if (messageIds.isEmpty()) {
            return Map.of();
        }
        var found = new LinkedHashMap<String, List<Long>>();
        jdbc.sql("select message_id, case_number from thread_id where message_id = any(?) order by case_number")
                .param(messageIds.toArray(String[]::new))
                .query((org.springframework.jdbc.core.RowCallbackHandler)
                        row -> found.computeIfAbsent(row.getString("message_id"), id -> new ArrayList<>())
                                .add(row.getLong("case_number")));
        return found;
    }

    /** The Message-IDs that a letter to that audience may name, oldest first, at most the newest twenty. */
    public List<String> threadIds(long number, Audience audience) {
        var ids = new ArrayList<>(jdbc.sql("""
                select message_id from thread_id where case_number = ? and visibility = ?
                order by n desc limit 20""")
                .params(number, audience.toString())
                .query(String.class)
                .list());
        Collections.reverse(ids);
        return ids;
    }

    /** @return whether it was not linked before */
    public boolean linkPool(long number, String pool) {
        return jdbc.sql("insert into case_pool (case_number, pool) values (?, ?) on conflict do nothing")
                        .params(number, pool)
                        .update()
                > 0;
    }

    /** The pools that see the case beside its own. */
    public List<String> linkedPools(long number) {
        return jdbc.sql("select pool from case_pool where case_number = ? order by pool")
                .param(number)
                .query(String.class)
                .list();
    }

    /** How many open cases each of the people owns; those with none are left out. */
    public Map<String, Integer> openCasesOf(Collection<String> people) {
        entities.flush();
        var counts = new LinkedHashMap<String, Integer>();
        jdbc.sql("select owner, count(*) from cases where owner = any(?) and status <> 'CLOSED' group by owner")
                .param(people.toArray(String[]::new))
                .query((org.springframework.jdbc.core.RowCallbackHandler)
                        row -> counts.put(row.getString(1), row.getInt(2)));
        return counts;
    }

    /** Whether the address took part in the public mail of the case: From, To or Cc. */
    public boolean isParticipant(long number, String address) {
        return jdbc.sql("select exists (select 1 from participant where case_number = ? and address = ?)")
                .params(number, address)
                .query(Boolean.class)
                .single();
    }

    /** Those of the cases in whose public mail the address took part. */
    public List<Long> withParticipant(Collection<Long> numbers, String address) {
        return jdbc.sql("select case_number from participant where case_number = any(?) and address = ?")
                .params(numbers.toArray(Long[]::new), address)
                .query(Long.class)
                .list();
    }

    public void addParticipants(long number, Collection<String> addresses) {
        jdbc.sql("insert into participant (case_number, address) select ?, unnest(?) on conflict do nothing")
                .params(number, addresses.toArray(String[]::new))
                .update();
    }
}
