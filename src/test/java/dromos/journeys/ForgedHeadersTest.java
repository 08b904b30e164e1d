package dromos.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dromos.app.RouteCheck;
import dromos.app.RoutesKnow;
import dromos.testing.Agora;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Camel's mail component turns headers of a mail into headers of the exchange, where they steer endpoints
 * (CVE-2026-33454, CVE-2026-46584). None of them does anything here, neither in a supervised mailbox nor in a route
 * that an engineer adds as the how-to shows it.
 */
@Tag("journey")
class ForgedHeadersTest {
    private static final Path HOW_TO = Path.of("docs/how-to/own-imap-route.md");
    private static final String ARCHIVE = "archive@agora.example";
    private static final String COPIED = "copied@agora.example";
    private static final String COPIES = "copies@agora.example";
    private static final String POPPED = "popped@agora.example";
    private static final String MALLORY = "mallory@elsewhere.example";
    private static final List<String> BOXES = List.of("support@agora.example", ARCHIVE, COPIED);

    @TempDir
    static Path folder;

    private static Agora agora;
    private static ServerSocket proxy;
    private static GreenMail pop;

    record Forged(String name, String value) {
        @Override
        public String toString() {
            return name + ": " + value;
        }
    }

    static List<Forged> headers() {
        return List.of(
                new Forged("moveTo", "Trash"),
                new Forged("copyTo", "Stolen"),
                new Forged("delete", "true"),
                new Forged("CamelFileName", "../stolen"),
                new Forged("CamelHttpUri", "http://127.0.0.1:PROXY/"),
                new Forged("cAmElJpaParameters", "{number=1}"),
                new Forged("CamelMailAlternativeBody", "mail_alternativeBody"),
                new Forged("mail.smtp.socks.host", "127.0.0.1"),
                new Forged("mail.smtp.proxy.host", "127.0.0.1"),
                new Forged("breadcrumbId", "forged"),
                new Forged("contentType", "text/html"));
    }

    @BeforeAll
    static void openShop() throws Exception {
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        pop = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_POP3));
        pop.start();
        pop.setUser(POPPED, POPPED, POPPED);
        agora = Agora.open(folder);
        for (var box : BOXES) {
            agora.person("postmaster@agora.example").writes(box, "Opened", "The first mail opens the box.");
        }
        addRoutes();
        agora.restart();
        agora.settle();
    }

    @AfterAll
    static void closeShop() throws IOException {
        agora.close();
        pop.stop();
        proxy.close();
    }

    /** The route of the how-to, for the server of this test and with a look at what it sees; and one that sends. */
    private static void addRoutes() throws IOException {
        var fences = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(HOW_TO));
        var route = fences.results()
                .map(fence -> fence.group(1))
                .filter(yaml -> yaml.contains("uri: imaps:"))
                .findFirst()
                .orElseThrow()
                .replace("imaps:imap.agora.example", "imap:127.0.0.1:" + agora.imapPort())
                .replace("delay: 10000", "delay: 100")
                .replace("- to: direct:hand-in", "- to: mock:seen\n        - to: direct:hand-in");
        Files.writeString(folder.resolve("config/secrets/ARCHIVE_PASSWORD"), ARCHIVE);
        Files.setPosixFilePermissions(
                folder.resolve("config/secrets/ARCHIVE_PASSWORD"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("routes/15-archive-mailbox.camel.yaml"), route);
        Files.writeString(
                folder.resolve("routes/16-copies.camel.yaml"),
                route.replace("archiveLogin", "copiedLogin")
                        .replace("archive-mailbox", "copies")
                        .replace(ARCHIVE, COPIED)
                        .replace("{{secret:ARCHIVE_PASSWORD}}", COPIED)
                        .replace("mapMailMessage: false", "mapMailMessage: true")
                        .replace(
                                "- to: mock:seen\n        - to: direct:hand-in",
                                "- to: smtp:127.0.0.1:" + agora.smtpPort() + "?to=" + COPIES + "&from=" + COPIED));
        Files.writeString(
                folder.resolve("routes/17-popped.camel.yaml"),
                route.replace("archiveLogin", "poppedLogin")
                        .replace("archive-mailbox", "popped")
                        .replace(ARCHIVE, POPPED)
                        .replace("{{secret:ARCHIVE_PASSWORD}}", POPPED)
                        .replace(
                                "imap:127.0.0.1:" + agora.imapPort(),
                                "pop3:127.0.0.1:" + pop.getPop3().getPort())
                        .replace("peek: true", "delete: true"));
        assertThat(RouteCheck.check(folder.resolve("routes"), RoutesKnow.ALL)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("headers")
    @DisplayName("A forged header moves nothing, deletes nothing and sends nothing elsewhere")
    void aForgedHeaderChangesNothing(Forged header) throws Exception {
        var before = new TreeMap<String, Integer>();
        BOXES.forEach(box -> before.putAll(folders(box)));
        var seen = MockEndpoint.resolve(agora.router().context(), "mock:seen");
        seen.reset();
        // Camel reads the headers of a POP3 mail when they are asked for, which a closed folder cannot answer.
        var names = new ConcurrentLinkedQueue<Set<String>>();
        seen.whenAnyExchangeReceived(
                exchange -> names.add(Set.copyOf(exchange.getIn().getHeaders().keySet())));
        var copies = agora.person(COPIES);
        var sent = copies.inbox().size();
        var cases = agora.casesOf(MALLORY);
        for (var box : BOXES) {
            agora.person(MALLORY).writes(box, "Forged " + header.name(), "To " + box, mail -> forge(mail, header));
        }
        deliverByPop(header);

        Awaitility.await("the routes of the engineer")
                .atMost(Duration.ofSeconds(15))
                .until(() -> seen.getReceivedCounter() == 2 && copies.inbox().size() == sent + 1);
        agora.settle();

        assertThat(names).hasSize(2).allSatisfy(headers -> assertThat(headers)
                .isSubsetOf("From", "Subject", "Date", "Message-ID", Exchange.MESSAGE_TIMESTAMP)
                .doesNotContain(header.name()));
        assertThat(agora.casesOf(MALLORY))
                .as("one case each: by mailbox:, by imap: and by pop3:")
                .isEqualTo(cases + 3);
        assertThat(contacted()).as("the planted proxy was contacted").isFalse();
        var after = new TreeMap<String, Integer>();
        BOXES.forEach(box -> after.putAll(folders(box)));
        before.replaceAll((name, count) -> count + (name.endsWith("/INBOX") ? 1 : 0));
        assertThat(after).isEqualTo(before);
        assertThat(agora.quarantine()).isEmpty();
    }

    private static void forge(MimeMessage mail, Forged header) throws MessagingException {
        mail.setHeader(header.name(), header.value().replace("PROXY", proxy.getLocalPort() + ""));
        mail.setHeader("mail.smtp.socks.port", proxy.getLocalPort() + "");
        mail.setHeader("mail.smtp.proxy.port", proxy.getLocalPort() + "");
    }

    private static void deliverByPop(Forged header) throws Exception {
        var mail = new MimeMessage((Session) null);
        mail.setFrom(MALLORY);
        mail.setRecipients(Message.RecipientType.TO, POPPED);
        mail.setSubject("Forged " + header.name());
        mail.setText("To " + POPPED);
        forge(mail, header);
        mail.saveChanges();
        pop.getUserManager().getUserByEmail(POPPED).deliver(mail);
    }

    private static boolean contacted() throws IOException {
        proxy.setSoTimeout(1);
        try (var anybody = proxy.accept()) {
            return anybody.isConnected();
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    /** How many mails that are not deleted are in each folder of a box. */
    private static Map<String, Integer> folders(String box) {
        var found = new TreeMap<String, Integer>();
        try (var store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", agora.imapPort(), box, box);
            for (var folder : store.getDefaultFolder().list("*")) {
                folder.open(Folder.READ_ONLY);
                found.put(box + "/" + folder.getFullName(), folder.getMessageCount() - folder.getDeletedMessageCount());
                folder.close(false);
            }
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
        return found;
    }
}
