package dromos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What a drill found: figures, and lines that hold or do not. Printed as it grows; may be kept as a dated table. */
final class Result {
    private final String name;
    private final List<String> lines = new ArrayList<>();
    private int broken;

    Result(String name, String conditions) {
        this.name = name;
        System.out.println(name + ": " + conditions);
        lines.add("# " + name + ", " + LocalDate.now(ZoneOffset.UTC));
        lines.add("");
        lines.add(conditions);
        lines.add("");
        lines.add("| line | found | |");
        lines.add("|---|---|---|");
    }

    /** A figure that is only told. */
    void tell(String line, Object found) {
        row(line, found, "");
    }

    /** A line that must hold. */
    void must(String line, boolean holds, Object found) {
        if (!holds) {
            broken++;
        }
        row(line, found, holds ? "ok" : "BROKEN");
    }

    /** Nothing may be in the list; the first of it are shown. */
    void none(String line, Collection<?> exceptions) {
        must(
                line,
                exceptions.isEmpty(),
                exceptions.isEmpty()
                        ? "none"
                        : exceptions.size() + ": "
                                + exceptions.stream().limit(5).toList());
    }

    private void row(String line, Object found, String mark) {
        System.out.printf(Locale.ROOT, "  %-66s %s %s%n", line, found, mark);
        lines.add("| " + line + " | " + found + " | " + mark + " |");
    }

    boolean holds() {
        return broken == 0;
    }

    /** Prints the end and, if asked for, keeps the table under bench/results. */
    void finish(boolean record) throws IOException {
        System.out.println(holds() ? name + ": every line holds" : name + ": " + broken + " lines BROKEN");
        if (record) {
            Path file = Path.of("bench", "results", LocalDate.now(ZoneOffset.UTC) + "-" + name + ".md");
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
            System.out.println("kept in " + file);
        }
    }
}
