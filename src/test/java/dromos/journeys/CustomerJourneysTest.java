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

/** Customers and the consultants who answer them, both by mail alone. */
@Tag("journey")
class CustomerJourneysTest {
    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    @BeforeAll
    static void openShop() throws Exception {
        agora = Agora.open(folder, Agora.edit("config/people.yaml", "trainee: true", "trainee: false"));
    }

    @Test
    @DisplayName(
            "A new case is mailed to a consultant, whose reply reaches the customer from the pool (A.1, B.9, B.12)")
    void aConsultantAnswersByPlainReply() {
        var customer = agora.person("una@customers.example");
        customer.writes("support@agora.example", "Opening hours", "Are you open on Sundays in spring?");
        var assignment = agora.nextAssignment(mail -> mail.text().contains("open on Sundays in spring"));

        assignment.consultant().replies(assignment.letter(), "Yes, from ten to four.");

        var answer = customer.receives(mail -> mail.text().contains("from ten to four"));
        assertThat(answer.sender()).isEqualTo("support@agora.example");
        assertThat(answer.headers().has("Auto-Submitted")).isFalse();
        assertThat(agora.statusOf(answer)).isEqualTo("IN_PROGRESS");
    }

    @Test
    @DisplayName("The customer's second mail joins the first; a reply to a closed case reopens it (B.10)")
    void theSecondMailJoinsTheFirstAndReopensAClosedCase() {
        var customer = agora.person("walt@customers.example");
        customer.writes("support@agora.example", "A question", "Do you sell left-handed scissors?");
        var acknowledgement = customer.receives();
        var assignment = agora.nextAssignment(mail -> mail.text().contains("left-handed scissors"));

        customer.replies(acknowledgement, "In green, if possible.");
        assignment.consultant().receives(mail -> mail.text().contains("In green"));
        assertThat(agora.casesOf("walt@customers.example")).isEqualTo(1);

        assignment.consultant().replies(assignment.letter(), "#close\n\nYes, in green.");
        var answer = customer.receives(mail -> mail.text().contains("Yes, in green."));
        agora.settle();
        assertThat(agora.statusOf(answer)).isEqualTo("CLOSED");

        customer.replies(answer, "And how much are they?");
        assignment.consultant().receives(mail -> mail.text().contains("how much are they"));
        agora.settle();
        assertThat(agora.statusOf(answer)).isEqualTo("IN_PROGRESS");
        assertThat(agora.reasons(answer, "REOPENED")).hasSize(1);
        assertThat(agora.casesOf("walt@customers.example")).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "An unanswered case breaks the promise of its pool: one notice, then one step of the chain (A.4, B.29, C.17)")
    void aBrokenPromiseIsNoticedOnceAndEscalatedOnce() {
        agora.person("xena@customers.example")
                .writes("support@agora.example", "A wish", "Please sell more sorts of tea in May.");
        var assignment = agora.nextAssignment(mail -> mail.text().contains("sorts of tea in May"));
        agora.settle();

        agora.letPass(Duration.ofMinutes(16));
        agora.settle();
        assertThat(agora.reasons(assignment.letter(), "BREACHED")).hasSize(1);
        assertThat(agora.reasons(assignment.letter(), "ESCALATED")).isEmpty();

        agora.letPass(Duration.ofMinutes(31));
        agora.settle();
        assertThat(agora.reasons(assignment.letter(), "BREACHED")).hasSize(1);
        assertThat(agora.reasons(assignment.letter(), "ESCALATED")).hasSize(1);
    }

    @Test
    @DisplayName("An automatic mail opens a case but is not acknowledged (RFC 3834 section 2)")
    void anAutomaticMailOpensACaseButIsNotAcknowledged() {
        var robot = agora.person("robot@customers.example");
        robot.writes(
                "support@agora.example",
                "Out of office",
                "I am away.",
                mail -> mail.setHeader("Auto-Submitted", "auto-replied"));
        agora.settle();

        assertThat(agora.casesOf("robot@customers.example")).isEqualTo(1);
        assertThat(robot.inbox()).isEmpty();
    }

    @Test
    @DisplayName("Two mailboxes feed one pool, and a category feeds another (B.1, B.3, D.2)")
    void twoMailboxesFeedOnePoolAndACategoryFeedsAnother() {
        agora.person("yves@customers.example").writes("support@agora.example", "Hello", "Just a hello, nothing else.");
        agora.person("yves@customers.example").writes("feedback@agora.example", "Hello!", "And a second hello to you.");
        agora.person("zoe@customers.example")
                .writes("support@agora.example", "Promo code", "My promo code WINTER is refused.");
        agora.settle();

        assertThat(agora.poolsOf("yves@customers.example")).containsExactly("customer-service", "customer-service");
        assertThat(agora.poolsOf("zoe@customers.example")).containsExactly("online-shop");
    }

    @Test
    @DisplayName("A question to a department comes back to the consultant who asked (B.23, B.24, B.28)")
    void aQuestionToADepartmentComesBackToTheConsultant() {
        agora.person("rolf@customers.example")
                .writes("support@agora.example", "Terms", "May I resell what I buy from you abroad?");
        var assignment = agora.nextAssignment(mail -> mail.text().contains("resell what I buy"));
        var legal = agora.person(agora.router()
                .directory()
                .department("legal")
                .addresses()
                .get(0)
                .address());

        assignment.consultant().replies(assignment.letter(), "#ask legal\n\nIs that allowed by our terms?");
        var question = legal.receives();
        assertThat(question.text()).contains("Is that allowed by our terms?").contains("resell what I buy");
        assertThat(agora.statusOf(question)).isEqualTo("UNDER_CONSULTATION");

        legal.replies(question, "Yes, section 4 allows it.");
        assignment.consultant().receives(mail -> mail.text().contains("section 4 allows it"));
        agora.settle();
        assertThat(agora.statusOf(question)).isEqualTo("IN_PROGRESS");
        assertThat(agora.person("rolf@customers.example").inbox())
                .noneMatch(mail -> mail.text().contains("section 4"));
    }

    @Test
    @DisplayName("What is no command is answered with what is understood, and nothing is sent")
    void anUnknownCommandIsAnsweredWithWhatIsUnderstood() {
        var customer = agora.person("sven@customers.example");
        customer.writes("support@agora.example", "Chairs", "How high are your folding chairs?");
        var assignment = agora.nextAssignment(mail -> mail.text().contains("folding chairs"));

        assignment.consultant().replies(assignment.letter(), "#clsoe\n\nForty-five centimetres.");

        var transcript = assignment.consultant().receives(mail -> mail.text().contains("#clsoe"));
        assertThat(transcript.text()).contains("#close").contains("Forty-five centimetres.");
        agora.settle();
        assertThat(customer.inbox()).noneMatch(mail -> mail.text().contains("Forty-five"));
    }
}
