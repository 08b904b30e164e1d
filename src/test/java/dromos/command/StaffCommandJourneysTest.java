package dromos.command;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Address;
import dromos.mail.Audience;
import dromos.mail.Keys;
import dromos.mail.Mail;
import dromos.mail.Token;
import dromos.mail.Tokens;
import dromos.testing.Agora;
import dromos.testing.CaseTag;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        // Clara is in no pool.
        agora = Agora.open(
                folder,
                Agora.edit(
                        "config/pools.yaml", "{ann: 1, boris: 1, clara: 1, dana: 2}", "{ann: 1, boris: 1, dana: 2}"));
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

    @Test
    void membersOfEachPoolThatAMailCameToMayTakeItsCaseAndNobodyElse() throws Exception {
        var customer = agora.person("ulf@customers.example");
        customer.writes(
                "support@agora.example",
                "Both",
                "Who repairs the clock 7104?",
                mail -> mail.setRecipients(
                        Message.RecipientType.TO,
                        InternetAddress.parse("support@agora.example, orders@agora.example")));
        var acknowledgement = customer.receives();
        agora.settle();

        for (var member : List.of("ann", "emil")) {
            assertThat(answerToTake(member, acknowledgement).subject())
                    .as(member)
                    .startsWith("Done:");
            assertThat(agora.assignedTo(agora.router().directory().person(member)))
                    .contains(CaseTag.of(acknowledgement).text());
        }
        var refusal = answerToTake("clara", acknowledgement);
        assertThat(refusal.subject()).startsWith("Not done:");
        assertThat(refusal.text()).contains("which you are not in");
    }

    /** He writes to the address that our letters to him about the case would carry. */
    private static Mail answerToTake(String personId, Mail letter) throws Exception {
        var tokens = new Tokens(Keys.parse("keys", Files.readString(folder.resolve("config/secrets/keys"))));
        var token = new Token(Token.Purpose.REPLY, CaseTag.of(letter).number(), Audience.person(personId));
        var person = agora.person(
                agora.router().directory().person(personId).address().address());
        person.writes(
                tokens.replyAddress(Address.of("support@agora.example"), token).address(), "Mine", "#take");
        return person.receives(mail -> mail.subject().contains("one:"));
    }
}
