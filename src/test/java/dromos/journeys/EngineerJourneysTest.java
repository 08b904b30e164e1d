package dromos.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Agora;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an integration engineer changes without touching Java. */
@Tag("journey")
class EngineerJourneysTest {
    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    @BeforeAll
    static void openShop() throws Exception {
        agora = Agora.open(
                folder,
                Agora.edit(
                        "config/categories.yaml",
                        "    - {to: giftcards, answer: forward}",
                        "    - {to: giftcards, answer: forward}\n    - {to: legal, answer: none}"));
    }

    @Test
    @DisplayName("One line of YAML gives a category another destination (B.25, D.12)")
    void oneLineOfYamlGivesACategoryAnotherDestination() {
        var legal = agora.person(agora.router()
                .directory()
                .department("legal")
                .addresses()
                .get(0)
                .address());
        agora.person("gus@customers.example")
                .writes("support@agora.example", "Gift card", "My gift card was stolen, what now?");

        var letter = agora.person("giftcards@agora.example").receives();
        legal.receives(mail -> mail.text().contains("stolen, what now"));

        agora.person("giftcards@agora.example").replies(letter, "We blocked it and send you a new one.");
        agora.person("gus@customers.example").receives(mail -> mail.text().contains("send you a new one"));
        agora.settle();
        assertThat(agora.statusOf(letter)).isEqualTo("CLOSED");
    }
}
