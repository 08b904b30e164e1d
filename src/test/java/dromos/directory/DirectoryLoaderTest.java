package dromos.directory;

import static dromos.testing.Mistake.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dromos.cases.Consultation.Meaning;
import dromos.testing.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample configuration as it is read. */
class DirectoryLoaderTest {
    private static final Path CONFIG = Path.of("config");
    private static final Directory AGORA =
            DirectoryLoader.load(CONFIG, new Secrets(CONFIG, BrokenConfigurationTest.ENVIRONMENT));

    @TempDir
    private Path folder;

    @Test
    void threeMailboxesFeedTwoPools() {
        assertThat(AGORA.mailboxes()).hasSize(3);
        assertThat(AGORA.mailboxes().values())
                .extracting(Mailbox::pool)
                .containsOnly("customer-service", "online-shop");
        assertThat(AGORA.stores()).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void aStoreIsAskedForAReportWithinADay() {
        var rudeness = AGORA.category("store-rudeness");

        assertThat(rudeness.needsStore()).isTrue();
        assertThat(rudeness.destinations().get(0).answer()).isEqualTo(Meaning.REPORT);
        assertThat(rudeness.destinations().get(0).within()).isEqualTo(Duration.ofDays(1));
        assertThat(rudeness.destinations().get(0).escalation().get(0).to()).contains("territorial-manager");
    }

    @Test
    void aStoreTellsEverybodyOnceTheShopFirst() {
        assertThat(AGORA.store("A001").everybody())
                .extracting(address -> address.address())
                .containsExactly(
                        "a001@agora.example",
                        "a001.director@agora.example",
                        "a001.deputy@agora.example",
                        "a001.cashier@agora.example",
                        "nora.field@agora.example",
                        "security@agora.example");
    }

    @Test
    void theAbsentConsultantIsReplacedByTheDeputy() {
        var today = LocalDate.of(2026, 11, 23);

        assertThat(AGORA.present(AGORA.person("emil"), today)).contains(AGORA.person("dana"));
    }

    @Test
    void aRuleKnowsItsLine() throws IOException {
        var rule = AGORA.category("gift-certificate").rules().get(0);
        var line = Files.readAllLines(CONFIG.resolve("categories.yaml"))
                .get(rule.at().line() - 1);

        assertThat(line).contains("when: {subject: [gift certificate");
    }

    @Test
    void theRevisionFollowsEveryFile() {
        Mistake.copy(CONFIG, folder);
        assertThat(load().revision()).isEqualTo(AGORA.revision());
        in("letters/answer.ftl", "You wrote", "You have written", "", "").make(folder);
        assertThat(load().revision()).isNotEqualTo(AGORA.revision());
    }

    @Test
    void theRevisionFollowsThePicturesOfFooters() throws IOException {
        Mistake.copy(CONFIG, folder);
        var picture = folder.resolve("footers/ann.jpg");
        Files.write(picture, Arrays.copyOf(Files.readAllBytes(picture), 1000));
        assertThat(load().revision()).isNotEqualTo(AGORA.revision());
    }

    @Test
    void aNewDepartmentIsThreeLinesAndADestinationOne() {
        Mistake.copy(CONFIG, folder);
        in(
                        "departments.yaml",
                        "- name: legal",
                        "- name: security\n  addresses: security@agora.example\n  answer: none\n\n- name: legal",
                        "",
                        "")
                .make(folder);
        in(
                        "categories.yaml",
                        "- {to: giftcards, answer: forward}",
                        "- {to: giftcards, answer: forward}\n    - to: security",
                        "",
                        "")
                .make(folder);

        assertThat(load().category("gift-certificate").destinations())
                .extracting(Category.Destination::describe)
                .containsExactly("department giftcards", "department security");
    }

    @Test
    void aSecretIsTakenFromVariableThenNamedFileThenSecretsFolder() throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/TOKEN"), "third\n");
        var named = Files.writeString(folder.resolve("elsewhere"), "second\n");

        assertThat(new Secrets(folder, Map.of()).find("TOKEN")).contains("third");
        assertThat(new Secrets(folder, Map.of("TOKEN_FILE", named.toString())).find("TOKEN"))
                .contains("second");
        assertThat(new Secrets(folder, Map.of("TOKEN", "first", "TOKEN_FILE", named.toString())).find("TOKEN"))
                .contains("first");
        assertThat(new Secrets(folder, Map.of()).find("OTHER")).isEmpty();
    }

    @Test
    void aLetterShowsMailTextOnlyAsText() {
        var sample = LetterModel.sample();
        var hostile = new LetterModel(
                sample.about(),
                sample.pool(),
                sample.entries(),
                "<script>alert(1)</script> ${case.tag} <#include \"x\">",
                "${1/0}",
                Map.of(),
                sample.recipient(),
                sample.consultant());

        var rendered = AGORA.letters().render("answer", hostile);

        assertThat(rendered.text()).contains("${1/0}", "<script>");
        assertThat(rendered.html()).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void aLineBreakInTheSubjectBecomesASpace() {
        var sample = LetterModel.sample();
        var about = sample.about();
        var hostile = new LetterModel(
                new LetterModel.CaseView(
                        about.tag(),
                        about.number(),
                        "Hello\r\nBcc: victim@customers.example\u0000",
                        about.category(),
                        about.status(),
                        about.priority(),
                        about.opened(),
                        about.customer(),
                        about.store()),
                sample.pool(),
                List.of(),
                "",
                "",
                Map.of(),
                sample.recipient(),
                sample.consultant());

        assertThat(AGORA.letters().render("answer", hostile).subject())
                .isEqualTo("Re: Hello Bcc: victim@customers.example [DR-10482-K7QM2XV8]");
    }

    @Test
    void anUnknownFactIsRefusedWhenTheModelIsMade() {
        var sample = LetterModel.sample();

        assertThatThrownBy(() -> new LetterModel(
                        sample.about(),
                        sample.pool(),
                        List.of(),
                        "",
                        "",
                        Map.of("deu", "soon"),
                        sample.recipient(),
                        sample.consultant()))
                .hasMessageContaining("did you mean 'due'?");
    }

    private Directory load() {
        return DirectoryLoader.load(folder, new Secrets(folder, BrokenConfigurationTest.ENVIRONMENT));
    }
}
