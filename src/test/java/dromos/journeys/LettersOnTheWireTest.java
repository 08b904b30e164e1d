package dromos.journeys;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.RawMail;
import dromos.testing.Agora;
import dromos.testing.MailBuilder;
import dromos.testing.SmtpSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shop's letters look like to the server that takes them. */
@Tag("journey")
class LettersOnTheWireTest {
    @TempDir
    static Path folder;

    private static SmtpSink sink;
    private static Agora agora;

    @BeforeAll
    static void openShop() throws Exception {
        sink = SmtpSink.start(Files.createDirectories(folder.resolve("letters")));
        agora = Agora.open(
                Files.createDirectories(folder.resolve("shop")), Map.of("smtp.port", Integer.toString(sink.port())));
    }

    @AfterAll
    static void closeShop() {
        agora.close();
        sink.close();
    }

    @Test
    @DisplayName(
            "An acknowledgement has an empty envelope sender, every other letter one that its bounce comes back to")
    void bouncesComeBackButNotThoseOfAcknowledgements() throws Exception {
        receives(aMail().from("ann@customers.example").subject("Gift card").text("My gift card is not accepted."));
        assertThat(lettersTo("ann@customers.example")).singleElement().satisfies(letter -> {
            assertThat(letter.headers().first("X-Mail-Args")).startsWith("<>");
            assertThat(letter.headers().first("Auto-Submitted")).isEqualTo("auto-replied");
        });
        assertThat(dumps())
                .filteredOn(letter -> !letter.headers().contains("Auto-Submitted", "auto-replied"))
                .isNotEmpty()
                .allMatch(letter -> String.valueOf(letter.headers().first("X-Mail-Args"))
                        .matches("<[a-z]+\\+[a-z0-9]+@agora.example>.*"));
    }

    @Test
    @DisplayName("However long the customer's subject is, the tag of his case stands where mail programs keep it")
    void aLongSubjectKeepsTheTag() throws Exception {
        receives(aMail().from("bob@customers.example")
                .subject("parcel ".repeat(200))
                .text("Where is it?"));
        assertThat(lettersTo("bob@customers.example")).singleElement().satisfies(letter -> assertThat(letter.subject())
                .hasSizeLessThan(255)
                .startsWith("We have your message: parcel parcel")
                .matches(".*… \\[[A-Z]+-\\d+-[0-9A-Z]{8}]"));
    }

    @Test
    @DisplayName("A subject of letters beyond the basic plane is never cut within one, wherever the cut falls")
    void aLongSubjectIsCutBetweenLetters() throws Exception {
        for (var before : List.of("", "x")) {
            var customer = "cut" + before + "@customers.example";
            receives(aMail().from(customer)
                    .subject(before + "\ud83d\udce6".repeat(600))
                    .text("Where is it?"));
            assertThat(lettersTo(customer)).singleElement().satisfies(letter -> assertThat(letter.subject())
                    .matches("We have your message: " + before + "(\ud83d\udce6){50,}… \\[[A-Z]+-\\d+-[0-9A-Z]{8}]"));
        }
    }

    @Test
    @DisplayName(
            "A customer whose address needs SMTPUTF8 has a case; his letter says why it failed, and no other waits")
    void anAddressThatTheServerCannotTakeFailsAlone() throws Exception {
        receives(aMail().from("jürgen@customers.example").subject("Gift card").text("My gift card is not accepted."));
        assertThat(agora.casesOf("jürgen@customers.example")).isEqualTo(1);
        assertThat(agora.recorded()
                        .sql("select error from outbox where state = 'failed'")
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .contains("SMTPUTF8");
    }

    private static void receives(MailBuilder mail) throws Exception {
        try (var template = agora.router().context().createProducerTemplate()) {
            template.sendBody("direct:hand-in", mail.bytes());
        }
        agora.settle();
    }

    private static List<Mail> dumps() {
        return sink.dumps().stream()
                .map(dump -> new MailReader().read(RawMail.of(dump.getBytes(StandardCharsets.ISO_8859_1))))
                .toList();
    }

    private static List<Mail> lettersTo(String address) {
        return dumps().stream()
                .filter(letter -> letter.to().get(0).address().equals(address))
                .toList();
    }
}
