package dromos.journeys;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.MailReader;
import dromos.mail.RawMail;
import dromos.screen.Screener;
import dromos.testing.Agora;
import dromos.testing.Corpora;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real bounces, automatic answers and list mail go through the whole line of the sample shop. */
@Tag("journey")
class AutomaticMailJourneysTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("Nothing automatic is ever answered, and nothing of it is lost")
    void nothingAutomaticIsEverAcknowledged() throws Exception {
        var bounces = mails("flufl", "bounceparser", "phpbounce", "helpthread");
        var ordinary = mails("spamassassin", "notmuch");
        try (var agora = Agora.open(folder)) {
            var automatic = automatic(agora, bounces);
            assertThat(automatic).hasSizeGreaterThan(bounces.size() * 95 / 100);
            automatic.addAll(automatic(agora, ordinary));
            automatic.add(aMail().from("ann@customers.example").raw());

            handIn(agora, automatic);

            System.out.printf("automatic mail through the line: %d, fates %s%n", automatic.size(), fates(agora));
            assertThat(answers(agora)).containsExactly("acknowledgement to ann@customers.example");
            assertThat(lost(agora)).isEmpty();
        }
    }

    private static List<Path> mails(String... folders) {
        return Stream.of(folders)
                .flatMap(folder -> Corpora.mails(folder).stream())
                .filter(file -> !file.getFileName().toString().startsWith("spam-2"))
                .toList();
    }

    private static List<RawMail> automatic(Agora agora, List<Path> files) {
        var screener = Objects.requireNonNull(
                agora.router().context().getRegistry().lookupByNameAndType("screener", Screener.class));
        var reader = new MailReader();
        var own = agora.router().directory().ownAddresses();
        var automatic = new ArrayList<RawMail>();
        for (var file : files) {
            var raw = RawMail.of(Corpora.bytes(file));
            if (screener.screen(reader.read(raw), own, Set.of(), false).isAutomatic()) {
                automatic.add(raw);
            }
        }
        return automatic;
    }

    private static void handIn(Agora agora, List<RawMail> mails) throws Exception {
        try (var template = agora.router().context().createProducerTemplate()) {
            for (var mail : mails) {
                try (var stream = mail.open()) {
                    template.sendBody("direct:hand-in", stream.readAllBytes());
                }
            }
        }
        Awaitility.await("every mail has its fate")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> agora.recorded()
                        .sql("select count(*) from message where fate is not null")
                        .query(Integer.class)
                        .single()
                        .equals(mails.size()));
    }

    private static List<String> fates(Agora agora) {
        return agora.recorded()
                .sql("select coalesce(automatic, 'not automatic') || ' ' || fate || ' ' || count(*) from message"
                        + " group by automatic, fate order by 1")
                .query(String.class)
                .list();
    }

    /** Acknowledgements, whoever should get them, and letters of any kind to those who sent the mails. */
    private static List<String> answers(Agora agora) {
        return agora.recorded()
                .sql("select letter || ' to ' || recipient from outbox where letter = 'acknowledgement'"
                        + " or auto = 'auto-replied' or lower(recipient) in (select lower(sender) from message)")
                .query(String.class)
                .list();
    }

    /** Mails that neither have a case nor are about a letter of ours nor came before. */
    private static List<String> lost(Agora agora) {
        return agora.recorded()
                .sql("select concat_ws(' ', id, sender, fate, reason, detail) from message"
                        + " where case_number is null and fate not in ('bounce', 'duplicate')")
                .query(String.class)
                .list();
    }
}
