package dromos.directory;

import dromos.cases.Case.Priority;
import dromos.cases.Consultation.Meaning;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message is about, and thereby who is responsible for it.
 *
 * @param pool that answers it whatever mailbox it came to; null leaves it where it arrived
 * @param priority emergency, high or normal
 * @param promise working time until the first response, null for the pool's
 * @param rules any of which puts a message here; empty for the category that takes the rest
 */
public record Category(
        String name,
        String title,
        @Nullable String pool,
        Priority priority,
        int tier,
        Set<String> flags,
        @Nullable Duration promise,
        List<Rule> rules,
        List<Destination> destinations,
        Location at) {
    /** @param at where the rule stands, which every decision made by it names */
    public record Rule(Condition when, Location at) {}

    /**
     * A department, or the store that the case is about, to which a case of this category is sent.
     *
     * @param department name of the department; null means the store of the case
     * @param within working time for the answer; null for the department's own, or one day for a store
     * @param letter null for the department's own
     */
    public record Destination(
            @Nullable String department,
            Meaning answer,
            @Nullable Duration within,
            @Nullable String letter,
            List<Step> escalation,
            Location at) {
        public boolean isStore() {
            return department == null;
        }

        /** {@code department giftcards} or {@code store}. */
        public String describe() {
            return department == null ? "store" : "department " + department;
        }
    }

    public boolean needsStore() {
        return destinations.stream().anyMatch(Destination::isStore);
    }
}
