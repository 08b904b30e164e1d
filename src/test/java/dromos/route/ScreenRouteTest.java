package dromos.route;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.cases.LetterOrder;
import dromos.screen.Screening;
import dromos.store.Received;
import dromos.testing.Agora;
import dromos.testing.Line;
import dromos.testing.MailBuilder;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first station: what passes, what goes elsewhere. */
@Tag("route")
class ScreenRouteTest {
    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    private static Line line;

    /** A letter of ours whose recipient will be said not to exist. */
    private static String lostLetter;

    @BeforeAll
    static void openShop() throws Exception {
        agora = Agora.open(folder);
        agora.person("gus@customers.example").writes("support@agora.example", "A question", "Do you sell umbrellas?");
        lostLetter = Objects.requireNonNull(
                agora.person("gus@customers.example").receives().messageId());
        agora.settle();
        line = new Line(agora).cut("screen", "correlate", "post");
    }

    @Test
    void aPersonPasses() {
        var passage = line.receives(aMail().from("ann@customers.example"));

        assertThat(passage.exits()).containsExactly("correlate");
        assertThat(passage.found("screening", Screening.class).isAutomatic()).isFalse();
    }

    @Test
    void anAutomaticMailPassesWithItsMark() {
        var passage = line.receives(aMail().header("Auto-Submitted", "auto-replied"));

        assertThat(passage.exits()).containsExactly("correlate");
        assertThat(passage.found("screening", Screening.class).isAutomatic()).isTrue();
    }

    @Test
    void ourOwnMailInACircleIsParked() {
        var loopId = agora.router().settings().loopId();
        var passage = line.receives(aMail().header("X-Dromos-Loop", loopId));

        assertThat(passage.exits()).isEmpty();
        assertThat(passage.found("screening", Screening.class).isLoop()).isTrue();
    }

    @Test
    void theSameMailAgainIsLinkedToTheFirst() {
        var mail = aMail().from("twice@customers.example").to("support@agora.example, orders@agora.example");
        var first = line.receives(mail);
        var second = line.receives(mail, "orders");

        assertThat(second.exits()).isEmpty();
        assertThat(second.found("screening", Screening.class).isDuplicate()).isTrue();
        assertThat(second.found("received", Received.class).duplicateOf())
                .isEqualTo(first.found("received", Received.class).id());
    }

    @Test
    void aBounceOfAKnownLetterIsRecordedAndTold() {
        var passage = line.receives(bounceOf(lostLetter));

        assertThat(passage.found("screening", Screening.class).reason()).isNotBlank();
        assertThat(passage.exits()).containsExactly("post");
        assertThat(passage.at("post", LetterOrder.class))
                .extracting(LetterOrder::letter)
                .containsOnly("delivery-failed");
    }

    @Test
    void aBounceOfALetterThatIsNotOursPasses() {
        assertThat(line.receives(bounceOf("nobody.knows@elsewhere.example")).exits())
                .containsExactly("correlate");
    }

    private static MailBuilder bounceOf(String messageId) {
        return aMail().from("MAILER-DAEMON@agora.example")
                .to("support@agora.example")
                .subject("Undelivered Mail Returned to Sender")
                .header("Return-Path", "<>")
                .report("delivery-status")
                .part("message/delivery-status", """
                        Reporting-MTA: dns; mx.agora.example

                        Final-Recipient: rfc822; gus@customers.example
                        Action: failed
                        Status: 5.1.1
                        Diagnostic-Code: smtp; 550 5.1.1 no such user
                        """)
                .part("text/rfc822-headers", "Message-ID: <" + messageId + ">\nSubject: A letter\n");
    }
}
