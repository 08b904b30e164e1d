package dromos.directory;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One link of an escalation chain: who is told, and when.
 *
 * @param after time since the due instant; zero is the breach notice itself
 * @param to person ids, mail addresses, or the roles {@code owner}, {@code superior}, {@code destination},
 *     {@code territorial-manager}, {@code director}
 * @param letter name of the letter
 */
public record Step(Duration after, List<String> to, String letter) {
    /** What a step may name besides persons and addresses; each case has its own. */
    public static final Set<String> ROLES =
            Set.of("owner", "superior", "destination", "territorial-manager", "director");
}
