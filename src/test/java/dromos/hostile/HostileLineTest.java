package dromos.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Agora;
import dromos.testing.SmtpSink;
import dromos.testing.WireLetter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile mail goes the whole way, from the inbox to a real SMTP server that writes down every byte. */
@Tag("journey")
class HostileLineTest {
    private static final int MAILS = 300;

    @TempDir
    static Path folder;

    @Test
    void noDisguiseBeginsALineOfALetter() throws Exception {
        var letters = Files.createDirectories(folder.resolve("letters"));
        var shop = Files.createDirectories(folder.resolve("shop"));
        try (var sink = SmtpSink.start(letters);
                var agora = Agora.open(shop, Map.of("smtp.port", Integer.toString(sink.port())))) {
            try (var template = agora.router().context().createProducerTemplate()) {
                for (int number = 0; number < MAILS; number++) {
                    template.sendBody("direct:hand-in", EvilMail.number(number));
                }
            }
            Awaitility.await("every mail has its fate, every letter is sent")
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> count(agora, "message where fate is null") == 0
                            && count(agora, "outbox where state in ('waiting', 'sending')") == 0);

            var dumps = sink.dumps();
            var violations = dumps.stream()
                    .flatMap(dump -> WireLetter.ofDump(dump).violations().stream())
                    .toList();
            System.out.printf(
                    "%d hostile mails through the line: %d letters on the wire, %d failed, %d violations%n",
                    MAILS, dumps.size(), count(agora, "outbox where state = 'failed'"), violations.size());
            violations.forEach(System.out::println);
            assertThat(violations).isEmpty();
            assertThat(dumps).hasSizeGreaterThan(MAILS).hasSize(count(agora, "outbox where state = 'sent'"));
            assertThat(agora.quarantine()).isEqualTo(List.of());
        }
    }

    private static int count(Agora agora, String rows) {
        return agora.recorded()
                .sql("select count(*) from " + rows)
                .query(Integer.class)
                .single();
    }
}
