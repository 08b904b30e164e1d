package dromos.mailbox;

import static dromos.mailbox.MailboxRoute.account;
import static dromos.mailbox.MailboxRoute.idling;
import static dromos.mailbox.MailboxRoute.in;
import static dromos.mailbox.MailboxRoute.with;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dromos.testing.Dovecot;
import dromos.testing.TcpProxy;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailboxDovecotTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static Dovecot shared;
    private static int users;

    private final Shelf shelf = new Shelf();
    private final String user = "user" + users++;
    private Dovecot dovecot;

    @BeforeAll
    static void startServer() {
        shared = Dovecot.start();
    }

    @BeforeEach
    void useServer() {
        dovecot = shared;
    }

    @AfterAll
    static void stopServer() {
        if (shared != null) {
            shared.close();
        }
    }

    @Test
    void takesEveryMailRawAndByteExact() throws Exception {
        byte[] odd = mail("odd", "bare \u00e4\u0080 bytes)\r\n* 1 FETCH (UID 9)\r\n");
        deliver("one", "two");
        dovecot.deliver(user, odd);
        MailboxRoute.run(account(dovecot.port(), user), shelf, route -> {
            awaitStored(3);
        });
        assertThat(shelf.subjects()).containsExactly("one", "two", "odd");
        assertThat(shelf.stored().get(2).sha256()).isEqualTo(sha256(odd));
        assertThat(shelf.listedCount()).isEqualTo(3);
    }

    @Test
    void rfc3501Section6_4_5FetchingByPeekNeverSetsSeen() throws Exception {
        deliver("one");
        MailboxRoute.run(account(dovecot.port(), user), shelf, route -> {
            awaitMarkedUpTo(1);
        });
        assertThat(flags("INBOX")).singleElement().satisfies(flags -> {
            assertThat(flags.contains(Flags.Flag.SEEN)).isFalse();
            assertThat(flags.contains("$Taken")).isTrue();
        });
    }

    @Test
    void aColleagueWhoReadsAMailHidesNothing() throws Exception {
        deliver("one", "two");
        colleague("INBOX", folder -> {
            for (Message message : folder.getMessages()) {
                message.setFlag(Flags.Flag.SEEN, true);
            }
        });
        MailboxRoute.run(account(dovecot.port(), user), shelf, route -> {
            awaitStored(2);
        });
    }

    @Test
    void keepOpensTheFolderReadOnly() throws Exception {
        deliver("one");
        MailboxRoute.run(with(account(dovecot.port(), user), new AfterCommit.Keep()), shelf, route -> {
            awaitMarkedUpTo(1);
        });
        assertThat(flags("INBOX").get(0).contains(Flags.Flag.RECENT)).isTrue();
        assertThat(flags("INBOX").get(0).getUserFlags()).isEmpty();
    }

    @Test
    void cutsChunksByCountAndByBytes() throws Exception {
        for (int i = 0; i < 7; i++) {
            dovecot.deliver(user, mail("m" + i, "x".repeat(10_000)));
        }
        Limits limits = Limits.usual().withChunks(3, 25_000);
        MailboxRoute.run(with(account(dovecot.port(), user), limits), shelf, route -> {
            awaitStored(7);
        });
        assertThat(shelf.chunks()).containsExactly(2, 2, 2, 1);
    }

    @Test
    void goesOnWhereItStoppedAndFindsNewMailByPolling() throws Exception {
        deliver("one");
        MailboxRoute.run(account(dovecot.port(), user), shelf, route -> {
            awaitStored(1);
        });
        deliver("two");
        MailboxRoute.run(account(dovecot.port(), user), shelf, route -> {
            awaitStored(2);
            deliver("three");
            awaitStored(3);
        });
        assertThat(shelf.subjects()).containsExactly("one", "two", "three");
        assertThat(shelf.listedCount()).isEqualTo(3);
    }

    @Test
    void rfc3501Section2_3_1_1NewUidValidityMeansANewScan() throws Exception {
        makeFolderWith("Inquiries", "one");
        var account = in(account(dovecot.port(), user), "Inquiries");
        MailboxRoute.run(account, shelf, route -> {
            awaitStored(1);
        });
        colleague(null, folder -> folder.getFolder("Inquiries").delete(true));
        makeFolderWith("Inquiries", "one");
        MailboxRoute.run(account, shelf, route -> {
            awaitStored(2);
        });
        assertThat(shelf.subjects()).containsExactly("one", "one");
        assertThat(shelf.cursors()).hasSize(2);
    }

    @Test
    void rfc3501Section7_4_1AMailExpungedBeforeItIsFetchedIsCountedAsGone() throws Exception {
        deliver("one", "two", "three", "four");
        shelf.before(chunk -> {
            if (chunk.lastUid() == 1) {
                // Dovecot may show the last one a moment later; what was never listed cannot be gone.
                assertThat(shelf.listedCount()).isEqualTo(4);
                expunge("four");
            }
        });
        // Two per chunk would fetch ahead; the mail must vanish between the listing and its fetch.
        Limits limits = Limits.usual().withChunks(1, 1);
        MailboxRoute.run(with(account(dovecot.port(), user), limits), shelf, route -> {
            await().atMost(LONG).untilAsserted(() -> assertThat(shelf.goneCount())
                    .as("gone; stored %s, looks %s", shelf.subjects(), shelf.looks())
                    .isEqualTo(1));
        });
        assertThat(shelf.subjects()).containsExactly("one", "two", "three");
        assertThat(shelf.listedCount()).isEqualTo(4);
    }

    @Test
    void aFailingHandlerLeavesCursorAndFlagsAlone() throws Exception {
        deliver("one", "two");
        var failing = new AtomicReference<>(new IllegalStateException("the database is down"));
        shelf.before(chunk -> {
            if (failing.get() != null) {
                throw failing.get();
            }
        });
        MailboxRoute.run(with(account(dovecot.port(), user), new AfterCommit.Delete()), shelf, route -> {
            await().atMost(LONG).until(() -> lookFailedWith("the database is down"));
            assertThat(shelf.stored()).isEmpty();
            assertThat(flags("INBOX")).hasSize(2).noneMatch(flags -> flags.contains(Flags.Flag.DELETED));
            failing.set(null);
            awaitStored(2);
            await().atMost(LONG).until(() -> flags("INBOX").isEmpty());
        });
    }

    @Test
    void aRouteThatReturnsWithoutCommittingIsAFailure() throws Exception {
        deliver("one");
        MailboxRoute.run(account(dovecot.port(), user), shelf, route -> {
            awaitStored(1);
            route.camel.getRouteController().stopRoute("intake-support");
            route.camel.removeRoute("intake-support");
            route.camel.addRoutes(new org.apache.camel.builder.RouteBuilder() {
                @Override
                public void configure() {
                    from("mailbox:support").routeId("forgetful").log("forgotten");
                }
            });
            deliver("two");
            await().atMost(LONG).until(() -> lookFailedWith("did not commit"));
        });
        assertThat(flags("INBOX").get(1).contains("$Taken")).isFalse();
    }

    @Test
    void movesOnlyWhatIsCommitted() throws Exception {
        deliver("one", "two");
        shelf.before(chunk -> assertThat(flags("INBOX")).hasSize(2));
        var account = with(account(dovecot.port(), user), new AfterCommit.Move("Done & filed"));
        MailboxRoute.run(account, shelf, route -> awaitMarkedUpTo(2));
        assertThat(flags("INBOX")).isEmpty();
        assertThat(flags("Done & filed")).hasSize(2).noneMatch(flags -> flags.contains(Flags.Flag.DELETED));
    }

    @Test
    void movesWithoutTheMoveExtensionToo() throws Exception {
        try (Dovecot old = Dovecot.start("imap_capability = IMAP4rev1 UIDPLUS LITERAL+")) {
            dovecot = old;
            movesOnlyWhatIsCommitted();
        }
    }

    @Test
    void rfc9051Section6_4_9ExpungesByUidOnly() throws Exception {
        deliver("ours");
        shelf.after(chunk -> {
            dovecot.deliver(user, mail("colleague's", "x"));
            colleague("INBOX", folder -> folder.getMessage(2).setFlag(Flags.Flag.DELETED, true));
            shelf.before(next -> {
                throw new IllegalStateException("not yet");
            });
        });
        MailboxRoute.run(with(account(dovecot.port(), user), new AfterCommit.Delete()), shelf, route -> {
            await().atMost(LONG).until(() -> lookFailedWith("not yet"));
        });
        assertThat(flags("INBOX")).singleElement().matches(flags -> flags.contains(Flags.Flag.DELETED));
    }

    @Test
    void marksCutOffAfterTheCommitAreDoneAgain() throws Exception {
        deliver("one", "two");
        try (var proxy = new TcpProxy(dovecot.port(), Duration.ZERO)) {
            shelf.after(chunk -> {
                shelf.after(next -> {});
                proxy.cut();
            });
            var account = with(account(proxy.port(), user), new AfterCommit.Move("Done"));
            MailboxRoute.run(account, shelf, route -> {
                awaitMarkedUpTo(2);
            });
        }
        assertThat(shelf.subjects()).containsExactly("one", "two");
        assertThat(flags("Done")).hasSize(2);
    }

    @Test
    void aMailOverTheLimitIsRefusedAndStaysWhereItIs() throws Exception {
        dovecot.deliver(user, mail("big", "x".repeat(50_000)));
        deliver("small");
        var account = with(
                with(account(dovecot.port(), user), new AfterCommit.Delete()),
                Limits.usual().withMaxSize(10_000));
        MailboxRoute.run(account, shelf, route -> {
            awaitMarkedUpTo(2);
        });
        assertThat(shelf.stored().get(0).refusal())
                .startsWith("larger than allowed: 50")
                .endsWith("limit is 10000");
        assertThat(shelf.subjects().get(1)).isEqualTo("small");
        assertThat(flags("INBOX")).hasSize(1);
    }

    @Test
    void aLargeMailIsStreamedAndTheNextOnesFollow() throws Exception {
        byte[] large = large((5 << 20) + 1);
        deliver("before");
        dovecot.deliver(user, large);
        deliver("after");
        Limits limits = Limits.usual().withChunks(2, 8 << 20);
        MailboxRoute.run(with(account(dovecot.port(), user), limits), shelf, route -> awaitMarkedUpTo(3));
        assertThat(shelf.stored().get(1).sha256()).isEqualTo(sha256(large));
        assertThat(shelf.stored().get(1).length()).isEqualTo(large.length);
        assertThat(shelf.subjects()).containsExactly("before", "large", "after");
    }

    @Test
    void aLargeMailPassesThroughAHeapSmallerThanItself() throws Exception {
        byte[] large = large(48 << 20);
        dovecot.deliver(user, large);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamInSmallHeap.class.getName(),
                        String.valueOf(dovecot.port()),
                        user)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(output).contains("sha256=" + sha256(large));
    }

    @Test
    void aStreamedMailCannotBeReadOnceItsChunkIsHandled() throws Exception {
        dovecot.deliver(user, large(5 << 20));
        var kept = new ArrayList<Content.Raw>();
        shelf.before(chunk -> kept.add((Content.Raw) chunk.mails().get(0).content()));
        MailboxRoute.run(account(dovecot.port(), user), shelf, route -> {
            awaitMarkedUpTo(1);
        });
        assertThatThrownBy(() -> kept.get(0).open()).hasMessageContaining("while its chunk is handled");
    }

    @Test
    void headersOfAMailSteerNothing() throws Exception {
        String forged = """
                moveTo: Stolen
                delete: true
                CamelFileName: /tmp/x
                CamelSqlQuery: drop
                mail.smtp.socks.host: 127.0.0.1
                mail.smtp.proxy.host: 127.0.0.1
                Subject: forged

                hello
                """;
        dovecot.deliver(user, forged.replace("\n", "\r\n").getBytes(ISO_8859_1));
        MailboxRoute.run(account(dovecot.port(), user), shelf, route -> {
            awaitMarkedUpTo(1);
        });
        assertThat(shelf.headers()).singleElement().satisfies(headers -> assertThat(headers)
                .isEmpty());
        assertThat(flags("INBOX")).hasSize(1);
        colleague(
                null,
                root -> assertThat(root.list("*")).extracting(Folder::getName).containsExactly("INBOX"));
    }

    @Test
    void aWrongPasswordIsReportedAndTheRightOneRecovers() throws Exception {
        deliver("one");
        var password = new AtomicReference<>("wrong-canary");
        var account = with(account(dovecot.port(), user), new Credentials.Password(password::get));
        MailboxRoute.run(account, shelf, route -> {
            await().atMost(LONG).until(() -> lookFailedWith("login refused"));
            assertThat(shelf.looks().toString()).doesNotContain("canary");
            password.set(Dovecot.PASSWORD);
            awaitStored(1);
            await().atMost(LONG)
                    .until(() -> Objects.requireNonNull(shelf.lastLook()).error() == null);
        });
    }

    @Test
    void aServerThatIsDownAtTheStartIsWaitedFor() throws Exception {
        try (Dovecot own = Dovecot.start()) {
            own.deliver(user, mail("one", "Hello"));
            own.stop();
            MailboxRoute.run(account(own.port(), user), shelf, route -> {
                await().atMost(LONG).until(() -> lookFailedWith("Connection refused"));
                own.restart();
                awaitStored(1);
            });
        }
    }

    @Test
    void anErrorInTheRouteDoesNotEndTheWatch() throws Exception {
        deliver("one");
        shelf.before(chunk -> {
            shelf.before(next -> {});
            throw new StackOverflowError("deep");
        });
        MailboxRoute.run(account(dovecot.port(), user), shelf, route -> {
            awaitStored(1);
        });
    }

    @Test
    void rfc2177Section3IdleTellsOfNewMailAtOnce() throws Exception {
        MailboxRoute.run(idling(account(dovecot.port(), user), Duration.ofMinutes(5)), shelf, route -> {
            await().atMost(LONG).until(() -> shelf.looks().size() == 1);
            deliver("one");
            await().atMost(Duration.ofSeconds(2)).until(() -> shelf.stored().size() == 1);
        });
    }

    @Test
    void rfc2177Section3IdleIsReissuedAndPollingGoesOnBehindIt() throws Exception {
        MailboxRoute.run(idling(account(dovecot.port(), user), Duration.ofMillis(200)), shelf, route -> {
            await().atMost(LONG).until(() -> shelf.looks().size() >= 5);
            deliver("one");
            awaitStored(1);
        });
        assertThat(shelf.looks()).allMatch(look -> look.error() == null);
    }

    @Test
    void stopsAtOnceWhileIdle() throws Exception {
        var route = MailboxRoute.start(idling(account(dovecot.port(), user), Duration.ofMinutes(5)), shelf);
        await().atMost(LONG).until(() -> shelf.looks().size() == 1);
        assertThat(millis(route::close)).isLessThan(2_000);
    }

    @Test
    void stopsSoonThoughTheServerIsSilent() throws Exception {
        try (var proxy = new TcpProxy(dovecot.port(), Duration.ZERO)) {
            var route = MailboxRoute.start(account(proxy.port(), user), shelf);
            await().atMost(LONG).until(() -> shelf.looks().size() == 1);
            proxy.stall();
            int before = shelf.looks().size();
            await().pollDelay(Duration.ofMillis(600)).until(() -> shelf.looks().size() == before);
            assertThat(millis(route::close)).isLessThan(2_000);
        }
    }

    @Test
    void aSilentServerIsLeftAfterTheReadTimeOut() throws Exception {
        deliver("one");
        Limits usual = Limits.usual();
        Limits impatient =
                new Limits(200, 1 << 20, 1 << 20, 1 << 20, usual.connect(), Duration.ofMillis(500), usual.write());
        try (var proxy = new TcpProxy(dovecot.port(), Duration.ZERO)) {
            proxy.stall();
            MailboxRoute.run(with(account(proxy.port(), user), impatient), shelf, route -> {
                await().atMost(LONG).until(() -> lookFailedWith("imed out"));
                proxy.resume();
                awaitStored(1);
            });
        }
    }

    @Test
    void aSuspendedRouteTakesNothingAndAResumedOneGoesOn() throws Exception {
        MailboxRoute.run(account(dovecot.port(), user), shelf, route -> {
            await().atMost(LONG).until(() -> shelf.looks().size() == 1);
            route.camel.getRouteController().suspendRoute("intake-support");
            int looks = shelf.looks().size();
            deliver("one");
            await().pollDelay(Duration.ofSeconds(1)).until(() -> shelf.looks().size() == looks);
            assertThat(shelf.stored()).isEmpty();
            route.camel.getRouteController().resumeRoute("intake-support");
            awaitStored(1);
        });
    }

    @Test
    void aCutOnEveryChunkLosesAndDoublesNothing() throws Exception {
        for (int i = 0; i < 40; i++) {
            dovecot.deliver(user, mail("m" + i, "x".repeat(2_000)));
        }
        try (var proxy = new TcpProxy(dovecot.port(), Duration.ZERO)) {
            var everyThird = new int[1];
            shelf.after(chunk -> {
                if (everyThird[0]++ % 3 == 0) {
                    proxy.cut();
                }
            });
            Limits limits = Limits.usual().withChunks(5, 1 << 20);
            MailboxRoute.run(with(account(proxy.port(), user), limits), shelf, route -> {
                awaitMarkedUpTo(40);
            });
        }
        assertThat(shelf.stored())
                .extracting(Shelf.Stored::uid)
                .doesNotHaveDuplicates()
                .hasSize(40);
        assertThat(flags("INBOX")).allMatch(flags -> flags.contains("$Taken"));
    }

    private boolean lookFailedWith(String text) {
        return shelf.looks().stream()
                .anyMatch(look -> look.error() != null && look.error().contains(text));
    }

    private void awaitStored(int count) {
        await().atMost(LONG).until(() -> shelf.stored().size() == count);
    }

    private void awaitMarkedUpTo(long uid) {
        await().atMost(LONG).until(() -> shelf.cursors().stream().anyMatch(cursor -> cursor.markedUid() == uid));
    }

    private void deliver(String... subjects) {
        for (String subject : subjects) {
            dovecot.deliver(user, mail(subject, "Hello"));
        }
    }

    private static byte[] mail(String subject, String body) {
        return ("From: ann@example.org\r\nTo: support@example.com\r\nSubject: " + subject + "\r\n\r\n" + body + "\r\n")
                .getBytes(ISO_8859_1);
    }

    private static byte[] large(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i % 77 == 75 ? '\r' : i % 77 == 76 ? '\n' : 'a' + (bytes[i] & 15));
        }
        byte[] head = mail("large", "");
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static long millis(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** What a colleague does with his own mail client. */
    private interface Deed {
        void with(Folder folder) throws Exception;
    }

    private void colleague(@Nullable String name, Deed deed) throws Exception {
        try (Store store = dovecot.login(user)) {
            Folder folder = name == null ? store.getDefaultFolder() : store.getFolder(name);
            if (name != null) {
                folder.open(Folder.READ_WRITE);
            }
            deed.with(folder);
            if (name != null) {
                folder.close(false);
            }
        }
    }

    private List<Flags> flags(String name) throws Exception {
        List<Flags> all = new ArrayList<>();
        try (Store store = dovecot.login(user)) {
            Folder folder = store.getFolder(name);
            folder.open(Folder.READ_ONLY);
            for (Message message : folder.getMessages()) {
                all.add(message.getFlags());
            }
        }
        return all;
    }

    private void expunge(String subject) throws Exception {
        try (Store store = dovecot.login(user)) {
            Folder folder = store.getFolder("INBOX");
            folder.open(Folder.READ_WRITE);
            for (Message message : folder.getMessages()) {
                message.setFlag(Flags.Flag.DELETED, subject.equals(message.getSubject()));
            }
            folder.close(true);
        }
    }

    private void makeFolderWith(String name, String subject) throws Exception {
        colleague(null, root -> {
            Folder folder = root.getFolder(name);
            folder.create(Folder.HOLDS_MESSAGES);
            var in = new ByteArrayInputStream(mail(subject, "Hello"));
            folder.appendMessages(new Message[] {new MimeMessage((Session) null, in)});
        });
    }
}
