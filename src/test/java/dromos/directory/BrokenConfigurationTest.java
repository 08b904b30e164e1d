package dromos.directory;

import static dromos.testing.Mistake.file;
import static dromos.testing.Mistake.in;
import static dromos.testing.Mistake.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dromos.testing.Mistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake in the sample configuration is refused at its place, with its cure. */
class BrokenConfigurationTest {
    static final Map<String, String> ENVIRONMENT =
            Map.of("SUPPORT_PASSWORD", "x", "FEEDBACK_PASSWORD", "x", "ORDERS_PASSWORD", "x");

    @TempDir
    private Path folder;

    static List<Mistake> shapes() {
        return List.of(
                in("pools.yaml", "promise: 15m", "promiss: 15m", "promiss", "did you mean 'promise'?"),
                in(
                        "departments.yaml",
                        "  addresses: legal@agora.example\n",
                        "",
                        "name: legal",
                        "'addresses' is missing"),
                in("people.yaml", "tier: 2", "tier: two", "two", "'two' is not possible here; known are 1, 2, 3"),
                in("people.yaml", "trainee: true", "trainee: maybe", "maybe", "expected true or false"),
                in("departments.yaml", "answer: forward", "answer: foreward", "foreward", "did you mean 'forward'?"),
                in("people.yaml", "[consultant]", "[consultent]", "consultent", "did you mean 'consultant'?"),
                in("pools.yaml", "prefix: DR", "prefix: dr", "dr\n", "two to five capital letters"),
                file("calendars.yaml", "around-the-clock:\n  zone: UTC\n", "", "expected a list"),
                file("pools.yaml", "", "", "this file is empty"),
                file("departments.yaml", "# nothing yet\n", "", "this file is empty"),
                in("mailboxes.yaml", "  pool: customer", "\tpool: customer", "\tpool", "a tab stands here"),
                in("categories.yaml", "rules:\n", "rules\n", ": {subject", "this is not YAML"),
                in("pools.yaml", "prefix: DR", "prefix: DR\n  prefix: DX", "prefix: DX", "stands here a second time"),
                in("pools.yaml", "promise: 15m", "promise: *p", "*p", "aliases (*name) are not allowed"),
                in(
                        "pools.yaml",
                        "- name: online-shop",
                        "---\n- name: online-shop",
                        "- name: online-shop",
                        "a second document"),
                without("calendars.yaml", "this file is needed"),
                file("departments.yml", "- name: a\n", "", "did you mean 'departments.yaml'?"),
                file("letters/answer.txt", "Hello\n", "", "nothing reads this file; letters are named"));
    }

    static List<Mistake> references() {
        return List.of(
                in(
                        "mailboxes.yaml",
                        "pool: online-shop",
                        "pool: online-shp",
                        "online-shp",
                        "did you mean 'online-shop'?"),
                in(
                        "pools.yaml",
                        "calendar: shop-hours",
                        "calendar: shophours",
                        "shophours",
                        "did you mean 'shop-hours'?"),
                in("pools.yaml", "emil: 1", "emill: 1", "emill", "did you mean 'emil'?"),
                in("categories.yaml", "to: giftcards", "to: giftcard", "giftcard,", "did you mean 'giftcards'?"),
                in("categories.yaml", "mailbox: orders", "mailbox: order", "order,", "did you mean 'orders'?"),
                in("categories.yaml", "pool: online-shop", "pool: shop", "shop\n  rules", "there is no pool 'shop'"),
                in(
                        "pools.yaml",
                        "  members: {ann",
                        "  letters: {answer: thanks}\n  members: {ann",
                        "thanks",
                        "there is no letter 'thanks'"),
                in(
                        "pools.yaml",
                        "  members: {ann",
                        "  letters: {anwser: answer}\n  members: {ann",
                        "anwser",
                        "did you mean 'answer'?"),
                in("people.yaml", "superior: maria", "superior: mario", "mario", "did you mean 'maria'?"),
                in("people.yaml", "deputy: dana", "deputy: dina", "dina", "did you mean 'dana'?"),
                in("pools.yaml", "superior]", "superiour]", "superiour", "did you mean 'superior'?"),
                in(
                        "mailboxes.yaml",
                        "secret: ORDERS_PASSWORD",
                        "secret: ORDER_PASSWORD",
                        "ORDER_PASSWORD",
                        "the secret 'ORDER_PASSWORD' is missing; set the environment variable"),
                in(
                        "mailboxes.yaml",
                        "secret: ORDERS_PASSWORD",
                        "secret: hunter2",
                        "hunter2",
                        "never the password itself"));
    }

    static List<Mistake> values() {
        return List.of(
                in(
                        "categories.yaml",
                        "'(?i)\\border\\b.*\\b\\d{5,}\\b'",
                        "'(?<=my )order'",
                        "'(?<=my",
                        "is no RE2 pattern"),
                in("categories.yaml", "checkout, store", "'!', store", "'!'", "has no letter or digit"),
                in("calendars.yaml", "Europe/London", "Europe/Londn", "Europe/Londn", "did you mean 'Europe/London'?"),
                in("calendars.yaml", "08:00-22:00", "08:00-26:00", "08:00-26:00", "are no hours"),
                in("calendars.yaml", "14:00-18:00", "12:00-18:00", "12:00-18:00", "in order"),
                in("calendars.yaml", "mon-sat", "mon-sut", "mon-sut", "is no day of the week"),
                in("calendars.yaml", "2026-12-25", "2026-02-30", "2026-02-30", "is no date"),
                in("departments.yaml", "within: 4h", "within: 4 hours", "4 hours", "write a number and s, m, h or d"),
                in("pools.yaml", "after: 4h", "after: 10m", "{after: 10m", "not later than the one before"),
                in(
                        "departments.yaml",
                        "giftcards@agora.example",
                        "giftcards at agora",
                        "giftcards at agora",
                        "is no mail address"),
                in(
                        "mailboxes.yaml",
                        "flag:DromosStored",
                        "flagged",
                        "flagged",
                        "keep, delete, flag:NAME or move:FOLDER"),
                in(
                        "mailboxes.yaml",
                        "  secret: ORDERS",
                        "  max-size: big\n  secret: ORDERS",
                        "big",
                        "write it like 500kB"));
    }

    static List<Mistake> sense() {
        return List.of(
                in(
                        "mailboxes.yaml",
                        "name: orders",
                        "name: feedback # twice",
                        "feedback # twice",
                        "exists already, in mailboxes.yaml:13"),
                in(
                        "mailboxes.yaml",
                        "addresses: orders@agora.example",
                        "addresses: feedback@agora.example # twice",
                        "feedback@agora.example # twice",
                        "exists already"),
                in("pools.yaml", "prefix: OS", "prefix: DR # twice", "DR # twice", "the prefix 'DR' exists already"),
                in(
                        "pools.yaml",
                        "address: orders@",
                        "address: order@",
                        "name: online-shop",
                        "did you mean 'orders@agora.example'?"),
                in(
                        "departments.yaml",
                        "legal@agora.example",
                        "feedback@agora.example",
                        "name: legal",
                        "is read by Dromos itself"),
                in(
                        "people.yaml",
                        "  superior: maria\n  trainee",
                        "  trainee",
                        "id: clara",
                        "has no superior to approve"),
                in(
                        "people.yaml",
                        "roles: [manager, owner]",
                        "roles: [manager]\n  superior: maria",
                        "id: victor",
                        "above himself"),
                in(
                        "people.yaml",
                        "  tier: 3\n  skills: [del",
                        "  absent: [{from: 2026-11-01, deputy: emil}]\n  skills: [del",
                        "id: dana",
                        "a circle"),
                in("people.yaml", "boris.lindqvist@", "ann.petrova@", "id: boris", "has the address of 'ann'"),
                in("people.yaml", "emil.haas@", "support@", "id: emil", "is read by Dromos itself"),
                in(
                        "categories.yaml",
                        "  title: Everything else",
                        "  rules: [{when: {text: x}}]",
                        "name: other",
                        "nothing takes the mail"),
                in(
                        "categories.yaml",
                        "  rules:\n    - when: {content: [price tag, price tags, wrong price, shelf price]}\n",
                        "",
                        "name: store-price-tag",
                        "'store-checkout' and what follows is never reached"));
    }

    static List<Mistake> stores() {
        return List.of(
                in(
                        "stores.csv",
                        "aliases,street",
                        "alias,street",
                        "alias,",
                        "expected the column 'aliases', found 'alias'"),
                in("stores.csv", ",security@agora.example\n", "\n", "Nora Field", "the first missing one is 'extra'"),
                in(
                        "stores.csv",
                        "Riverside;River Side",
                        "Riverside,River Side",
                        "security@",
                        "13 columns instead of 12"),
                in(
                        "stores.csv",
                        "A002,",
                        "A001,",
                        "A001,Agora Old",
                        "the store 'A001' exists already, in stores.csv:2"),
                in("stores.csv", "a003@agora.example", "a003-agora.example", "a003-agora", "is no mail address"),
                in("stores.csv", "a003@agora.example", "support@agora.example", "support@", "is read by Dromos itself"),
                in("stores.csv", "Agora Northgate", "\"Agora Northgate", "A003", "this is not CSV"));
    }

    static List<Mistake> footers() {
        var picture = "footers/ann.jpg";
        return List.of(
                in("people.yaml", picture, "footers/anne.jpg", "footers/anne", "did you mean 'footers/ann.jpg'?"),
                in("people.yaml", picture, "footers", "footers\n", "is not in the folder footers"),
                in("people.yaml", picture, "stores.csv", "stores.csv", "name it like footers/ann.jpg"),
                in("people.yaml", picture, "footers/../stores.csv", "footers/..", "is not in the folder footers"),
                in("people.yaml", picture, "../footers/ann.jpg", "../footers", "is not in the folder footers"),
                in("people.yaml", picture, "/etc/hostname", "/etc/hostname", "is not in the folder footers"),
                in("people.yaml", picture, "\"footers/a\\0.jpg\"", "\"footers/a", "is not in the folder footers"),
                in("people.yaml", picture, "''", "''", "must not be empty"),
                in("people.yaml", "footer-picture", "footer-pictur", "footer-pictur", "mean 'footer-picture'?"));
    }

    static List<Mistake> letters() {
        var answer = "letters/answer.ftl";
        return List.of(
                in(
                        answer,
                        "${pool.title}",
                        "${pool.titel}",
                        "${pool.titel}",
                        "there is no 'pool.titel'; did you mean 'title'?"),
                in(answer, "request?has_content", "requst?has_content", "<#if requst", "did you mean 'request'?"),
                in("letters/acknowledgement.ftl", "facts.due?", "facts.deu?", "<#if facts.deu", "did you mean 'due'?"),
                in("letters/answer.ftlh", "${pool.title}", "${pool.titel}", "${pool.titel}", "did you mean 'title'?"),
                in(answer, "<#else>", "<#esle>", "#esle", "Unknown directive"),
                in(answer, "${text}", "${text?eval}", "?eval", "'?eval' is not allowed"),
                in(answer, "${text}", "${text?interpret}", "?interpret", "'?interpret' is not allowed"),
                in(answer, "${text}", "${'java.lang.Runtime'?new()}", "?new", "'?new' is not allowed"),
                in(answer, "${text}", "${case?api.class}", "?api", "'?api' is not allowed"),
                in("letters/answer.ftlh", "of=text", "of=text?no_esc", "?no_esc", "'?no_esc' is not allowed"),
                in(answer, "${text}", "<#include \"/etc/passwd\">", "<#include", "Template inclusion failed"),
                in(answer, "${text}", "${entries[0].text}", "entries[0]", "'entries[0]' may have no value"),
                in(answer, "Subject: Re", "Re", "", "the first line of a letter is 'Subject: ...'"),
                in(answer, " [${case.tag}]", "", "", "the subject does not carry the tag"),
                in(answer, "]\n\n", "]\n", "${text}", "a blank line stands between"),
                without("letters/transcript.ftl", "this letter is needed and missing"),
                file("letters/thanks.ftlh", "<p>Thanks</p>", "", "needs a text letter beside it"));
    }

    @ParameterizedTest
    @MethodSource({"shapes", "references", "values", "sense", "stores", "footers", "letters"})
    void brokenConfigurationIsRefusedWithItsPlace(Mistake mistake) {
        Mistake.copy(Path.of("config"), folder);
        var place = mistake.make(folder);

        var refusal = catchThrowableOfType(BrokenConfiguration.class, this::load);

        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.problems())
                .as("at %s: %s", place, mistake.message())
                .anyMatch(problem -> problem.at().toString().equals(place)
                        && problem.message().contains(mistake.message()));
    }

    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheFiles() {
        Mistake.copy(Path.of("config"), folder);
        in("stores.csv", "A002,", "A001,", "A001,", "").make(folder);
        in("pools.yaml", "calendar: shop-hours", "calendar: shophours", "", "").make(folder);
        in("departments.yaml", "within: 4h", "within: soon", "", "").make(folder);
        in("letters/answer.ftl", "${text}", "${txt}", "", "").make(folder);

        assertThatThrownBy(this::load)
                .isInstanceOfSatisfying(BrokenConfiguration.class, refusal -> assertThat(refusal.problems())
                        .extracting(problem -> problem.at().file())
                        .containsExactly("departments.yaml", "letters/answer.ftl", "pools.yaml", "stores.csv"));
    }

    @Test
    void aFooterPictureIsToldByItsFirstBytesNotByItsName() throws IOException {
        Mistake.copy(Path.of("config"), folder);
        Files.writeString(folder.resolve("footers/ann.jpg"), "GIF89a, whatever the name says");

        assertThatThrownBy(this::load)
                .hasMessageMatching("people.yaml:\\d+:19 'footers/ann.jpg' is neither a JPEG nor a PNG .*; save .*");
    }

    @Test
    void aFooterPictureHasAtMost200Kilobytes() throws IOException {
        Mistake.copy(Path.of("config"), folder);
        var picture = folder.resolve("footers/ann.jpg");
        Files.write(picture, Arrays.copyOf(Files.readAllBytes(picture), 200 * 1024));
        assertThat(load().person("ann").picture()).isNotNull();

        Files.write(picture, Arrays.copyOf(Files.readAllBytes(picture), 200 * 1024 + 1));
        assertThatThrownBy(this::load)
                .hasMessageMatching("people.yaml:\\d+:19 'footers/ann.jpg' has 201 kB, expected at most 200 kB.*");
    }

    @Test
    void aLinkDoesNotLeadAFooterPictureOutOfItsFolder(@TempDir Path elsewhere) throws IOException {
        Mistake.copy(Path.of("config"), folder);
        var picture = folder.resolve("footers/ann.jpg");
        Files.createSymbolicLink(picture, Files.move(picture, elsewhere.resolve("ann.jpg")));

        assertThatThrownBy(this::load)
                .hasMessageMatching("people.yaml:\\d+:19 'footers/ann.jpg' is not in the folder footers .*");
    }

    @Test
    void aByteThatIsNotUtf8IsRefusedWhereItStands() throws IOException {
        Mistake.copy(Path.of("config"), folder);
        var file = folder.resolve("departments.yaml");
        var text = Files.readString(file).replace("title: Legal", "title: L\u00e9gal");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(this::load).hasMessageMatching("departments.yaml:\\d+:11 this byte is not UTF-8: .*");
    }

    @Test
    void aByteOrderMarkOfASpreadsheetIsTolerated() throws IOException {
        Mistake.copy(Path.of("config"), folder);
        var file = folder.resolve("stores.csv");
        Files.writeString(file, "\uFEFF" + Files.readString(file).replace("\n", "\r\n"));

        assertThat(load().stores()).hasSize(44);
    }

    @Test
    void aDeputyWhoIsAwayAtAnotherTimeIsNoCircle() {
        Mistake.copy(Path.of("config"), folder);
        in(
                        "people.yaml",
                        "  tier: 3\n  skills: [del",
                        "  absent: [{from: 2025-11-01, to: 2025-11-20, deputy: emil}]\n  skills: [del",
                        "",
                        "")
                .make(folder);

        assertThat(load().person("dana").absences()).hasSize(1);
    }

    @Test
    void noMessageHoldsASecret() {
        Mistake.copy(Path.of("config"), folder);
        in("mailboxes.yaml", "after: flag:DromosStored", "after: flagged", "", "")
                .make(folder);
        var secrets = new Secrets(
                folder,
                Map.of("SUPPORT_PASSWORD", "s3cr3t", "FEEDBACK_PASSWORD", "s3cr3t", "ORDERS_PASSWORD", "s3cr3t"));

        assertThatThrownBy(() -> DirectoryLoader.load(folder, secrets))
                .hasMessageNotContaining("s3cr3t")
                .isInstanceOf(BrokenConfiguration.class);
    }

    private Directory load() {
        return DirectoryLoader.load(folder, new Secrets(folder, ENVIRONMENT));
    }
}
