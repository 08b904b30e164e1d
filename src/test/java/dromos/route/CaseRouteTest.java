package dromos.route;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.assign.Assignment;
import dromos.cases.Case;
import dromos.cases.LetterOrder;
import dromos.categorise.Categorisation;
import dromos.directory.Directory;
import dromos.dispatch.Plan;
import dromos.store.Cases;
import dromos.testing.Agora;
import dromos.testing.Line;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a new request to the letters that it causes: categorise, open-case, dispatch and post. */
@Tag("route")
class CaseRouteTest {
    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    private static Line line;

    @BeforeAll
    static void openShop() throws Exception {
        agora = Agora.open(folder);
        line = new Line(agora).cut("open-case", "dispatch", "post").cut("dispatch", "post");
    }

    private static Line.Passage asks(String subject, String text) {
        return line.receives(
                aMail().from("gus@customers.example").subject(subject).text(text));
    }

    private static Line.Passage dispatches(Case opened) {
        var known =
                new Cases(agora.router().database()).find(opened.getNumber()).orElseThrow();
        return line.runs("dispatch", "", Map.of("case", known, "directory", line.directory()));
    }

    @Test
    void aCategoryTellsTheFileAndLineOfItsRule() {
        var found = asks("Gift card", "It was stolen.").found("category", Categorisation.class);

        assertThat(found.category()).isEqualTo("gift-certificate");
        assertThat(found.reason()).matches("categories\\.yaml:\\d+: .*gift card.*");
    }

    @Test
    void aCaseKnowsTheLanguageThatItsCustomerWrites() {
        var german = asks("Frage", "Ich möchte meine Schuhe umtauschen, weil sie mir leider zu klein sind.");
        var tooShort = asks("Hi", "ok");

        assertThat(german.found("case", Case.class).getLanguage()).isEqualTo("de");
        assertThat(tooShort.found("case", Case.class).getLanguage()).isEmpty();
    }

    @Test
    void aNewCaseIsAcknowledgedOnceAndSentOn() {
        var passage = asks("Hello", "Do you sell umbrellas?");

        assertThat(passage.exits()).containsExactlyInAnyOrder("post", "dispatch");
        assertThat(passage.at("post", LetterOrder.class))
                .singleElement()
                .satisfies(letter -> assertThat(letter.isAcknowledgement()).isTrue());
        assertThat(passage.found("case", Case.class).getTag()).isNotBlank();
    }

    @Test
    void anAutomaticMailIsNotAcknowledged() {
        var passage = line.receives(
                aMail().from("robot@customers.example").subject("Report").header("Auto-Submitted", "auto-generated"));

        assertThat(passage.exits()).containsExactly("dispatch");
    }

    @Test
    void withoutAStoreNoStoreIsAskedAndAConsultantIsFound() {
        var passage =
                dispatches(asks("A rude guard", "The guard was rude to me.").found("case", Case.class));

        assertThat(passage.found("plan", Plan.class).questions()).isEmpty();
        assertThat(passage.found("plan", Plan.class).reason()).contains("store");
        assertThat(passage.found("assignment", Assignment.class).letters()).isNotEmpty();
        assertThat(passage.at("post", LetterOrder.class))
                .extracting(LetterOrder::letter)
                .contains("assignment")
                .doesNotContain("store-notice");
    }

    @Test
    void aKnownStoreGetsOneLetterForEachOfItsPeople() {
        var passage = dispatches(asks("Rude", "The guard in your shop Agora Riverside was rude to me.")
                .found("case", Case.class));
        var store = line.directory().stores().get("A001");

        assertThat(passage.at("post", LetterOrder.class).stream()
                        .filter(letter -> letter.letter().equals("store-notice"))
                        .map(letter -> letter.to().address()))
                .as("recipients of %s", store)
                .doesNotHaveDuplicates()
                .contains("a001.director@agora.example", "nora.field@agora.example");
    }

    @Test
    void aStoreThatLeftTheConfigurationIsPassedOverAndSaidSo() {
        var opened = asks("Rude", "The guard in your shop Agora Riverside was rude to me.")
                .found("case", Case.class);
        var known =
                new Cases(agora.router().database()).find(opened.getNumber()).orElseThrow();
        var plan = line.runs("dispatch", "", Map.of("case", known, "directory", without("A001")))
                .found("plan", Plan.class);

        assertThat(plan.questions()).isEmpty();
        assertThat(plan.reason()).contains("shop A001 is no longer in the configuration");
    }

    private static Directory without(String store) {
        var all = line.directory();
        var stores = new LinkedHashMap<>(all.stores());
        stores.remove(store);
        return new Directory(
                all.revision(),
                all.mailboxes(),
                all.pools(),
                all.departments(),
                stores,
                all.categories(),
                all.people(),
                all.calendars(),
                all.letters());
    }

    @Test
    void dispatchingTwiceAsksOnce() {
        var opened = asks("Gift card", "My gift card does not work.").found("case", Case.class);

        assertThat(dispatches(opened).found("plan", Plan.class).questions()).hasSize(1);
        var again = dispatches(opened);
        assertThat(again.found("plan", Plan.class).questions()).isEmpty();
        assertThat(again.at("post", LetterOrder.class)).isEmpty();
    }

    @Test
    void anOrderedLetterBecomesARowOfTheOutboxInTheSameTransaction() {
        var passage = asks("Hello", "Where is my receipt?");
        var order = passage.at("post", LetterOrder.class).get(0);
        var before = rows(order.caseNumber());

        line.runs("post", order, Map.of("directory", line.directory()));

        assertThat(before).isEmpty();
        assertThat(rows(order.caseNumber())).containsExactly("gus@customers.example");
    }

    private static List<String> rows(long caseNumber) {
        return agora.recorded()
                .sql("select recipient from outbox where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .list();
    }
}
