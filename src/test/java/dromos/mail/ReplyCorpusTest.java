package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Corpora;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the tests of six other reply parsers demand of their own example mails, said in our terms, over the mounted
 * files. One row a statement: the file, what is spoken of (reply, quoted or signature), how, and of which of the file's
 * lines. Lines are compared without surrounding blanks and quote marks; blank lines do not
 * count. {@code =} equals, {@code ^} begins with, {@code +} contains each line, {@code -} contains none of the lines,
 * {@code first} begins with the lines and lacks the next line of the file; {@code none} and {@code some}: blank or not.
 * A statement marked {@code !} contradicts what another folder demands of the same text, or of one like it. Left out are only statements
 * about the other parsers' programming interfaces: how many fragments history falls into, encodings, null, equality
 * of two of their methods.
 */
class ReplyCorpusTest {
    private record Statement(String file, String part, String how, List<String> what, boolean contradicted) {}

    private record Score(String folder, int held, int stated, int contradicted) {}

    private static final List<Score> SCORES = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"github", "zapier", "alfonsrv", "edlio", "willdurand", "crisp"})
    void whatOtherParsersDemandHolds(String name) {
        var folder = Corpora.folder("reply_" + name);
        var missed = new ArrayList<String>();
        var statements = statements(name);
        int contradicted = 0;
        for (var statement : statements) {
            contradicted += statement.contradicted() ? 1 : 0;
            if (!holds(statement, text(folder.resolve(statement.file())))) {
                missed.add("  missed" + (statement.contradicted() ? " (contradicted elsewhere) " : " ") + statement);
            }
        }
        for (var header : List.of("DATES", "FROMS")) {
            missed.addAll(missedHeaders(name, folder, header));
        }
        int all = statements.size()
                + headers(name, "DATES").size()
                + headers(name, "FROMS").size();
        SCORES.add(new Score(name, all - missed.size(), all, contradicted));
        System.out.printf(
                "reply_%-10s %3d of %3d statements hold, %2d contradicted elsewhere%n",
                name, all - missed.size(), all, contradicted);
        missed.forEach(System.out::println);
        assertThat(missed.size()).as("misses of %s", name).isLessThanOrEqualTo(Math.max(3, all / 10));
    }

    @AfterAll
    static void nearlyAllHold() {
        int held = SCORES.stream().mapToInt(Score::held).sum();
        int stated = SCORES.stream().mapToInt(Score::stated).sum();
        if (stated > 0) {
            System.out.printf(
                    "reply_*          %3d of %3d statements hold: %.1f %%%n", held, stated, 100.0 * held / stated);
            assertThat(held * 100.0 / stated).isGreaterThanOrEqualTo(95);
        }
    }

    private static List<String> missedHeaders(String name, Path folder, String kind) {
        boolean dates = kind.equals("DATES");
        var missed = new ArrayList<String>();
        for (var header : headers(name, kind)) {
            var file = dates ? "email_with_date_headers.txt" : "email_with_from_headers.txt";
            var text = text(folder.resolve(file)).replace(dates ? "[DATE]" : "[FROM]", header);
            var reply = QuoteCutter.cut(text).reply();
            boolean holds = dates
                    ? reply.equals(text.lines().findFirst().orElseThrow().strip())
                    : compact(reply).equals(compact(text));
            if (!holds) {
                missed.add("  missed " + file + " with " + header);
            }
        }
        return missed;
    }

    private static boolean holds(Statement statement, String text) {
        long start = System.nanoTime();
        var cut = QuoteCutter.cut(text);
        double seconds = (System.nanoTime() - start) / 1e9;
        var part = compact(
                switch (statement.part()) {
                    case "reply" -> cut.reply();
                    case "quoted" -> cut.quoted();
                    case "signature" -> cut.signature();
                    default -> "";
                });
        var wanted = wanted(statement.what(), text);
        return switch (statement.how()) {
            case "=" -> part.equals(String.join("\n", wanted));
            case "^" -> part.startsWith(String.join("\n", wanted));
            case "+" -> wanted.stream().allMatch(part::contains);
            case "-" -> wanted.stream().noneMatch(part::contains);
            case "first" -> part.startsWith(String.join("\n", wanted)) && !part.contains(lineAfter(wanted, text));
            case "none" -> part.isEmpty();
            case "some" -> !part.isEmpty();
            case "fast" -> seconds < 1;
            default -> throw new IllegalArgumentException(statement.toString());
        };
    }

    private static String lineAfter(List<String> wanted, String text) {
        var lines = compact(text).lines().toList();
        return lines.get(lines.indexOf(wanted.get(wanted.size() - 1)) + 1);
    }

    /** The named lines of the file. */
    private static List<String> wanted(List<String> what, String text) {
        var lines = text.lines().toList();
        var wanted = new ArrayList<String>();
        for (var each : what) {
            var ends = each.split("-", 2);
            int first = Integer.parseInt(ends[0]);
            int last = ends.length > 1 ? Integer.parseInt(ends[1]) : first;
            lines.subList(first - 1, last).stream()
                    .map(ReplyCorpusTest::compact)
                    .filter(line -> !line.isEmpty())
                    .forEach(wanted::add);
        }
        return wanted;
    }

    private static String compact(String text) {
        return String.join(
                "\n",
                text.lines()
                        .map(line -> line.replaceFirst("^[>\\s]+", "").strip())
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    private static String text(Path file) {
        var text = new String(Corpora.bytes(file), StandardCharsets.UTF_8);
        return text.indexOf('\ufffd') < 0 ? text : new String(Corpora.bytes(file), StandardCharsets.ISO_8859_1);
    }

    private static List<Statement> statements(String name) {
        return lines(name, "STATEMENTS").stream()
                .flatMap(ReplyCorpusTest::statement)
                .toList();
    }

    /** {@code file: part how what; part how what}. */
    private static Stream<Statement> statement(String row) {
        int colon = row.indexOf(':');
        return Stream.of(row.substring(colon + 1).split(";", -1))
                .map(String::strip)
                .map(said -> {
                    boolean contradicted = said.startsWith("!");
                    var words = said.substring(contradicted ? 1 : 0).strip().split(" ", 3);
                    return new Statement(
                            row.substring(0, colon).strip() + ".txt",
                            words[0],
                            words[1],
                            words.length < 3 ? List.of() : List.of(words[2].split(",", -1)),
                            contradicted);
                });
    }

    private static List<String> headers(String name, String kind) {
        return lines(name, kind);
    }

    /** The lines of a section of a folder's table. */
    private static List<String> lines(String name, String section) {
        var wanted = name.toUpperCase(Locale.ROOT) + " " + section;
        var lines = new ArrayList<String>();
        boolean inside = false;
        for (var line : table().lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                inside = line.equals("[" + wanted + "]");
            } else if (inside && !line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static String table() {
        try (var stream = ReplyCorpusTest.class.getResourceAsStream("reply-statements.txt")) {
            return new String(java.util.Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
