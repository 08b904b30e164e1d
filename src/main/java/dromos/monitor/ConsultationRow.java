package dromos.monitor;

import dromos.cases.Consultation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question to one destination, and what came of it.
 *
 * @param destination {@code department:legal} or {@code store:S012}
 * @param due null where no answer is expected
 */
public record ConsultationRow(
        long id,
        String destination,
        List<String> recipients,
        Consultation.Meaning meaning,
        String question,
        Instant sent,
        @Nullable Instant due,
        Consultation.State state,
        @Nullable String answeredBy,
        @Nullable Instant answered,
        @Nullable String outcome) {
    /** @param recipients mail addresses, one a line, as they are stored */
    public ConsultationRow(
            long id,
            String destination,
            String recipients,
            Consultation.Meaning meaning,
            String question,
            Instant sent,
            @Nullable Instant due,
            Consultation.State state,
            @Nullable String answeredBy,
            @Nullable Instant answered,
            @Nullable String outcome) {
        this(
                id,
                destination,
                recipients.lines().toList(),
                meaning,
                question,
                sent,
                due,
                state,
                answeredBy,
                answered,
                outcome);
    }
}
