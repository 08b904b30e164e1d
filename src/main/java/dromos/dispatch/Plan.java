package dromos.dispatch;

import dromos.cases.Question;
import java.util.List;

/**
 * Whom a case goes to now.
 *
 * @param questions one for each destination that has not been asked yet
 * @param isOwned whether a destination answers the customer itself, so that no consultant is needed
 * @param reason in words: which destinations were passed over, and why
 */
public record Plan(List<Question> questions, boolean isOwned, String reason) {}
