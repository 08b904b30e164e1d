package dromos.categorise;

import dromos.cases.Case.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a new request.
 *
 * @param pool that answers it: the category's, else the mailbox's
 * @param language that it is written in, {@code de}; empty where that cannot be told
 * @param store id of the one store that the mail names; null for none, or for several
 * @param reason which rule decided, {@code categories.yaml:9: subject has 'gift card'}
 * @param storeReason why this store, or why none
 * @param passedOver the rules tried before and why they did not hold, in their order
 */
public record Categorisation(
        String category,
        String pool,
        Priority priority,
        String language,
        @Nullable String store,
        String reason,
        String storeReason,
        List<String> passedOver) {
    public Categorisation {
        passedOver = List.copyOf(passedOver);
    }

    public boolean hasStore() {
        return store != null;
    }
}
