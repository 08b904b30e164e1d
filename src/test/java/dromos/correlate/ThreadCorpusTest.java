package dromos.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dromos.correlate.Match.Role;
import dromos.mail.Mail;
import dromos.mail.MailIdentity;
import dromos.mail.MailReader;
import dromos.mail.RawMail;
import dromos.mail.UnreadableMail;
import dromos.store.Arrival;
import dromos.store.Fate;
import dromos.store.Inbox;
import dromos.store.Received;
import dromos.testing.Agora;
import dromos.testing.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.model.ChoiceDefinition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two thousand real mails of long threads, list traffic and odd clients go through the whole line into one mailbox.
 * Parents come before their replies, whatever their clocks said; what waits for no parent comes in the order of its date.
 */
@Tag("route")
class ThreadCorpusTest {
    private static final double MOST_LINKED = 0.06;
    private static final Duration BAR = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static @Nullable Agora agora;
    private static final Map<Long, Match> matches = new ConcurrentHashMap<>();
    private static final Map<String, String> parents = new HashMap<>();
    private static final Map<String, Sent> sent = new LinkedHashMap<>();
    private static final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private static Duration took = Duration.ZERO;

    /** A mail of the corpora. */
    private record Sent(String file, RawMail raw, Mail mail) {
        Instant date() {
            var date = mail.date();
            return date == null ? Instant.EPOCH : date;
        }
    }

    /** What became of it; case 0 for none. */
    private record Outcome(
            long message, String fate, @Nullable String automatic, long inCase, long linkedTo) {}

    @BeforeAll
    static void sendEverything() throws Exception {
        read("notmuch", "");
        read("spamassassin", "easy-ham");
        read("helpthread", "");
        agora = Agora.open(folder);
        watchCorrelation();
        long start = System.nanoTime();
        var order = parentsFirst();
        var inbox = Objects.requireNonNull(
                agora.router().context().getRegistry().lookupByNameAndType("inbox", Inbox.class));
        for (int i = 0; i < order.size(); i += 50) {
            var chunk = order.subList(i, Math.min(order.size(), i + 50)).stream()
                    .map(ThreadCorpusTest::arrival)
                    .toList();
            agora.router().database().inTransaction(() -> inbox.add(chunk));
        }
        Awaitility.await("every mail has its fate").atMost(BAR).until(() -> waiting() == 0);
        took = Duration.ofNanos(System.nanoTime() - start);
        record(order);
    }

    @AfterAll
    static void close() {
        if (agora != null) {
            agora.close();
        }
    }

    @Test
    void everyReplyIsInTheCaseOfItsParentOrInOneThatIsLinkedToIt() {
        printTable();
        var misses = new ArrayList<String>();
        int joined = 0;
        int linked = 0;
        int orphans = 0;
        for (var reply : outcomes.keySet()) {
            var parent = parents.get(reply);
            if (parent == null || !outcomes.containsKey(parent)) {
                continue;
            }
            var child = outcome(reply);
            long wanted = outcome(parent).inCase();
            if (child.message() < outcome(parent).message()) {
                orphans++;
            } else if (child.inCase() == wanted) {
                joined++;
            } else if (child.linkedTo() == wanted) {
                linked++;
            } else {
                misses.add("%s (case %d, linked to %d, %s) answers %s (case %d): %s"
                        .formatted(
                                reply,
                                child.inCase(),
                                child.linkedTo(),
                                child.fate(),
                                parent,
                                wanted,
                                matches.get(child.message())));
            }
        }
        System.out.printf(
                "replies: %d in their parent's case, %d in a linked one, %d came before their parent, %d missed; %d mails in %.1f s%n",
                joined, linked, orphans, misses.size(), outcomes.size(), took.toMillis() / 1000.0);
        misses.forEach(System.out::println);
        assertThat(misses).isEmpty();
        assertThat(joined).isGreaterThan(500);
        assertThat((double) linked / (joined + linked))
                .as("share of the replies that were split off")
                .isLessThanOrEqualTo(MOST_LINKED);
    }

    @Test
    void onlyAnotherSubjectSplitsAReplyOff() {
        var split = matches.values().stream()
                .filter(match -> match.isNewCase() && match.linkedTo() != null)
                .toList();
        assertThat(split).isNotEmpty().allSatisfy(match -> assertThat(match.reason())
                .startsWith("it answers the case under another subject"));
    }

    @Test
    void noMailJoinsACaseWithoutAReferenceToOneOfItsMails() {
        var messages = new HashMap<Long, Set<String>>();
        outcomes.forEach((file, outcome) -> messages.computeIfAbsent(outcome.inCase(), number -> new HashSet<>())
                .add(messageId(file)));
        outcomes.forEach((file, outcome) -> {
            var match = matches.get(outcome.message());
            if (match != null && !match.isNewCase()) {
                assertThat(match.evidence())
                        .as(file)
                        .filteredOn(evidence -> evidence.kind().decides())
                        .isNotEmpty()
                        .allSatisfy(evidence -> assertThat(evidence.detail())
                                .isIn(Objects.requireNonNull(messages.get(match.caseNumber()))));
            }
        });
    }

    @Test
    void aSubjectThatSomebodyElseOrTheSameSenderUsedBeforeIsNoEvidence() {
        var scenarios = Corpora.mails("helpthread").stream()
                .map(file -> file.getFileName().toString())
                .toList();

        assertThat(scenarios).hasSize(5).allSatisfy(file -> {
            assertThat(outcome(file).fate()).isEqualTo(Fate.NEW_CASE.word());
            assertThat(outcome(file).linkedTo()).isZero();
        });
        assertThat(scenarios).extracting(file -> outcome(file).inCase()).doesNotHaveDuplicates();
        assertThat(scenarios)
                .filteredOn(file -> outcome(file).automatic() != null)
                .singleElement()
                .asString()
                .startsWith("auto-submitted");
    }

    @Test
    void whoJoinsAsKnownTookPartAndNobodyElseIsAdded() {
        outcomes.forEach((file, outcome) -> {
            var match = matches.get(outcome.message());
            if (match != null && match.isFollowUp()) {
                boolean participant = shop().recorded()
                        .sql("select exists (select 1 from participant where case_number = ? and address = ?)")
                        .params(match.caseNumber(), mail(file).sender())
                        .query(Boolean.class)
                        .single();
                assertThat(participant).as(file).isTrue();
            }
        });
    }

    @Test
    void everyMailHasAFateAndListMailIsCorrelatedLikeAnyOther() {
        var lists = outcomes.values().stream()
                .filter(outcome -> "list".equals(outcome.automatic()))
                .toList();
        assertThat(lists).isNotEmpty();
        assertThat(lists)
                .anyMatch(outcome -> outcome.fate().equals(Fate.FOLLOW_UP.word()))
                .anyMatch(outcome -> outcome.fate().equals(Fate.UNVERIFIED.word()))
                .anyMatch(outcome -> outcome.fate().equals(Fate.NEW_CASE.word()));
        assertThat(outcomes.values()).noneMatch(outcome -> outcome.fate().equals(Fate.QUARANTINED.word()));
    }

    private static void read(String corpus, String prefix) throws IOException {
        var reader = new MailReader();
        for (var file : Corpora.mails(corpus)) {
            var name = file.getFileName().toString();
            if (name.startsWith(prefix)) {
                var raw = RawMail.of(Corpora.bytes(file));
                try {
                    sent.put(name, new Sent(name, raw, reader.read(raw)));
                } catch (UnreadableMail refused) {
                    System.out.println("refused " + name + ": " + refused.getMessage());
                }
            }
        }
        var threads = Corpora.mails(corpus).get(0).resolveSibling("threads.json");
        if (Files.exists(threads)) {
            new ObjectMapper()
                    .readTree(threads.toFile())
                    .get("parent")
                    .properties()
                    .forEach(pair -> parents.put(pair.getKey(), pair.getValue().asText()));
        }
    }

    private static List<Sent> parentsFirst() {
        var order = new ArrayList<Sent>();
        var placed = new HashSet<String>();
        sent.values().stream().sorted(Comparator.comparing(Sent::date)).forEach(mail -> {
            var line = new ArrayList<Sent>();
            for (Sent next = mail; next != null && placed.add(next.file()); next = parentOf(next)) {
                line.add(0, next);
            }
            order.addAll(line);
        });
        return order;
    }

    private static @Nullable Sent parentOf(Sent mail) {
        var parent = parents.get(mail.file());
        return parent == null ? null : sent.get(parent);
    }

    private static Arrival arrival(Sent mail) {
        try {
            return new Arrival(
                    "support",
                    null,
                    null,
                    shop().now(),
                    mail.raw().size(),
                    MailIdentity.of(mail.raw()),
                    mail.raw(),
                    null);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void watchCorrelation() throws Exception {
        AdviceWith.adviceWith(
                shop().router().context(), "correlate", advice -> advice.weaveByType(ChoiceDefinition.class)
                        .before()
                        .process(exchange -> matches.put(
                                exchange.getVariable("received", Received.class).id(),
                                exchange.getVariable("match", Match.class))));
    }

    private static Agora shop() {
        return Objects.requireNonNull(agora);
    }

    private static long waiting() {
        return shop().recorded()
                .sql("select count(*) from message where fate is null")
                .query(Long.class)
                .single();
    }

    private static void record(List<Sent> order) {
        var files = order.iterator();
        shop().recorded()
                .sql("""
                select m.id, m.fate, m.automatic, coalesce(m.case_number, 0) as number, coalesce(c.linked_to, 0) as linked
                from message m left join cases c on c.number = m.case_number order by m.id""")
                .query((row, i) -> new Outcome(
                        row.getLong("id"),
                        row.getString("fate"),
                        row.getString("automatic"),
                        row.getLong("number"),
                        row.getLong("linked")))
                .list()
                .forEach(outcome -> outcomes.put(files.next().file(), outcome));
    }

    private static Outcome outcome(String file) {
        return Objects.requireNonNull(outcomes.get(file), file);
    }

    private static Mail mail(String file) {
        return Objects.requireNonNull(sent.get(file), file).mail();
    }

    private static String messageId(String file) {
        return String.valueOf(mail(file).messageId());
    }

    private static void printTable() {
        var table = new TreeMap<String, Map<Role, Integer>>();
        matches.values().forEach(match -> {
            var kind = match.evidence().isEmpty()
                    ? "no evidence"
                    : match.evidence().get(0).kind().toString();
            table.computeIfAbsent(kind, any -> new EnumMap<>(Role.class)).merge(match.role(), 1, Integer::sum);
        });
        System.out.printf("%-16s %10s %10s %10s%n", "evidence", "new case", "follow-up", "unverified");
        table.forEach((kind, roles) -> System.out.printf(
                "%-16s %10d %10d %10d%n",
                kind,
                roles.getOrDefault(Role.NEW_CASE, 0),
                roles.getOrDefault(Role.FOLLOW_UP, 0),
                roles.getOrDefault(Role.UNVERIFIED, 0)));
        var fates = new TreeMap<String, Integer>();
        outcomes.values()
                .forEach(outcome -> fates.merge(
                        outcome.fate() + (outcome.automatic() == null ? "" : ", automatic"), 1, Integer::sum));
        System.out.println(fates);
    }
}
