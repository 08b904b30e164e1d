package dromos.deadline;

import dromos.cases.LetterOrder;
import java.util.List;

/**
 * What one step of a broken promise says to whom.
 *
 * @param reason in words
 */
public record Notice(List<LetterOrder> letters, String reason) {}
