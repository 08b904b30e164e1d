package dromos.cases;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Something that happened to a case. Appended, never changed; reports, the audit and {@code explain} read nothing else.
 *
 * @param actor who did it: a mail address, a person id, or {@code router}
 * @param reason in words, with the file and line of the configuration that decided
 * @param revision of the directory in force
 */
public record CaseEvent(
        long caseNumber,
        Type type,
        Instant at,
        String actor,
        String reason,
        String revision,
        Map<String, String> facts) {
    /** Everything that can happen, in the past tense. */
    public enum Type {
        OPENED,
        CATEGORISED,
        LOCATED,
        LINKED,
        ACKNOWLEDGED,
        NOT_ACKNOWLEDGED,
        DISPATCHED,
        ASSIGNED,
        NOT_ASSIGNED,
        TAKEN,
        CONSULTED,
        CONSULTATION_ANSWERED,
        CONSULTATION_CANCELLED,
        FOLLOWED_UP,
        HELD_UNVERIFIED,
        ANSWER_HELD,
        ANSWER_APPROVED,
        REPLIED,
        AUTOMATIC_RECEIVED,
        BREACHED,
        ESCALATED,
        BOUNCED,
        DELIVERY_FAILED,
        COMMANDED,
        CLOSED,
        REOPENED;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static final String ROUTER = "router";
}
