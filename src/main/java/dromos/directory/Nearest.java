package dromos.directory;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The valid name that somebody most likely meant. */
public final class Nearest {
    private Nearest() {}

    /** {@code "; did you mean 'delivery'?"}, else {@code "; known are a, b, c"} (at most 12), else nothing. */
    public static String hint(String wrong, Collection<String> known) {
        var nearest = to(wrong, known);
        if (nearest.isPresent()) {
            return "; did you mean '" + nearest.get() + "'?";
        }
        if (known.isEmpty()) {
            return "";
        }
        var names = known.stream().sorted().limit(12).toList();
        return "; known are " + String.join(", ", names) + (known.size() > names.size() ? ", ..." : "");
    }

    /** The known name within a third of its length in edits, if any. */
    public static Optional<String> to(String wrong, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(wrong, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(wrong, name)));
    }

    /** Edits (replace, insert, delete, swap two neighbours) between the names, without regard to case. */
    private static int distance(String left, String right) {
        var a = left.toLowerCase(Locale.ROOT);
        var b = right.toLowerCase(Locale.ROOT);
        var beforePrevious = new int[b.length() + 1];
        var previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            beforePrevious = previous;
            previous = current;
        }
        return previous[b.length()];
    }
}
