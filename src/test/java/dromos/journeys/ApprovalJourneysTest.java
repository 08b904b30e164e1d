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

/** What a trainee writes reaches nobody before his superior has seen it. */
@Tag("journey")
class ApprovalJourneysTest {
    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    @BeforeAll
    static void openShopWithOneTrainee() throws Exception {
        agora = Agora.open(
                folder,
                Agora.edit(
                        "config/pools.yaml", "members: {ann: 1, boris: 1, clara: 1, dana: 2}", "members: {clara: 1}"));
    }

    @Test
    @DisplayName("A trainee's reply waits for his superior's #approve (B.15, B.16)")
    void aTraineesReplyWaitsForApproval() {
        var trainee = agora.trainee();
        var customer = agora.person("nina@customers.example");
        customer.writes("support@agora.example", "Wrapping", "Can you wrap six cups as a present?");
        var consultant = agora.person(trainee.address().address());
        var superior = agora.person(agora.superiorOf(trainee).address().address());
        var letter = consultant.receives();

        consultant.replies(letter, "Yes, we wrap everything.");
        var request = superior.receives(mail -> mail.text().contains("we wrap everything"));
        agora.settle();
        assertThat(customer.inbox()).noneMatch(mail -> mail.text().contains("we wrap everything"));

        superior.replies(request, "#approve");
        customer.receives(mail -> mail.text().contains("we wrap everything"));
        consultant.receives(mail -> mail.subject().contains("approved"));
    }
}
