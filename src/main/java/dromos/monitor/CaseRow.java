package dromos.monitor;

import dromos.cases.Case;
import dromos.cases.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A case as it stands.
 *
 * @param tag without brackets
 * @param customer mail address; null for a caller without one
 * @param categoryReason in words, with the file and line that decided
 * @param language that the customer wrote in first, {@code de}; empty where that cannot be told
 * @param owner id of the consultant, null where nobody owns the case
 */
public record CaseRow(
        long number,
        String tag,
        Status status,
        String pool,
        @Nullable String mailbox,
        @Nullable String customer,
        @Nullable String customerName,
        String subject,
        String category,
        String categoryReason,
        String language,
        @Nullable String store,
        @Nullable String storeReason,
        Case.Priority priority,
        @Nullable String owner,
        @Nullable Long linkedTo,
        Instant opened,
        @Nullable Instant firstAnswered,
        @Nullable Instant closed,
        int reopenings) {}
