package dromos.route;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.correlate.Evidence;
import dromos.correlate.Evidence.Kind;
import dromos.correlate.Match;
import dromos.correlate.Match.Trust;
import dromos.mail.Mail;
import dromos.testing.Agora;
import dromos.testing.CaseTag;
import dromos.testing.Line;
import dromos.testing.MailBuilder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of evidence, from each kind of correspondent, leads to the station that it should. */
@Tag("route")
class CorrelateRouteTest {
    private static final String SUPPORT = "support@agora.example";
    private static final String CUSTOMER = "gus@customers.example";
    private static final String DEPARTMENT = "giftcards@agora.example";

    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    private static Line line;
    private static String firstMail;
    private static Mail acknowledgement;
    private static Mail question;
    private static Agora.Assignment assignment;

    @BeforeAll
    static void openShop() throws Exception {
        agora = Agora.open(folder);
        agora.person(CUSTOMER).writes(SUPPORT, "Gift card", "My gift card was stolen.");
        acknowledgement = agora.person(CUSTOMER).receives();
        question = agora.person(DEPARTMENT).receives();
        agora.person("ina@customers.example").writes(SUPPORT, "A question", "Do you sell umbrellas?");
        assignment = agora.nextAssignment(letter -> letter.text().contains("umbrellas"));
        agora.settle();
        firstMail = agora.recorded()
                .sql("select message_id from message where sender = ?")
                .param(CUSTOMER)
                .query(String.class)
                .single();
        line = new Line(agora)
                .cut("correlate", "categorise", "follow-up", "department-reply", "staff-mail", "unverified");
    }

    /** A mail, the station that it has to reach, the strongest evidence in it, and how far its sender is believed. */
    record Way(String name, Supplier<MailBuilder> mail, String exit, Kind evidence, Trust trust) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        return Stream.of(
                way(
                        "customer by token",
                        () -> from(CUSTOMER).to(answerTo(acknowledgement)),
                        "follow-up",
                        Kind.TOKEN,
                        Trust.PROVEN),
                way(
                        "customer by our Message-ID",
                        () -> from(CUSTOMER).inReplyTo(Objects.requireNonNull(acknowledgement.messageId())),
                        "follow-up",
                        Kind.OWN_MESSAGE_ID,
                        Trust.PROVEN),
                way(
                        "customer by tag",
                        () -> from(CUSTOMER)
                                .subject("About [" + CaseTag.of(question).text() + "]"),
                        "follow-up",
                        Kind.SUBJECT_TAG,
                        Trust.KNOWN),
                way(
                        "customer by his first mail",
                        () -> from(CUSTOMER).subject("Re: Gift card").inReplyTo(firstMail),
                        "follow-up",
                        Kind.REFERENCE,
                        Trust.KNOWN),
                way(
                        "tag in the text alone",
                        () -> from(CUSTOMER)
                                .text("It is about [" + CaseTag.of(question).text() + "]"),
                        "categorise",
                        Kind.BODY_TAG,
                        Trust.NONE),
                way(
                        "department by token",
                        () -> from(DEPARTMENT).to(answerTo(question)),
                        "department-reply",
                        Kind.TOKEN,
                        Trust.PROVEN),
                way(
                        "department by tag",
                        () -> from(DEPARTMENT)
                                .subject("[" + CaseTag.of(question).text() + "]"),
                        "department-reply",
                        Kind.SUBJECT_TAG,
                        Trust.KNOWN),
                way(
                        "consultant by token",
                        () -> from(consultant()).to(answerTo(assignment.letter())),
                        "staff-mail",
                        Kind.TOKEN,
                        Trust.PROVEN),
                way(
                        "consultant by tag",
                        () -> from(consultant())
                                .subject("[" + CaseTag.of(assignment.letter()).text() + "]"),
                        "staff-mail",
                        Kind.SUBJECT_TAG,
                        Trust.KNOWN),
                way(
                        "stranger by tag",
                        () -> from("eve@elsewhere.example")
                                .subject("[" + CaseTag.of(question).text() + "]"),
                        "unverified",
                        Kind.SUBJECT_TAG,
                        Trust.UNVERIFIED),
                way(
                        "customer whom the department copied",
                        () -> from(CUSTOMER).to(DEPARTMENT).cc(answerTo(question)),
                        "follow-up",
                        Kind.TOKEN,
                        Trust.KNOWN),
                way(
                        "stranger with a consultant's token",
                        () -> from("eve@elsewhere.example").to(answerTo(assignment.letter())),
                        "unverified",
                        Kind.TOKEN,
                        Trust.UNVERIFIED));
    }

    private static Way way(String name, Supplier<MailBuilder> mail, String exit, Kind evidence, Trust trust) {
        return new Way(name, mail, exit, evidence, trust);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void evidenceLeadsToItsStation(Way way) {
        var passage = line.receives(way.mail().get());

        assertThat(passage.exits()).containsExactly(way.exit());
        var match = passage.found("match", Match.class);
        assertThat(match.trust()).as(match.reason()).isEqualTo(way.trust());
        assertThat(match.evidence()).first().extracting(Evidence::kind).isEqualTo(way.evidence());
    }

    @Test
    void whatPointsToNoCaseBecomesANewOne() {
        var passage = line.receives(from("new@customers.example"));

        assertThat(passage.exits()).containsExactly("categorise");
        assertThat(passage.found("match", Match.class).evidence()).isEmpty();
    }

    @Test
    void contradictingEvidenceBecomesANewCaseThatIsLinked() {
        var passage = line.receives(from(CUSTOMER)
                .to(answerTo(acknowledgement))
                .subject("[" + CaseTag.of(assignment.letter()).text() + "]"));

        assertThat(passage.exits()).containsExactly("categorise");
        assertThat(passage.found("match", Match.class).reason()).contains("contradicts itself");
        assertThat(passage.found("match", Match.class).linkedTo()).isNotNull();
    }

    @Test
    void anOldMailAnsweredUnderAnotherSubjectBecomesANewCaseThatIsLinked() {
        var passage = line.receives(from(CUSTOMER).subject("Invoice").inReplyTo(firstMail));

        assertThat(passage.exits()).containsExactly("categorise");
        assertThat(passage.found("match", Match.class).reason()).contains("under another subject");
        assertThat(passage.found("match", Match.class).linkedTo()).isNotNull();
    }

    private static MailBuilder from(String address) {
        return aMail().from(address).to(SUPPORT);
    }

    private static String consultant() {
        return assignment.consultant().address().address();
    }

    private static String answerTo(Mail letter) {
        return Objects.requireNonNull(letter.answerTo()).address();
    }
}
