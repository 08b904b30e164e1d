package dromos.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Mail;
import dromos.testing.Agora;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shops are told at once, and those above them when they stay silent. */
@Tag("journey")
class StoreJourneysTest {
    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    @BeforeAll
    static void openShop() throws Exception {
        agora = Agora.open(folder);
    }

    private static List<String> everybodyAtRiverside() {
        return agora.router().directory().store("A001").everybody().stream()
                .map(address -> address.address())
                .toList();
    }

    @Test
    @DisplayName(
            "A rude guard reaches the shop, director, deputy, senior cashier and territorial manager (D.13, D.14, D.19)")
    void rudeGuardComplaintReachesStoreAndTerritorialManager() {
        var customer = agora.person("oleg@customers.example");
        customer.writes("feedback@agora.example", "Rude guard", "The guard of your shop A001 was rude to my mother.");

        assertThat(everybodyAtRiverside()).hasSizeGreaterThanOrEqualTo(5);
        for (var address : everybodyAtRiverside()) {
            var letter = agora.person(address).receives(mail -> mail.text().contains("rude to my mother"));
            assertThat(letter.to()).singleElement().satisfies(to -> assertThat(to.address())
                    .isEqualTo(address));
            assertThat(letter.text()).contains("oleg@customers.example");
        }

        var director = agora.person(everybodyAtRiverside().get(1));
        var letter = director.inbox().get(0);
        director.replies(letter, "We apologised to the lady and talked to the guard.");
        agora.settle();

        assertThat(agora.statusOf(letter)).isEqualTo("CLOSED");
        assertThat(agora.reasons(letter, "CLOSED")).singleElement().asString().contains("reported its outcome");
        assertThat(customer.inbox()).hasSize(1);
    }

    @Test
    @DisplayName("The shop named later by #store fires the same (D.18)")
    void theShopNamedLaterByACommandFiresTheSame() {
        agora.person("vera@customers.example")
                .writes("feedback@agora.example", "Rude guard", "A guard shouted at me, in the shop by the river!");
        var assignment = agora.nextAssignment(mail -> mail.text().contains("in the shop by the river"));

        assignment.consultant().replies(assignment.letter(), "#store A001");

        for (var address : everybodyAtRiverside()) {
            agora.person(address).receives(mail -> mail.text().contains("in the shop by the river"));
        }
        var transcript = assignment.consultant().receives(mail -> mail.subject().startsWith("Done"));
        assertThat(transcript.text()).contains("A001");
    }

    @Test
    @DisplayName("A shop that stays silent for a day is reported to its territorial manager, exactly once (D.21, B.30)")
    void aLateShopTriggersItsNoticeExactlyOnce() {
        agora.person("petra@customers.example")
                .writes("feedback@agora.example", "Price tag", "Wrong price tag at your shop A003: 9.90, paid 12.90.");
        var shop = agora.router().directory().store("A003");
        var manager = agora.person(
                java.util.Objects.requireNonNull(shop.territorialManager()).address());
        manager.receives(mail -> mail.text().contains("9.90, paid 12.90"));

        agora.letPass(Duration.ofHours(23));
        agora.settle();
        assertThat(late(manager.inbox(), shop.name())).isEmpty();

        agora.letPass(Duration.ofHours(2));
        var notice = manager.receives(mail -> mail.subject().contains("has not reported"));
        assertThat(notice.text()).contains(shop.name());
        agora.letPass(Duration.ofMinutes(5));
        agora.settle();
        assertThat(late(manager.inbox(), shop.name())).hasSize(1);
        assertThat(agora.reasons(notice, "BREACHED"))
                .filteredOn(reason -> reason.contains("store:A003"))
                .hasSize(1);
    }

    private static List<Mail> late(List<Mail> letters, String shop) {
        return letters.stream()
                .filter(mail -> mail.subject().contains("has not reported")
                        && mail.subject().contains(shop))
                .toList();
    }
}
