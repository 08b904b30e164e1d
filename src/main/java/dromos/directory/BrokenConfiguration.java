package dromos.directory;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is refused as a whole, with everything that is wrong with it, by file and line. */
public final class BrokenConfiguration extends RuntimeException {
    private final transient List<Problem> problems;

    public BrokenConfiguration(List<Problem> problems) {
        super(describe(problems));
        this.problems = sorted(problems);
    }

    /** Sorted by file, line and column; never empty, each one once. */
    public List<Problem> problems() {
        return problems;
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream().sorted().distinct().toList();
    }

    private static String describe(List<Problem> problems) {
        return sorted(problems).stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
