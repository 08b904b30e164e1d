package dromos.standards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every row of the page of standards names tests that exist, one of which cites the standard in its name. */
@Tag("lint")
class StandardsPageTest {
    private static final Path PAGE = Path.of("docs", "reference", "standards.md");
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Pattern NUMBER = Pattern.compile("\\d{4}");
    private static final List<String> PROMISED = List.of(
            "5321", "5322", "2047", "2231", "3834", "3464", "3462", "2369", "2919", "8601", "5233", "6531", "3501",
            "9051", "2177");

    @Test
    void theTestsThatThePageNamesExistAndCiteTheirStandard() throws IOException {
        assertThat(violations(Files.readAllLines(PAGE))).isEmpty();
    }

    @Test
    void everyStandardThatWePromiseHasARow() throws IOException {
        var rows = rows(Files.readAllLines(PAGE)).stream()
                .map(row -> cells(row)[1])
                .toList();
        assertThat(PROMISED).allMatch(number -> rows.stream().anyMatch(row -> row.contains(number)));
    }

    @Test
    void aRowWithoutATestOrWithOneThatIsGoneIsFound() {
        assertThat(violations(List.of("| RFC 5321 | 6.1 | what | none |"))).hasSize(1);
        assertThat(violations(List.of("| RFC 5321 | 6.1 | what | `StandardsPageTest.rfc5321Gone` |")))
                .hasSize(1);
        assertThat(violations(
                        List.of("| RFC 5321 | 6.1 | what | `StandardsPageTest.everyStandardThatWePromiseHasARow` |")))
                .hasSize(1);
    }

    private static List<String> violations(List<String> page) {
        var sources = sources();
        var violations = new ArrayList<String>();
        for (String row : rows(page)) {
            var tests = NAMED.matcher(cells(row)[4]).results().toList();
            tests.stream()
                    .filter(test -> !sources.getOrDefault(test.group(1), "").contains("void " + test.group(2) + "("))
                    .forEach(test -> violations.add("no such test: " + test.group()));
            boolean cited = NUMBER.matcher(cells(row)[1]).results().anyMatch(number -> tests.stream()
                    .anyMatch(test -> cites(test.group(2), number.group())));
            if (!cited) {
                violations.add("no test cites the standard in its name: " + row);
            }
        }
        return violations;
    }

    private static boolean cites(String test, String number) {
        return test.startsWith("rfc")
                && test.substring(0, Math.min(test.length(), 40)).contains(number);
    }

    private static List<String> rows(List<String> page) {
        return page.stream().filter(line -> line.startsWith("| RFC ")).toList();
    }

    private static String[] cells(String row) {
        return row.split("\\|", -1);
    }

    /** Sources by class name. */
    private static Map<String, String> sources() {
        var sources = new TreeMap<String, String>();
        try (var files = Files.walk(TESTS)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return sources;
    }
}
