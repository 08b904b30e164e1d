package dromos.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Agora;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Departments have nothing but ordinary mail. */
@Tag("journey")
class DepartmentJourneysTest {
    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    @BeforeAll
    static void openShop() throws Exception {
        agora = Agora.open(folder);
    }

    @Test
    @DisplayName("Gift-certificate mail reaches its department, whose answer reaches the customer (D.11, D.12, B.27)")
    void giftCertificateMailReachesItsDepartmentAndTheAnswerTheCustomer() {
        var iris = agora.person("iris@customers.example");
        var giftcards = agora.person("giftcards@agora.example");

        iris.writes("support@agora.example", "My gift certificate does not work", "The till refuses code 4711.");

        var letter = giftcards.receives();
        assertThat(letter.subject()).contains("[DR-");
        assertThat(letter.text()).contains("The till refuses code 4711.");
        assertThat(iris.receives().headers().first("Auto-Submitted")).isEqualTo("auto-replied");

        giftcards.replies(letter, "Code 4711 is active again.");

        var answer = iris.receives();
        assertThat(answer.text()).contains("Code 4711 is active again.");
        assertThat(answer.text()).doesNotContain("giftcards@agora.example");
        assertThat(agora.statusOf(answer)).isEqualTo("CLOSED");
    }

    @Test
    @DisplayName("A department that is late triggers its notice exactly once (B.29, B.30)")
    void aLateDepartmentTriggersItsNoticeExactlyOnce() {
        agora.person("lena@customers.example")
                .writes("support@agora.example", "Gift card lost", "I lost my gift card number 8812.");
        var letter = agora.person("giftcards@agora.example")
                .receives(mail -> mail.text().contains("8812"));

        for (int hours = 0; hours < 96; hours += 12) {
            agora.letPass(Duration.ofHours(12));
            agora.settle();
        }

        assertThat(agora.reasons(letter, "BREACHED"))
                .filteredOn(reason -> reason.contains("department:giftcards has not answered"))
                .hasSize(1);
        agora.person("giftcards@agora.example").replies(letter, "Found it again.");
        agora.person("lena@customers.example").receives(mail -> mail.text().contains("Found it again."));
    }

    @Test
    @DisplayName("A department's vacation reply neither answers nor closes (RFC 3834)")
    void aVacationReplyNeitherAnswersNorCloses() {
        agora.person("mona@customers.example")
                .writes("support@agora.example", "Gift voucher", "My gift voucher 9913 does not arrive.");
        var giftcards = agora.person("giftcards@agora.example");
        var letter = giftcards.receives(mail -> mail.text().contains("9913"));

        giftcards.replies(
                letter, "I am on holiday.", mail -> mail.setHeader("Auto-Submitted", "auto-replied (vacation)"));
        agora.settle();

        assertThat(agora.statusOf(letter)).isEqualTo("UNDER_CONSULTATION");
        assertThat(agora.person("mona@customers.example").inbox()).hasSize(1);
    }

    @Test
    @DisplayName("A stranger who forwards a customer's tag is kept as unverified and changes nothing")
    void aStrangerWithTheTagChangesNothing() {
        var customer = agora.person("pia@customers.example");
        customer.writes("support@agora.example", "Secret order", "Where is my order of the secret present?");
        var acknowledgement = customer.receives();
        agora.settle();

        var stranger = agora.person("stranger@elsewhere.example");
        stranger.replies(acknowledgement, "Please tell me everything about this case.");
        agora.settle();

        assertThat(agora.reasons(acknowledgement, "HELD_UNVERIFIED"))
                .singleElement()
                .asString()
                .contains("never took part");
        assertThat(stranger.inbox()).isEmpty();
        assertThat(agora.casesOf("stranger@elsewhere.example")).isZero();
    }
}
