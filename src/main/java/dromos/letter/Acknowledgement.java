package dromos.letter;

import dromos.cases.LetterOrder;
import java.util.List;

/**
 * Whether a new case is acknowledged.
 *
 * @param reason in words
 * @param letters the acknowledgement, or nothing
 */
public record Acknowledgement(String reason, List<LetterOrder> letters) {}
