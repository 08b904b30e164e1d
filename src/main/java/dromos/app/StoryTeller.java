package dromos.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dromos.cases.CaseEvent;
import dromos.directory.Directory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells what happens to the cases, as it happens, from nothing but their recorded events. */
final class StoryTeller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoryTeller.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    /** Events of transactions that overlap become visible out of order, but never further apart than this. */
    private static final int OVERLAP = 500;

    private static final long LOOK_EVERY_MILLIS = 100;

    /** One event with what a reader wants to know of its case. */
    private record Told(
            long id,
            CaseEvent.Type type,
            Instant at,
            String actor,
            String reason,
            Map<String, String> facts,
            String tag,
            String subject,
            String customer) {
        String fact(String name) {
            return facts.getOrDefault(name, "");
        }
    }

    private final JdbcClient jdbc;
    private final Directory directory;
    private final Console console;
    private final Set<Long> told = new HashSet<>();
    private final Thread telling = new Thread(this::tell, "story");
    private long newest;

    StoryTeller(JdbcClient jdbc, Directory directory, Console console) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.console = console;
    }

    /** Begins after everything that happened before. */
    void begin() {
        told.addAll(jdbc.sql("select id from case_event order by id desc limit " + OVERLAP)
                .query(Long.class)
                .list());
        newest = told.stream().mapToLong(Long::longValue).max().orElse(0);
        telling.setDaemon(true);
        telling.start();
    }

    private void tell() {
        try {
            while (true) {
                look();
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            for (var event : fresh()) {
                told.add(event.id);
                newest = Math.max(newest, event.id);
                line(event).ifPresent(words -> console.line(event.at, label(event.type), event.tag, words));
            }
        } catch (RuntimeException failure) {
            LOG.warn("story reason=\"{}\"", failure.toString());
        }
    }

    private List<Told> fresh() {
        return jdbc.sql("""
                        select e.*, c.tag, c.subject, c.customer_address
                        from case_event e join cases c on c.number = e.case_number
                        where e.id > ? order by e.id""").param(newest - OVERLAP).query(StoryTeller::told).list().stream()
                .filter(event -> !told.contains(event.id))
                .toList();
    }

    private static Told told(ResultSet row, int number) throws SQLException {
        var customer = row.getString("customer_address");
        return new Told(
                row.getLong("id"),
                CaseEvent.Type.valueOf(row.getString("type")),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getString("reason"),
                facts(row.getString("facts")),
                row.getString("tag"),
                row.getString("subject"),
                customer == null ? "the customer" : customer);
    }

    private static Map<String, String> facts(String json) {
        try {
            return JSON.readValue(json, TEXTS);
        } catch (JsonProcessingException damaged) {
            return Map.of();
        }
    }

    private static String label(CaseEvent.Type type) {
        return switch (type) {
            case OPENED, FOLLOWED_UP, HELD_UNVERIFIED, AUTOMATIC_RECEIVED -> "IN";
            case CONSULTED -> "ASK";
            case CONSULTATION_ANSWERED -> "REPLY";
            case ACKNOWLEDGED, REPLIED -> "OUT";
            case BREACHED, ESCALATED -> "LATE";
            case BOUNCED, DELIVERY_FAILED -> "FAIL";
            default -> "";
        };
    }

    /** What happened, in words; empty for what only the inner workings care about. */
    private Optional<String> line(Told event) {
        return switch (event.type) {
            case DISPATCHED, LINKED, CONSULTATION_CANCELLED, NOT_ASSIGNED, COMMANDED -> Optional.empty();
            case OPENED ->
                Optional.of(mailbox(event.fact("mailbox")) + " \"" + event.subject + "\" from " + event.actor
                        + " -> a new case");
            case FOLLOWED_UP -> Optional.of(event.actor + " again, into the same case: " + gist(event.reason));
            case CATEGORISED -> Optional.of("category " + event.fact("category") + ", by " + event.reason);
            case LOCATED -> Optional.of("shop " + shop(event.fact("store")) + ", by " + event.reason);
            case ACKNOWLEDGED -> Optional.of("acknowledged to " + event.customer);
            case CONSULTED ->
                Optional.of(event.fact("destination").replace(':', ' ') + " -> " + event.fact("recipients") + " ("
                        + event.reason + ")");
            case ASSIGNED -> Optional.of("given to " + person(event.fact("person")) + ", " + event.reason);
            case CONSULTATION_ANSWERED -> Optional.of(event.actor + ", back in its case: " + gist(event.reason));
            case REPLIED -> Optional.of("answer to " + event.customer + ", from " + person(event.actor));
            case BREACHED, ESCALATED -> Optional.of(event.reason + " -> " + event.fact("told"));
            case CLOSED -> Optional.of("closed: " + event.reason);
            case REOPENED -> Optional.of("open again: " + event.reason);
            default -> Optional.of(event.type.word() + ": " + event.reason);
        };
    }

    /** The first of several reasons; {@code explain} tells them all. */
    private static String gist(String reason) {
        var evidence = reason.substring(reason.indexOf(';') + 1);
        int comma = evidence.indexOf(',');
        return (comma < 0 ? evidence : evidence.substring(0, comma)).strip();
    }

    private String mailbox(String name) {
        var mailbox = directory.mailboxes().get(name);
        return mailbox == null ? name : mailbox.address().address();
    }

    private String shop(String id) {
        var store = directory.stores().get(id);
        return store == null ? id : id + " " + store.name();
    }

    private String person(String id) {
        var person = directory.people().get(id);
        return person == null ? id : person.display();
    }

    @Override
    public void close() {
        telling.interrupt();
        try {
            telling.join(2_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
