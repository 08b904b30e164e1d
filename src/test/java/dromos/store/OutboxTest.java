package dromos.store;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.cases.LetterOrder;
import dromos.mail.Address;
import dromos.testing.MovableClock;
import dromos.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order letters go out, and how many acknowledgements an hour. */
class OutboxTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private final MovableClock clock = MovableClock.at(START);

    @AutoClose
    private final TestDatabase test = TestDatabase.migrated();

    @AutoClose
    private final Database database = Database.open(test.jdbcUrl(), test.user(), test.password(), 4);

    private final Outbox outbox = new Outbox(database, clock, "node");

    @BeforeEach
    void twoCases() {
        for (long number : List.of(1L, 2L)) {
            database.jdbc().sql("""
                    insert into cases (number, version, tag, pool, subject, category, category_reason, priority, status,
                      opened, reopenings) values (?, 0, '', '', '', '', '', '', 'RECEIVED', ?, 0)""").params(number, Sql.time(START)).update();
        }
    }

    @Test
    void lettersAboutOneCaseToOneRecipientGoOneAfterTheOther() {
        add(1, "ann@example.com", null);
        add(1, "ann@example.com", null);
        add(1, "bob@example.com", null);
        add(2, "ann@example.com", null);

        assertThat(claim()).containsExactly(1L, 3L, 4L);
        assertThat(claim()).isEmpty();
        outbox.sent(1);
        assertThat(claim()).containsExactly(2L);
    }

    @Test
    void theNextLetterGoesWhenTheOneBeforeItIsRefusedForGood() {
        add(1, "ann@example.com", null);
        add(1, "ann@example.com", null);

        assertThat(claim()).containsExactly(1L);
        outbox.failed(1, "550 no such user");
        assertThat(claim()).containsExactly(2L);
    }

    @Test
    void aLetterThatIsTriedAgainLaterKeepsTheNextOneBack() {
        add(1, "ann@example.com", null);
        add(1, "ann@example.com", null);

        var first = outbox.claim(10).get(0);
        outbox.retry(first, "451 later");
        assertThat(claim()).isEmpty();
        clock.forward(Duration.ofSeconds(15));
        assertThat(claim()).containsExactly(1L);
    }

    @Test
    void rfc5321Section4_5_4_1ADeferredLetterWaitsLongerEachTimeAndIsGivenUpAfterFiveDays() {
        add(1, "ann@example.com", null);
        add(1, "ann@example.com", null);

        var seconds = new ArrayList<Long>();
        var next = Optional.of(clock.instant());
        while (next.isPresent()) {
            var wait = Duration.between(clock.instant(), next.get());
            // The clock runs while we look at it.
            seconds.add(wait.plusMillis(500).toSeconds());
            clock.forward(wait);
            next = outbox.retry(outbox.claim(10).get(0), "451 later");
        }
        assertThat(seconds)
                .isSorted()
                .startsWith(0L, 15L, 30L, 60L, 120L)
                .endsWith(Duration.ofHours(4).toSeconds());
        assertThat(Duration.between(START, clock.instant())).isBetween(Duration.ofDays(5), Duration.ofHours(124));
        assertThat(claim()).as("the next one").containsExactly(2L);
    }

    /** The writer has seen that the first letter still waits; were he not heard, the second one would wait for ever. */
    @Test
    void aLetterWrittenWhileTheOneBeforeItIsSentIsNotForgotten() throws Exception {
        add(1, "ann@example.com", null);
        assertThat(claim()).containsExactly(1L);

        var written = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var writer = CompletableFuture.runAsync(() -> database.runInTransaction(() -> {
            add(1, "ann@example.com", null);
            written.countDown();
            Locks.await(mayCommit);
        }));
        Locks.await(written);
        var sender = CompletableFuture.runAsync(() -> outbox.sent(1));
        Locks.awaitWaiting(database);
        mayCommit.countDown();
        writer.get(10, TimeUnit.SECONDS);
        sender.get(10, TimeUnit.SECONDS);

        assertThat(claim()).containsExactly(2L);
    }

    @Test
    void acknowledgementsAreCountedByTheHour() {
        var hourAgo = START.minus(Duration.ofHours(1));
        assertThat(outbox.hasAcknowledged(2, hourAgo)).isFalse();
        add(1, "ann@example.com", LetterOrder.AUTO_REPLIED);
        add(1, "bob@example.com", LetterOrder.AUTO_GENERATED);
        assertThat(outbox.hasAcknowledged(2, hourAgo)).isFalse();
        add(2, "ann@example.com", LetterOrder.AUTO_REPLIED);
        assertThat(outbox.hasAcknowledged(2, hourAgo)).isTrue();
        assertThat(outbox.hasAcknowledged(2, START.plusSeconds(60))).isFalse();
    }

    @Test
    void noneAtAllIsAlwaysReached() {
        assertThat(outbox.hasAcknowledged(0, START)).isTrue();
    }

    private List<Long> claim() {
        return outbox.claim(10).stream().map(OutboxRow::id).toList();
    }

    private void add(long caseNumber, String to, @Nullable String auto) {
        long id = outbox.nextId();
        outbox.add(new OutboxRow(
                id,
                caseNumber,
                "customer",
                "letter",
                Address.of(to),
                Address.of("support@shop.test"),
                null,
                "",
                id + "@shop.test",
                "Your question",
                "Thank you.",
                null,
                auto,
                null,
                List.of(),
                List.of(),
                null,
                clock.instant(),
                0));
    }
}
