package dromos.mailbox;

import static dromos.mailbox.MailboxRoute.account;
import static dromos.mailbox.MailboxRoute.idling;
import static dromos.mailbox.MailboxRoute.secured;
import static dromos.mailbox.MailboxRoute.with;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import dromos.testing.Dovecot;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxComponentTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Shelf shelf = new Shelf();

    @Test
    void anUnknownMailboxIsRefusedWithTheNearestName() throws Exception {
        var component = new MailboxComponent();
        var known = account(1, "support");
        component.setAccounts(Map.of("support", known, "vouchers", known));
        try (var camel = new DefaultCamelContext()) {
            camel.addComponent("mailbox", component);
            assertThatThrownBy(() -> camel.getEndpoint("mailbox:suport"))
                    .hasRootCauseMessage("no mailbox is named 'suport'; the nearest is 'support' (see mailboxes.yaml)");
        }
    }

    @Test
    void theUriTakesNothingButTheName() throws Exception {
        var component = new MailboxComponent();
        component.setAccounts(Map.of("support", account(1, "support")));
        try (var camel = new DefaultCamelContext()) {
            camel.addComponent("mailbox", component);
            assertThatThrownBy(() -> camel.getEndpoint("mailbox:support?password=x"))
                    .hasMessageContaining("Unknown parameters");
        }
    }

    @Test
    void noSecretIsEverPrinted() {
        assertThat(account(1, "support").toString()).contains("Password[***]").doesNotContain(Dovecot.PASSWORD);
        assertThat(new Credentials.OAuth2(() -> "canary").toString()).isEqualTo("OAuth2[***]");
    }

    @Test
    void aTokenIsAskedForAtEachConnect() throws Exception {
        var asked = new AtomicInteger();
        try (var server = new ScriptedImap("AUTH=XOAUTH2 AUTH=PLAIN")) {
            var credentials = new Credentials.OAuth2(() -> "token-" + asked.incrementAndGet());
            MailboxRoute.run(with(account(server.port(), "ann"), credentials), shelf, route -> await().atMost(LONG)
                    .until(() -> server.commands("AUTHENTICATE").size() >= 2));
            assertThat(server.commands("AUTHENTICATE").subList(0, 2))
                    .containsExactly("AUTHENTICATE XOAUTH2", "AUTHENTICATE XOAUTH2");
            assertThat(server.secrets().subList(0, 2))
                    .extracting(secret -> new String(Base64.getDecoder().decode(secret), US_ASCII))
                    .containsExactly("user=ann\1auth=Bearer token-1\1\1", "user=ann\1auth=Bearer token-2\1\1");
        }
    }

    @Test
    void nothingIsSentInTheClearWhereStartTlsIsMissing() throws Exception {
        try (var server = new ScriptedImap("AUTH=PLAIN")) {
            var account = secured(account(server.port(), "ann"), Security.STARTTLS, server.port());
            MailboxRoute.run(account, shelf, route -> await().atMost(LONG)
                    .until(() -> !shelf.looks().isEmpty()));
            assertThat(shelf.looks().get(0).error()).contains("does not offer STARTTLS");
            assertThat(server.commands("AUTHENTICATE")).isEmpty();
            assertThat(server.commands("LOGIN")).isEmpty();
        }
    }

    /** Dovecot does so with a mail that another client has just expunged. */
    @ParameterizedTest
    @ValueSource(strings = {"NIL", "\"\""})
    void aMailDeliveredAsNothingIsGoneAndNotEmpty(String nothing) throws Exception {
        try (var server = new ScriptedImap("AUTH=PLAIN", command -> twoMails(command, nothing, ""))) {
            MailboxRoute.run(account(server.port(), "ann"), shelf, route -> await().atMost(LONG)
                    .until(() -> shelf.goneCount() == 1));
        }
        assertThat(shelf.subjects()).containsExactly("one");
    }

    @Test
    void aMailThatIsListedButNotDeliveredIsNotPassedBy() throws Exception {
        var still = "* 2 FETCH (UID 2 RFC822.SIZE 20)\r\n";
        try (var server = new ScriptedImap("AUTH=PLAIN", command -> twoMails(command, "NIL", still))) {
            MailboxRoute.run(account(server.port(), "ann"), shelf, route -> await().atMost(LONG)
                    .until(() -> shelf.looks().stream()
                            .anyMatch(look -> String.valueOf(look.error()).contains("does not deliver"))));
        }
        assertThat(shelf.stored()).isEmpty();
        assertThat(shelf.goneCount()).isZero();
    }

    /** Lists two mails at first, delivers the first, and the second as {@code body}; asked again it says {@code still}. */
    private static String twoMails(String command, String body, String still) {
        if (command.contains("BODY.PEEK")) {
            return "* 1 FETCH (UID 1 BODY[] {16}\r\nSubject: one\r\n\r\n)\r\n* 2 FETCH (UID 2 BODY[] " + body + ")\r\n";
        }
        return command.contains(" 1:*")
                ? "* 1 FETCH (UID 1 RFC822.SIZE 16)\r\n* 2 FETCH (UID 2 RFC822.SIZE 20)\r\n"
                : still;
    }

    @Test
    void worksWithGreenMailAndItsIdle() throws Exception {
        var greenMail = new GreenMail(ServerSetupTest.SMTP_IMAP.clone());
        try {
            greenMail.setUser("support@example.com", "support", Dovecot.PASSWORD);
            greenMail.start();
            GreenMailUtil.sendTextEmail(
                    "support@example.com",
                    "ann@example.org",
                    "one",
                    "Hello",
                    greenMail.getSmtp().getServerSetup());
            var account = idling(account(greenMail.getImap().getPort(), "support"), Duration.ofMinutes(5));
            MailboxRoute.run(with(account, new AfterCommit.Move("Done")), shelf, route -> {
                await().atMost(LONG).until(() -> shelf.subjects().contains("one"));
                await().atMost(LONG).until(() -> shelf.looks().size() == 1);
                GreenMailUtil.sendTextEmail(
                        "support@example.com",
                        "ann@example.org",
                        "two",
                        "Hello",
                        greenMail.getSmtp().getServerSetup());
                await().atMost(Duration.ofSeconds(3))
                        .until(() -> shelf.subjects().contains("two"));
            });
        } finally {
            greenMail.stop();
        }
        assertThat(shelf.looks()).allMatch(look -> look.error() == null);
    }

    @Test
    void aMailLargerThanAChunkIsAChunkOfItsOwn() {
        Limits limits = Limits.usual().withChunks(10, 100);
        List<Listed> listing = LongStream.of(10, 60, 30, 500, 20)
                .mapToObj(size -> new Listed(size, size))
                .toList();
        assertThat(Listed.inChunks(listing, limits)).extracting(List::size).containsExactly(3, 1, 1);
    }

    @Test
    void waitsGrowToAMinuteAndDiffer() {
        var backoff = new Backoff();
        List<Duration> waits =
                LongStream.range(0, 40).mapToObj(i -> backoff.next()).toList();
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMinutes(1)) <= 0);
        assertThat(waits.subList(10, 40)).allMatch(wait -> wait.compareTo(Duration.ofSeconds(30)) >= 0);
        assertThat(waits.subList(10, 40).stream().distinct().count()).isGreaterThan(20);
    }
}
