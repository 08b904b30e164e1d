package dromos.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dromos.route.PooledMailSender.Encryption;
import dromos.route.PooledMailSender.Server;
import dromos.testing.SmtpSink;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PooledMailSenderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @Test
    void manyMessagesShareOneConnection() throws Exception {
        try (SmtpSink sink = SmtpSink.start(folder);
                PooledMailSender sender = sender(sink, 4)) {
            for (int i = 0; i < 50; i++) {
                sender.send(mail("customer@example.org"));
            }
            assertThat(sink.messages()).isEqualTo(50);
            assertThat(sink.connections()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionRetiresAfterAHundredMessages() throws Exception {
        try (SmtpSink sink = SmtpSink.start(folder);
                PooledMailSender sender = sender(sink, 1)) {
            for (int i = 0; i < 201; i++) {
                sender.send(mail("customer@example.org"));
            }
            assertThat(sink.messages()).isEqualTo(201);
            assertThat(sink.connections()).isEqualTo(3);
        }
    }

    @Test
    void manyThreadsNeverOpenMoreThanThePoolAllows() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try (SmtpSink sink = SmtpSink.start(folder);
                PooledMailSender sender = sender(sink, 3)) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                sent.add(threads.submit(() -> {
                    sender.send(mail("customer@example.org"));
                    return null;
                }));
            }
            for (Future<?> each : sent) {
                each.get();
            }
            assertThat(sink.messages()).isEqualTo(120);
            assertThat(sink.connections()).isBetween(1, 3);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theMessageArrivesAsItWasWrittenWithANullSenderWhereAsked() throws Exception {
        try (SmtpSink sink = SmtpSink.start(folder);
                PooledMailSender sender = sender(sink, 1)) {
            SMTPMessage letter = new SMTPMessage(mail("customer@example.org"));
            letter.setEnvelopeFrom("<>");
            sender.send(letter);

            assertThat(sink.dumps()).singleElement().satisfies(dump -> assertThat(dump)
                    .contains("X-Mail-Args: <>")
                    .contains("X-Rcpt-Args: <customer@example.org>")
                    .contains("Message-ID: <fixed-1@dromos.example>")
                    .contains("Date: Thu, 1 Jan 2026")
                    .contains("Your letter"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void rfc5321Section4_2_1ASoftRefusalIsForNow(String command) throws Exception {
        try (SmtpSink sink = SmtpSink.start(folder, "-r", command);
                PooledMailSender sender = sender(sink, 1)) {
            SmtpRefusal refusal = refusal(sender);
            assertThat(refusal.code()).isEqualTo(450);
            assertThat(refusal.permanent()).isFalse();
            assertThat(refusal.reply()).contains("450 4.3.0 Error: command failed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void rfc5321Section4_2_1AHardRefusalIsForGood(String command) throws Exception {
        try (SmtpSink sink = SmtpSink.start(folder, "-f", command);
                PooledMailSender sender = sender(sink, 1)) {
            SmtpRefusal refusal = refusal(sender);
            assertThat(refusal.code()).isEqualTo(500);
            assertThat(refusal.permanent()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO,HELO", "MAIL", "RCPT", "DATA", "."})
    void aServerThatHangsUpIsUnreachable(String command) throws Exception {
        try (SmtpSink sink = SmtpSink.start(folder, "-q", command);
                PooledMailSender sender = sender(sink, 1)) {
            assertThatThrownBy(() -> sender.send(mail("customer@example.org"))).isInstanceOf(SmtpUnreachable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "MAIL", "RCPT", "DATA", "."})
    void aServerThatGoesOutOfServiceIsUnreachable(String command) throws Exception {
        try (SmtpSink sink = SmtpSink.start(folder, "-Q", command);
                PooledMailSender sender = sender(sink, 1)) {
            assertThatThrownBy(() -> sender.send(mail("customer@example.org"))).isInstanceOf(SmtpUnreachable.class);
        }
    }

    @Test
    void rfc5321Section4_5_3_2AServerThatFallsSilentIsGivenUpAfterTheTimeout() throws Exception {
        try (SmtpSink sink = SmtpSink.start(folder, "-w", "60");
                PooledMailSender sender =
                        new PooledMailSender(Server.open("127.0.0.1", sink.port()), 1, Duration.ofMillis(500))) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> sender.send(mail("customer@example.org"))).isInstanceOf(SmtpUnreachable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aConnectionThatTheServerClosedMeanwhileIsReplacedUnnoticed() throws Exception {
        try (SmtpSink before = SmtpSink.start(folder);
                PooledMailSender sender = sender(before, 1)) {
            sender.send(mail("customer@example.org"));
            before.kill();
            try (SmtpSink after = SmtpSink.start(folder, before.port())) {
                sender.send(mail("customer@example.org"));
                assertThat(after.messages()).isEqualTo(1);
            }
        }
    }

    @Test
    void aDeadServerIsUnreachableUntilItIsBack() throws Exception {
        try (SmtpSink before = SmtpSink.start(folder);
                PooledMailSender sender = sender(before, 1)) {
            before.kill();
            assertThatThrownBy(() -> sender.send(mail("customer@example.org")))
                    .isInstanceOf(SmtpUnreachable.class)
                    .hasMessageContaining("127.0.0.1:" + before.port());
            try (SmtpSink after = SmtpSink.start(folder, before.port())) {
                sender.send(mail("customer@example.org"));
                assertThat(after.messages()).isEqualTo(1);
            }
        }
    }

    @Test
    void aMessageWithoutRecipientIsADefectAndLeavesTheNextUnharmed() throws Exception {
        try (SmtpSink sink = SmtpSink.start(folder);
                PooledMailSender sender = sender(sink, 1)) {
            sender.send(mail("customer@example.org"));
            assertThatThrownBy(() -> sender.send(new MimeMessage(sender.getSession())))
                    .isInstanceOf(SendFailedException.class)
                    .isNotInstanceOf(SmtpRefusal.class);
            sender.send(mail("customer@example.org"));
            assertThat(sink.messages()).isEqualTo(2);
        }
    }

    @Test
    void theSecretIsAskedForAtEachConnectAndToldToNobody() throws Exception {
        GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailServer.setUser("dromos@example.org", "dromos", "right-secret");
        mailServer.start();
        String[] secret = {"wrong-secret"};
        Server server =
                new Server("127.0.0.1", mailServer.getSmtp().getPort(), Encryption.NONE, "dromos", () -> secret[0]);
        try (PooledMailSender sender = new PooledMailSender(server, 1, TIMEOUT)) {
            assertThatThrownBy(() -> sender.send(mail("dromos@example.org")))
                    .isInstanceOf(SmtpUnreachable.class)
                    .hasMessageNotContaining("secret");
            secret[0] = "right-secret";
            sender.send(mail("dromos@example.org"));

            assertThat(mailServer.getReceivedMessages()).hasSize(1);
            assertThat(server + " " + sender.getJavaMailProperties()).doesNotContain("right-secret");
        } finally {
            mailServer.stop();
        }
    }

    @Test
    void startTlsIsNotDoneWithout() throws Exception {
        try (SmtpSink sink = SmtpSink.start(folder)) {
            Server server = new Server("127.0.0.1", sink.port(), Encryption.STARTTLS, null, () -> "");
            try (PooledMailSender sender = new PooledMailSender(server, 1, TIMEOUT)) {
                assertThatThrownBy(() -> sender.send(mail("customer@example.org")))
                        .isInstanceOf(SmtpUnreachable.class)
                        .hasMessageContaining("STARTTLS");
            }
            assertThat(sink.dumps()).isEmpty();
        }
    }

    @Test
    void tlsWantsACertificateThatIsTrusted() throws Exception {
        GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        mailServer.start();
        Server server = new Server("127.0.0.1", mailServer.getSmtps().getPort(), Encryption.TLS, null, () -> "");
        Properties trusting = new Properties();
        trusting.setProperty("mail.smtp.ssl.trust", "127.0.0.1");
        trusting.setProperty("mail.smtp.ssl.checkserveridentity", "false");
        try (PooledMailSender strict = new PooledMailSender(server, 1, TIMEOUT);
                PooledMailSender trustful = new PooledMailSender(server, 1, TIMEOUT, trusting)) {
            assertThatThrownBy(() -> strict.send(mail("customer@example.org"))).isInstanceOf(SmtpUnreachable.class);
            trustful.send(mail("customer@example.org"));
            assertThat(mailServer.getReceivedMessages()).hasSize(1);
        } finally {
            mailServer.stop();
        }
    }

    @Test
    void aRouteSendsItsMimeMessageAsItIs() throws Exception {
        try (SmtpSink sink = SmtpSink.start(folder);
                PooledMailSender sender = sender(sink, 1);
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("smtpSender", sender);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:send").to("smtp:outbox?javaMailSender=#smtpSender");
                }
            });
            camel.start();
            try (var template = camel.createProducerTemplate()) {
                template.sendBody("direct:send", mail("customer@example.org"));
            }
            assertThat(sink.dumps()).singleElement().satisfies(dump -> assertThat(dump)
                    .contains("Message-ID: <fixed-1@dromos.example>"));
        }
    }

    private static PooledMailSender sender(SmtpSink sink, int connections) {
        return new PooledMailSender(Server.open("127.0.0.1", sink.port()), connections, TIMEOUT);
    }

    private static SmtpRefusal refusal(PooledMailSender sender) {
        SmtpRefusal refusal = catchThrowableOfType(SmtpRefusal.class, () -> sender.send(mail("customer@example.org")));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static MimeMessage mail(String recipient) throws MessagingException {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom(new InternetAddress("service@dromos.example"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        mail.setSubject("Your letter");
        mail.setText("We have received it.");
        mail.setSentDate(Date.from(Instant.parse("2026-01-01T12:00:00Z")));
        mail.saveChanges();
        mail.setHeader("Message-ID", "<fixed-1@dromos.example>");
        return mail;
    }
}
