package dromos.store;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.MailIdentity;
import dromos.mail.RawMail;
import dromos.testing.MailBuilder;
import dromos.testing.MovableClock;
import dromos.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which message may be worked on, and which has to wait for another one. */
class InboxTest {
    private final MovableClock clock = MovableClock.at(Instant.parse("2026-03-02T09:00:00Z"));

    @AutoClose
    private final TestDatabase test = TestDatabase.migrated();

    @AutoClose
    private final Database database = Database.open(test.jdbcUrl(), test.user(), test.password(), 6);

    private final Inbox inbox = new Inbox(database, new RawStore(database), clock, "node");
    private long uid;

    @BeforeEach
    void nothingWaits() {
        assertThat(inbox.claim(10)).isEmpty();
    }

    @Test
    void messagesOfOneCorrespondentAreClaimedOneAfterTheOther() {
        store(aMail().from("ann@example.com"), aMail().from("ann@example.com"), aMail().from("bob@example.com"));

        assertThat(inbox.claim(10)).containsExactly(1L, 3L);
        assertThat(inbox.claim(10)).isEmpty();
        finish(1);
        assertThat(inbox.claim(10)).containsExactly(2L);
    }

    @Test
    void messagesOfOthersAreNotWaitedFor() {
        store(aMail().from("ann@example.com"));
        store(aMail().from("bob@example.com"), aMail().from("ann@example.com"));

        assertThat(inbox.claim(10)).containsExactly(1L, 2L);
        finish(1);
        assertThat(inbox.claim(10)).containsExactly(3L);
    }

    @Test
    void anAnswerWaitsForEveryMessageThatItAnswers() {
        store(
                aMail().from("ann@example.com").messageId("first@example.com"),
                aMail().from("bob@example.com").messageId("second@example.com"));
        store(aMail().from("eve@example.com")
                .header("In-Reply-To", "<second@example.com>")
                .header("References", "<first@example.com> <second@example.com>"));

        assertThat(inbox.claim(10)).containsExactly(1L, 2L);
        finish(2);
        assertThat(inbox.claim(10)).isEmpty();
        finish(1);
        assertThat(inbox.claim(10)).containsExactly(3L);
    }

    @Test
    void aQuarantinedMessageLetsTheOnesBehindItPass() {
        store(aMail().from("ann@example.com"), aMail().from("ann@example.com"));

        assertThat(inbox.claim(10)).containsExactly(1L);
        inbox.quarantine(1, "unreadable", "");
        assertThat(inbox.claim(10)).containsExactly(2L);
    }

    @Test
    void aPostponedMessageKeepsItsPlaceBeforeTheNextOfItsCorrespondent() {
        store(aMail().from("ann@example.com"), aMail().from("ann@example.com"), aMail().from("bob@example.com"));

        assertThat(inbox.claim(1)).containsExactly(1L);
        inbox.defer(1, Duration.ofMinutes(1), "the database is busy");
        assertThat(inbox.claim(10)).containsExactly(3L);
        clock.forward(Duration.ofMinutes(1));
        assertThat(inbox.claim(10)).containsExactly(1L);
    }

    /** Without waiting for it, the new message would be blocked by one that is done, and for ever. */
    @Test
    void aMessageStoredWhileItsPredecessorIsFinishedIsNotForgotten() throws Exception {
        store(aMail().from("ann@example.com"));
        assertThat(inbox.claim(10)).containsExactly(1L);

        var finished = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var line = CompletableFuture.runAsync(() -> database.runInTransaction(() -> {
            inbox.lock(1);
            finish(1);
            finished.countDown();
            Locks.await(mayCommit);
        }));
        Locks.await(finished);
        var intake = CompletableFuture.runAsync(() -> store(aMail().from("ann@example.com")));
        Locks.awaitWaiting(database);
        mayCommit.countDown();
        line.get(10, TimeUnit.SECONDS);
        intake.get(10, TimeUnit.SECONDS);

        assertThat(inbox.claim(10)).containsExactly(2L);
    }

    /** Each of the two intakes stores its mail before it can see the other's. */
    @Test
    void mailOfOneCorrespondentStoredAtTheSameMomentIsWorkedOnInOrder() throws Exception {
        var stored = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var slow = CompletableFuture.runAsync(() -> database.runInTransaction(() -> {
            store(aMail().from("ann@example.com"));
            stored.countDown();
            Locks.await(mayCommit);
        }));
        Locks.await(stored);
        store(aMail().from("ann@example.com"));
        mayCommit.countDown();
        slow.get(10, TimeUnit.SECONDS);

        assertThat(inbox.claim(10)).containsExactly(1L);
        finish(1);
        assertThat(inbox.claim(10)).containsExactly(2L);
    }

    @Test
    void aMessageIdThatNoIndexCouldHoldDoesNotKeepItsChunkOut() {
        var random = new Random(7);
        var id = random.ints(899, 0x4E00, 0x9FFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        store(aMail().from("ann@example.com").messageId(id), aMail().from("bob@example.com"));

        assertThat(inbox.claim(10)).containsExactly(1L, 2L);
    }

    @Test
    void aMailOfWhichTheServerToldAnotherSizeIsReadBackWhole() throws IOException {
        for (var size : List.of(1, 1 << 20, (1 << 20) + 1, 3 << 20)) {
            var bytes = "Subject: x\n\n".concat("x".repeat(size)).getBytes(StandardCharsets.US_ASCII);
            var raw = new RawMail(7, RawMail.of(bytes).source());
            var identity = MailIdentity.of(raw);
            var arrival = new Arrival("support", 1L, ++uid, clock.instant(), identity.size(), identity, raw, null);
            database.runInTransaction(() -> inbox.add(List.of(arrival)));

            assertThat(inbox.raw(uid).open().readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aMailOfNoBytesIsStoredToo() throws IOException {
        var nothing = RawMail.of(new byte[0]);
        database.runInTransaction(() -> inbox.add(
                List.of(new Arrival("support", 1L, 1L, clock.instant(), 0, identity(nothing), nothing, null))));

        assertThat(inbox.raw(1).open().readAllBytes()).isEmpty();
    }

    @Test
    void whatADyingProcessHadInHandWaitsLongerEachTime() {
        store(aMail().from("ann@example.com"));
        assertThat(inbox.claim(1)).containsExactly(1L);
        inbox.releaseClaims();
        assertThat(inbox.claim(1)).as("after the first death").isEmpty();
        clock.forward(Duration.ofSeconds(1));
        assertThat(inbox.claim(1)).as("a second later").containsExactly(1L);
        inbox.releaseClaims();
        store(aMail().from("bob@example.com"));
        clock.forward(Duration.ofSeconds(2));
        assertThat(inbox.claim(1)).as("after the second death").containsExactly(2L);
        clock.forward(Duration.ofSeconds(1));
        assertThat(inbox.claim(1)).as("three seconds later").containsExactly(1L);
    }

    @Test
    void theSameMailInOneChunkIsStoredOnceAndTheOtherIsItsDuplicate() throws IOException {
        var mail = aMail().from("ann@example.com");
        store(mail, mail);

        assertThat(inbox.claim(10)).containsExactly(1L);
        finish(1);
        assertThat(inbox.claim(10)).containsExactly(2L);
        var duplicate = Objects.requireNonNull(inbox.lock(2));
        assertThat(duplicate.duplicateOf()).isEqualTo(1L);
        assertThat(duplicate.raw().open().readAllBytes()).isEqualTo(mail.bytes());
    }

    @Test
    void aUidThatTheMailboxShowedBeforeIsLeftOut() {
        var known = arrival(aMail());
        assertThat(inbox.add(List.of(known))).isEqualTo(1);
        assertThat(inbox.add(List.of(known, arrival(aMail())))).isEqualTo(1);
    }

    @Test
    void mailOverAMegabyteIsReadBackAsItCame() throws IOException {
        var large = aMail().text("A line of forty characters, more or less.\n".repeat(60_000));
        store(aMail(), large, aMail());

        assertThat(inbox.raw(2).open().readAllBytes()).isEqualTo(large.bytes());
    }

    /** A claim must cost the same whether ten messages wait or ten thousand, of one correspondent or of many. */
    @Test
    void aClaimReadsOnlyWhatItTakes() {
        long few = blocksReadByAClaim(100);
        long many = blocksReadByAClaim(20_000);
        assertThat(many).isLessThan(2 * few);
    }

    private long blocksReadByAClaim(int waiting) {
        accounted(() -> database.jdbc()
                .sql("""
                insert into message (id, source, received, size, sender, lane, next_try, blocked_by)
                select nextval('message_id'), 'bulk', :now, 1, '', n %% 500, :now,
                  case when n > 500 then array[1::bigint] else '{}' end from generate_series(1, %d) n""".formatted(waiting))
                .param("now", Sql.time(clock.instant()))
                .update());
        database.jdbc().sql("analyze message").update();
        accounted(() -> assertThat(inbox.claim(16)).hasSize(16));
        long before = blocks();
        accounted(() -> assertThat(inbox.claim(16)).hasSize(16));
        return blocks() - before;
    }

    /** PostgreSQL adds what a connection has read to the account now, not some time later. */
    private void accounted(Runnable work) {
        database.runInTransaction(() -> {
            work.run();
            database.jdbc()
                    .sql("select pg_stat_force_next_flush()")
                    .query((row, i) -> "")
                    .list();
        });
    }

    private long blocks() {
        return database.jdbc()
                .sql("select heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read from pg_statio_user_tables"
                        + " where relname = 'message'")
                .query(Long.class)
                .single();
    }

    private void store(MailBuilder... mails) {
        var arrivals = Arrays.stream(mails).map(this::arrival).toList();
        database.runInTransaction(() -> inbox.add(arrivals));
    }

    private Arrival arrival(MailBuilder mail) {
        var raw = RawMail.of(mail.bytes());
        return new Arrival("support", 1L, ++uid, clock.instant(), raw.size(), identity(raw), raw, null);
    }

    private static @Nullable MailIdentity identity(RawMail raw) {
        try {
            return MailIdentity.of(raw);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void finish(long id) {
        database.runInTransaction(() -> inbox.finish(id, Fate.NEW_CASE, null, "tried", null));
    }
}
