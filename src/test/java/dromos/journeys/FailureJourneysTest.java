package dromos.journeys;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Agora;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with one mail hurts no other one. */
@Tag("journey")
class FailureJourneysTest {
    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    @BeforeAll
    static void openShop() throws Exception {
        // A letter that renders with every sample and yet fails on one case: by a number that its subject is not.
        agora = Agora.open(
                folder,
                Agora.edit(
                        "config/letters/department-question.ftl",
                        "${pool.title}",
                        "<#if request?contains('BREAK THE LETTER')>${request?number}</#if>${pool.title}"));
    }

    @Test
    @DisplayName("A mail that cannot be processed lands in quarantine while the next ones pass")
    void whatCannotBeProcessedIsSetAsideWhileTheNextOnesPass() {
        var bomber = agora.person("bomber@customers.example");
        bomber.writes("support@agora.example", "Bomb", "Too many headers.", mail -> {
            for (int n = 0; n < 1200; n++) {
                mail.addHeader("X-Filler-" + n, "x");
            }
        });
        agora.person("good@customers.example")
                .writes("support@agora.example", "Hello", "A good mail behind a bad one.");
        agora.person("good@customers.example").receives();
        agora.settle();

        assertThat(agora.quarantine()).singleElement().asString().contains("header");
        assertThat(agora.casesOf("bomber@customers.example")).isZero();

        bomber.writes("support@agora.example", "Sorry", "This one is fine.");
        bomber.receives();
        assertThat(agora.casesOf("bomber@customers.example")).isEqualTo(1);
    }

    @Test
    @DisplayName("A failing letter leaves nothing half-made")
    void aFailingLetterLeavesNothingHalfMade() {
        var customer = agora.person("carl@customers.example");
        customer.writes("support@agora.example", "Gift card", "My gift card says BREAK THE LETTER.");
        agora.settle();

        assertThat(agora.casesOf("carl@customers.example")).isZero();
        assertThat(customer.inbox()).isEmpty();
        assertThat(agora.quarantine()).anyMatch(reason -> reason.contains("department-question.ftl"));
        assertThat(agora.recorded()
                        .sql("select count(*) from outbox where recipient = 'carl@customers.example'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("A customer whose address nobody can write to has a case, and keeps no letter waiting")
    void aLetterToAnImpossibleAddressFailsForGood() throws Exception {
        var address = "zoe@" + "z".repeat(64) + ".example";
        try (var template = agora.router().context().createProducerTemplate()) {
            template.sendBody("direct:hand-in", aMail().from(address).bytes());
        }
        agora.settle();

        assertThat(agora.casesOf(address)).isEqualTo(1);
        assertThat(agora.recorded()
                        .sql("select error from outbox where state = 'failed' and recipient = ?")
                        .param(address)
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .contains(address, "RFC 5890");
    }

    @Test
    @DisplayName("What was received before a restart is not received again")
    void aRestartRepeatsNothing() throws Exception {
        var customer = agora.person("dora@customers.example");
        customer.writes("support@agora.example", "Umbrella", "Did anybody find my umbrella?");
        customer.receives();
        agora.settle();

        agora.restart();
        customer.writes("support@agora.example", "Gloves", "And my gloves, perhaps?");
        customer.receives();
        agora.settle();

        assertThat(agora.casesOf("dora@customers.example")).isEqualTo(2);
        assertThat(customer.inbox()).hasSize(2);
    }
}
