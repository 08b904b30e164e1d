package dromos.monitor;

import dromos.cases.Deadline;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One clock of a case.
 *
 * @param nextStep when the next step of the chain is taken; null when there is none left
 * @param step how many steps of the chain were taken
 */
public record DeadlineRow(
        long id,
        Deadline.Kind kind,
        @Nullable Long consultation,
        Deadline.State state,
        Instant due,
        @Nullable Instant nextStep,
        int step,
        @Nullable Instant ended) {}
