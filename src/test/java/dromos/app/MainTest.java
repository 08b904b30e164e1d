package dromos.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dromos.mail.Keys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as somebody types it. */
class MainTest {
    private record Said(int code, String out, String err) {}

    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void copyTheSample() throws IOException {
        config = folder.resolve("config");
        copy(Path.of("config"), config);
        copy(Path.of("routes"), folder.resolve("routes"));
        var secrets = Files.createDirectories(config.resolve("secrets"));
        Files.writeString(secrets.resolve("keys"), Keys.generate());
        Files.writeString(secrets.resolve("api-keys"), "ann:reader:" + "0123456789abcdef".repeat(4) + "\n");
        for (var name : List.of("SUPPORT_PASSWORD", "FEEDBACK_PASSWORD", "ORDERS_PASSWORD", "SMTP_PASSWORD")) {
            Files.writeString(secrets.resolve(name), "s3cret-" + name);
        }
    }

    @Test
    void helpNamesEveryCommand() {
        var said = dromos("--help");

        assertThat(said.code).isZero();
        assertThat(said.out).contains("demo", "run", "check", "doctor", "inspect", "explain", "Exit codes:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "check", "doctor", "inspect", "explain"})
    void everyCommandHasHelpThatFitsTheScreen(String command) {
        var said = dromos(command, "--help");

        assertThat(said.code).isZero();
        assertThat(said.out).startsWith("Usage: dromos " + command);
        assertThat(said.out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheNearestOne() {
        var said = dromos("chekc");

        assertThat(said.code).isEqualTo(2);
        assertThat(said.err).contains("Did you mean", "check");
    }

    @Test
    void runWithoutAConfigurationSaysWhichOptionIsMissing() {
        var said = dromos("run");

        assertThat(said.code).isEqualTo(2);
        assertThat(said.err).contains("--config");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        var said = dromos("check", "--config", folder.resolve("nowhere").toString());

        assertThat(said.code).isEqualTo(2);
        assertThat(said.err).contains("there is no folder", "nowhere");
    }

    @Test
    void checkCountsWhatIsInOrder() {
        var said = check();

        assertThat(said.err).isEmpty();
        assertThat(said.out).contains("3 mailboxes", "2 pools", "4 departments", "11 files", "keys");
        assertThat(said.code).isZero();
    }

    @Test
    void checkTellsEveryProblemOfConfigurationAndRoutesWithItsPlace() throws IOException {
        replace(config.resolve("departments.yaml"), "calendar: office-hours", "calendar: ofice-hours");
        replace(folder.resolve("routes/20-screen.camel.yaml"), "ref: screener", "ref: screner");
        Files.delete(config.resolve("secrets/keys"));

        var said = check();

        assertThat(said.code).isEqualTo(1);
        assertThat(said.out)
                .containsPattern("config/departments\\.yaml:\\d+:\\d+ .*office-hours")
                .containsPattern("routes/20-screen\\.camel\\.yaml:\\d+:\\d+ .*screener")
                .containsPattern("config/secrets/keys:1:1 .*key");
    }

    @Test
    void checkRefusesMoreWorkersThanThereAreConnectionsFor() throws IOException {
        replace(config.resolve("dromos.properties"), "database.connections = 12", "database.connections = 5");

        assertThat(check().out).containsPattern("dromos\\.properties:34:\\d+ .*4 workers need at least 6 connections");
    }

    @Test
    void checkNamesTheKeyFileThatCannotBeUsedWithItsLine() throws IOException {
        Files.writeString(config.resolve("secrets/keys"), "# ours\n1:tooweak=\n");

        assertThat(check().out).containsPattern("secrets/keys:2:1 ");
    }

    @Test
    void noProblemShowsASecret() throws IOException {
        Files.writeString(config.resolve("secrets/keys"), "1:dG9vIHNob3J0IGtleQ==\n");
        replace(config.resolve("pools.yaml"), "assignment: push", "assignment: pusch");

        var said = check();

        assertThat(said.out + said.err).doesNotContain("s3cret", "dG9vIHNob3J0IGtleQ");
    }

    @Test
    void runRefusesABrokenConfigurationWithoutAStackTrace() throws IOException {
        replace(config.resolve("pools.yaml"), "prefix: DR", "prefix: dr x");

        var said = dromos("run", "--config", config.toString());

        assertThat(said.code).isEqualTo(1);
        assertThat(said.err).containsPattern("pools\\.yaml:\\d+:\\d+ ").contains("nothing was started");
        assertThat(said.err).doesNotContain("\tat ");
    }

    @Test
    void inspectShowsNoTerminalWhatASenderWouldHaveItDo() throws IOException {
        var mail = Files.writeString(folder.resolve("escape.eml"), "From: a@b.test\n\nhi \u001b[2J\u001b[H there");

        assertThat(dromos("inspect", mail.toString()).out).contains("there").doesNotContain("\u001b");
    }

    @Test
    void inspectBelievesTheServerThatItIsToldToTrust() throws IOException {
        var mail = Files.writeString(
                folder.resolve("signed.eml"),
                "Authentication-Results: mx.shop.test; dmarc=fail header.from=b.test\nFrom: a@b.test\n\nhi");

        assertThat(dromos("inspect", "--json", mail.toString()).out).contains("\"result\":\"none\"");
        assertThat(dromos("inspect", "--json", "--trust", "mx.shop.test", mail.toString()).out)
                .contains("\"result\":\"fail\"");
    }

    @Test
    void inspectWritesOneObjectALineAndNeverStopsAtABadFile() throws IOException {
        var mails = Files.createDirectories(folder.resolve("mails"));
        Files.writeString(mails.resolve("1.eml"), """
                From: Iris Vale <Iris@Customers.example>
                To: support@agora.example
                Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=
                Message-ID: <1@customers.example>
                Date: Tue, 24 Nov 2026 09:00:00 +0000

                Hello
                """.replace("\n", "\r\n"));
        Files.write(mails.resolve("2.eml"), new byte[] {0, 1, 2, (byte) 0xff});
        Files.writeString(mails.resolve("3.eml"), "Auto-Submitted: auto-replied\nFrom: a@b.example\n\nI am away.\n");

        var said = dromos(
                "inspect",
                "--json",
                mails.toString(),
                folder.resolve("absent.eml").toString());

        var seen = said.out.lines().map(MainTest::json).toList();
        assertThat(seen).hasSize(4);
        assertThat(seen.get(0).at("/from/address").asText()).isEqualTo("iris@customers.example");
        assertThat(seen.get(0).at("/subject").asText()).isEqualTo("Grüße");
        assertThat(seen.get(0).at("/automatic/kind").asText()).isEqualTo("none");
        assertThat(seen.get(2).at("/automatic/kind").asText()).isEqualTo("auto-reply");
        assertThat(seen.get(3).has("error")).isTrue();
        assertThat(said.code).isEqualTo(1);
    }

    @Test
    void explainSaysWhereNoDatabaseIs() {
        var said = dromos(
                "explain", "--config", config.toString(), "--set", "database.folder=" + folder.resolve("none"), "DR-1");

        assertThat(said.code).isEqualTo(1);
        assertThat(said.err).contains("there is no database in").doesNotContain("\tat ");
    }

    @Test
    void doctorTellsTheCureForEachServerThatCannotBeReached() throws IOException {
        for (var file : List.of("mailboxes.yaml", "dromos.properties")) {
            replace(config.resolve(file), "agora.example\n  user", "agora.example\n  port: 1\n  user");
            Files.writeString(
                    config.resolve(file),
                    Files.readString(config.resolve(file))
                            .replace("imap.agora.example", "127.0.0.1")
                            .replace("smtp.agora.example", "127.0.0.1")
                            .replace("587", "1"));
        }

        var said = dromos("doctor", "--config", config.toString());

        assertThat(said.code).isEqualTo(1);
        assertThat(said.out)
                .contains("FAIL  mailbox support", "FAIL  relay", "cure:", "will be made at the first start");
    }

    private Said check() {
        return dromos("check", "--config", config.toString());
    }

    private static Said dromos(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Said(code, out.toString(), err.toString());
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static void replace(Path file, String old, String changed) throws IOException {
        Files.writeString(file, Files.readString(file).replace(old, changed));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("secrets"))
                    .toList()) {
                var target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
