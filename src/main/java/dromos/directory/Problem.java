package dromos.directory;

import java.util.Comparator;

/**
 * One thing that is wrong with the configuration.
 *
 * @param message what is wrong, what was expected, the nearest valid name, the cure
 */
public record Problem(Location at, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing((Problem problem) -> problem.at.file())
            .thenComparingInt(problem -> problem.at.line())
            .thenComparingInt(problem -> problem.at.column())
            .thenComparing(Problem::message);

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** {@code pools.yaml:12:9 there is no calendar 'ofice'; did you mean 'office'?} */
    @Override
    public String toString() {
        return at + " " + message;
    }
}
