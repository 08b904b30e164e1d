package dromos.journeys;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Mail;
import dromos.mail.MailIdentity;
import dromos.store.Arrival;
import dromos.store.Inbox;
import dromos.testing.Agora;
import dromos.testing.CaseTag;
import dromos.testing.MailBuilder;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which case a mail belongs to, where people forward, copy, split, repeat and mix up their mail. */
@Tag("journey")
class ThreadJourneysTest {
    private static final String SUPPORT = "support@agora.example";
    private static final String ORDERS = "orders@agora.example";

    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    @BeforeAll
    static void openShop() throws Exception {
        agora = Agora.open(
                folder,
                Agora.edit("config/people.yaml", "trainee: true", "trainee: false")
                        .andThen(Agora.edit(
                                "config/pools.yaml",
                                "prefix: OS\n  assignment: push",
                                "prefix: OS\n  assignment: pull")));
    }

    @Test
    void theSameMailInTwoMailboxesIsOneCaseOfBothPools() {
        var customer = agora.person("abe@customers.example");
        customer.writes(
                SUPPORT,
                "Twice",
                "Where is the umbrella that I ordered?",
                mail -> mail.setRecipients(Message.RecipientType.TO, InternetAddress.parse(SUPPORT + ", " + ORDERS)));
        var acknowledgement = customer.receives();
        agora.settle();

        assertThat(agora.casesOf("abe@customers.example")).isEqualTo(1);
        assertThat(customer.inbox()).hasSize(1);
        var pools = agora.recorded()
                .sql("select pool from case_pool where case_number = ?")
                .param(CaseTag.of(acknowledgement).number())
                .query(String.class)
                .list();
        pools.addAll(agora.poolsOf("abe@customers.example"));
        assertThat(pools).containsExactlyInAnyOrder("customer-service", "online-shop");
        assertThat(agora.reasons(acknowledgement, "LINKED"))
                .singleElement()
                .asString()
                .contains("the same mail came");
    }

    @Test
    void twoMailsWithOneMessageIdAreBothKeptAndAnsweredEachInItsCase() {
        var first = "bea@customers.example";
        var second = "cal@customers.example";
        writes(first, "Scanner 1", "The first page is attached.", "scan@device.example");
        writes(second, "Scanner 2", "The second page is attached.", "scan@device.example");
        agora.settle();

        answers(first, "Re: Scanner 1", "And one more thing from Bea.", "scan@device.example");
        answers(second, "Re: Scanner 2", "And one more thing from Cal.", "scan@device.example");
        agora.settle();

        assertThat(fates("bea@customers.example")).containsExactly("new-case", "follow-up");
        assertThat(fates("cal@customers.example")).containsExactly("new-case", "follow-up");
        assertThat(casesOfMails("bea@customers.example"))
                .hasSize(1)
                .doesNotContainAnyElementsOf(casesOfMails("cal@customers.example"));
    }

    @Test
    void aStrangerWhoAnswersAnIdThatTwoCasesHoldJoinsNeither() {
        writes("dan@customers.example", "Copier 1", "Here.", "copy@device.example");
        writes("eli@customers.example", "Copier 2", "There.", "copy@device.example");
        agora.settle();

        answers("fay@elsewhere.example", "Re: Copier 1", "Which one?", "copy@device.example");
        agora.settle();

        assertThat(fates("fay@elsewhere.example")).containsExactly("new-case");
    }

    @Test
    void anotherSubjectOpensALinkedCaseWhoseRepliesStayThere() {
        var customer = "gil@customers.example";
        writes(customer, "Gloves", "The gloves are too small.", "gloves@customers.example");
        agora.settle();
        arrives(aMail().from(customer)
                .subject("Invoice (was: Gloves)")
                .messageId("invoice@customers.example")
                .inReplyTo("gloves@customers.example"));
        agora.settle();
        arrives(aMail().from(customer)
                .subject("Re: Invoice")
                .inReplyTo("invoice@customers.example")
                .references("gloves@customers.example", "invoice@customers.example"));
        agora.settle();

        assertThat(fates("gil@customers.example")).containsExactly("new-case", "new-case", "follow-up");
        assertThat(casesOfMails("gil@customers.example")).hasSize(2);
        assertThat(agora.recorded()
                        .sql("select linked_to is not null from cases where customer_address = ? order by number")
                        .param("gil@customers.example")
                        .query(Boolean.class)
                        .list())
                .containsExactly(false, true);
    }

    @Test
    void theTagOfAnotherCaseInTheSubjectDoesNotFollowTheNewCaseIntoItsLetters() {
        var customer = agora.person("nan@customers.example");
        customer.writes(SUPPORT, "Oven", "The oven is cold.");
        var first = customer.receives();
        customer.writes(SUPPORT, "Gift card", "The gift card never came.");
        var second = customer.receives();
        customer.replies(
                first,
                "Both are urgent.",
                mail -> mail.setSubject("Oven " + second.subject().replaceAll(".*\\[", "[")));
        var third = customer.receives();
        customer.replies(third, "What now?");
        agora.settle();

        assertThat(fates("nan@customers.example")).containsExactly("new-case", "new-case", "new-case", "follow-up");
        assertThat(CaseTag.of(third).number()).isGreaterThan(CaseTag.of(second).number());
        assertThat(third.subject())
                .contains("Oven [")
                .doesNotContain(Long.toString(CaseTag.of(second).number()));
    }

    @Test
    void answersToOurLettersCostNobodyHisCreditForTagsThatStoodInHisFirstSubject() {
        var customer = agora.person("ole@customers.example");
        var forged = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            forged.append("[DR-1-0000000").append(i).append("] ");
        }
        customer.writes(SUPPORT, forged + "Bell", "The bell is silent.");
        var acknowledgement = customer.receives();
        for (int i = 0; i < 3; i++) {
            customer.replies(acknowledgement, "Still silent, day " + i, mail -> mail.setSubject("Re: " + forged));
        }
        agora.settle();
        customer.writes(SUPPORT, "Bell [" + CaseTag.of(acknowledgement).text() + "]", "Found by its tag alone.");
        agora.settle();

        assertThat(acknowledgement.subject())
                .endsWith(": Bell [" + CaseTag.of(acknowledgement).text() + "]");
        assertThat(fates("ole@customers.example"))
                .containsExactly("new-case", "follow-up", "follow-up", "follow-up", "follow-up");
    }

    @Test
    void anAnswerToAMailThatIsKeptAsUnverifiedFindsTheCaseToo() {
        var customer = "hal@customers.example";
        writes(customer, "Hammer", "The hammer broke.", "hammer@customers.example");
        agora.settle();
        arrives(aMail().from("ivy@elsewhere.example")
                .subject("Re: Hammer")
                .messageId("me-too@elsewhere.example")
                .inReplyTo("hammer@customers.example"));
        agora.settle();

        answers(customer, "Re: Hammer", "So it is not only me.", "me-too@elsewhere.example");
        agora.settle();

        assertThat(fates("ivy@elsewhere.example")).containsExactly("unverified");
        assertThat(fates("hal@customers.example")).containsExactly("new-case", "follow-up");
    }

    @Test
    void whoWasOnlyCopiedAddsToTheCaseAndOpensNothingAndIsSentNothing() {
        var customer = agora.person("jan@customers.example");
        var copied = agora.person("kim@customers.example");
        customer.writes(
                SUPPORT,
                "Kettle",
                "Do you sell copper kettles?",
                mail -> mail.setHeader("Cc", "kim@customers.example"));
        var acknowledgement = customer.receives();
        var assignment = agora.nextAssignment(letter -> letter.text().contains("copper kettles"));
        assignment.consultant().replies(assignment.letter(), "#close\n\nYes, we do.");
        customer.receives(mail -> mail.text().contains("Yes, we do."));
        agora.settle();

        copied.replies(acknowledgement, "In which size?", mail -> mail.setHeader("Cc", "lou@elsewhere.example"));
        assignment.consultant().receives(mail -> mail.text().contains("In which size?"));
        agora.person("lou@elsewhere.example").replies(acknowledgement, "I would like to know that too.");
        agora.settle();

        assertThat(fates("kim@customers.example")).containsExactly("follow-up");
        assertThat(agora.statusOf(acknowledgement)).isEqualTo("CLOSED");
        assertThat(copied.inbox())
                .extracting(Mail::sender)
                .as("only the copy that the customer sent")
                .containsExactly("jan@customers.example");
        assertThat(fates("lou@elsewhere.example")).containsExactly("unverified");

        customer.replies(acknowledgement, "Yes, in which size?");
        agora.settle();
        assertThat(agora.statusOf(acknowledgement)).isNotEqualTo("CLOSED");
    }

    @Test
    void whoWasOnlyCopiedDoesNotOpenAClosedCaseThatNobodyOwns() {
        var customer = agora.person("rex@customers.example");
        customer.writes(
                SUPPORT,
                "Gift card",
                "My gift card 8801 is refused.",
                mail -> mail.setHeader("Cc", "sue@customers.example"));
        var acknowledgement = customer.receives();
        var giftcards = agora.person("giftcards@agora.example");
        giftcards.replies(giftcards.receives(letter -> letter.text().contains("8801")), "It works again.");
        customer.receives(letter -> letter.text().contains("works again"));
        agora.settle();
        agora.person("sue@customers.example").replies(acknowledgement, "And mine?");
        agora.settle();

        assertThat(fates("sue@customers.example")).containsExactly("follow-up");
        assertThat(agora.statusOf(acknowledgement)).isEqualTo("CLOSED");
        assertThat(agora.reasons(acknowledgement, "REOPENED")).isEmpty();
        assertThat(agora.reasons(acknowledgement, "FOLLOWED_UP"))
                .singleElement()
                .asString()
                .endsWith("the case stays closed");
    }

    @Test
    void whoWasOnlyCopiedIsHeardInAnOpenCaseThatNobodyOwnsAndIsPromisedNothing() {
        var customer = agora.person("tim@customers.example");
        customer.writes(
                ORDERS, "Tin", "Do you sell tin kettles?", mail -> mail.setHeader("Cc", "una@customers.example"));
        var acknowledgement = customer.receives();
        agora.settle();
        agora.person("una@customers.example").replies(acknowledgement, "In which size?");
        agora.settle();

        assertThat(fates("una@customers.example")).containsExactly("follow-up");
        assertThat(agora.reasons(acknowledgement, "NOT_ASSIGNED")).hasSize(2);
        assertThat(agora.recorded()
                        .sql("select kind from deadline where case_number = ?")
                        .param(CaseTag.of(acknowledgement).number())
                        .query(String.class)
                        .list())
                .doesNotContain("NEXT_RESPONSE");
    }

    @Test
    void theWordsAndFilesOfWhoWasOnlyCopiedAreNotPassedOnAsTheCustomers() {
        var customer = agora.person("pia@customers.example");
        customer.writes(
                SUPPORT, "Piano", "The piano is too loud.", mail -> mail.setHeader("Cc", "quin@customers.example"));
        var acknowledgement = customer.receives();
        var assignment = agora.nextAssignment(letter -> letter.text().contains("piano is too loud"));
        arrives(aMail().from("Quin <quin@customers.example>")
                .subject("Re: Piano")
                .text("Nonsense, it is too soft.")
                .attachment("quin.txt", "text/plain", new byte[] {'q'})
                .inReplyTo(Objects.requireNonNull(acknowledgement.messageId())));
        var told = assignment.consultant().receives(letter -> letter.text().contains("too soft"));
        assignment.consultant().replies(assignment.letter(), "#ask legal\n\nHow loud may it be?");
        var question = agora.person("legal@agora.example")
                .receives(letter -> letter.text().contains("How loud"));
        assignment.consultant().replies(assignment.letter(), "We shall ask the neighbours.");
        var answer = customer.receives(letter -> letter.text().contains("neighbours"));

        assertThat(told.text()).contains("---- Quin wrote\nNonsense");
        assertThat(question.text()).contains("The piano is too loud.").doesNotContain("Nonsense");
        assertThat(question.attachments()).isEmpty();
        assertThat(answer.text()).contains("---- You wrote\nThe piano").doesNotContain("Nonsense");
    }

    @Test
    void aReplyThatComesBeforeWhatItAnswersIsACaseOfItsOwn() {
        var customer = "mia@customers.example";
        answers(customer, "Re: Needles", "Any news?", "needles@customers.example");
        agora.settle();
        writes(customer, "Needles", "The needles are blunt.", "needles@customers.example");
        agora.settle();

        assertThat(fates("mia@customers.example")).containsExactly("new-case", "new-case");
    }

    private static void writes(String from, String subject, String text, String messageId) {
        arrives(aMail().from(from).subject(subject).text(text).messageId(messageId));
    }

    private static void answers(String from, String subject, String text, String messageId) {
        arrives(aMail().from(from).subject(subject).text(text).inReplyTo(messageId));
    }

    /** As intake stores it: mail programs do not let one choose a Message-ID. */
    private static void arrives(MailBuilder mail) {
        var raw = mail.to(SUPPORT).raw();
        var inbox = Objects.requireNonNull(
                agora.router().context().getRegistry().lookupByNameAndType("inbox", Inbox.class));
        try {
            var identity = MailIdentity.of(raw);
            var arrival = new Arrival("support", null, null, agora.now(), raw.size(), identity, raw, null);
            agora.router().database().inTransaction(() -> inbox.add(List.of(arrival)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> fates(String sender) {
        return agora.recorded()
                .sql("select fate from message where sender = ? order by id")
                .param(sender)
                .query(String.class)
                .list();
    }

    private static List<Long> casesOfMails(String sender) {
        return agora.recorded()
                .sql("select distinct case_number from message where sender = ? order by 1")
                .param(sender)
                .query(Long.class)
                .list();
    }
}
