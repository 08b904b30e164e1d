package dromos.command;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Agora;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What staff and departments command by mail is done whole or not at all, and notes reach no customer. */
@Tag("journey")
class StaffCommandJourneysTest {
    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    @BeforeAll
    static void openShop() throws Exception {
        agora = Agora.open(folder);
    }

    @Test
    void aNoteThatClosesIsNotSentToTheCustomer() {
        var customer = agora.person("rosa@customers.example");
        customer.writes("support@agora.example", "Kettle", "The kettle 7101 leaks.");
        var given = agora.nextAssignment(mail -> mail.text().contains("kettle 7101"));

        given.consultant().replies(given.letter(), "#note\n#close\nHe complains every week.");
        given.consultant().receives(mail -> mail.subject().startsWith("Done:"));
        agora.settle();

        assertThat(agora.statusOf(given.letter())).isEqualTo("CLOSED");
        assertThat(customer.inbox()).noneMatch(mail -> mail.text().contains("every week"));
    }

    @Test
    void commandsThatContradictEachOtherAreRefusedWithHelp() {
        var customer = agora.person("sara@customers.example");
        customer.writes("support@agora.example", "Lamp", "The lamp 7102 is dark.");
        var given = agora.nextAssignment(mail -> mail.text().contains("lamp 7102"));

        given.consultant().replies(given.letter(), "#ask legal\n#close\nMay we refund it?");
        var refusal = given.consultant().receives(mail -> mail.subject().startsWith("Not done:"));

        assertThat(refusal.text()).contains("in a mail of its own", "#note");
        assertThat(agora.statusOf(given.letter())).isNotEqualTo("CLOSED");

        given.consultant().replies(refusal, "But I want to refund it!");
        given.consultant().receives(mail -> mail.text().contains("is not answered to the customer"));
        agora.settle();
        assertThat(customer.inbox()).noneMatch(mail -> mail.text().contains("I want to refund"));
    }

    @Test
    void aDepartmentsCommandIsReadByStaffAndNotByTheCustomer() {
        var customer = agora.person("tove@customers.example");
        customer.writes("support@agora.example", "Gift certificate", "My gift certificate 7103 is refused.");
        var giftcards = agora.person("giftcards@agora.example");
        var letter = giftcards.receives(mail -> mail.text().contains("7103"));

        giftcards.replies(letter, "#progress we are looking");
        agora.nextAssignment(mail -> mail.text().contains("certificate 7103")
                && mail.to().stream().noneMatch(to -> to.address().startsWith("giftcards")));
        agora.settle();

        assertThat(agora.statusOf(letter)).isNotEqualTo("CLOSED");
        assertThat(customer.inbox()).noneMatch(mail -> mail.text().contains("we are looking"));
    }
}
