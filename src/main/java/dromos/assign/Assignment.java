package dromos.assign;

import dromos.cases.LetterOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a case.
 *
 * @param person null where nobody does
 * @param reason in words
 * @param letters that carry the case to him
 */
public record Assignment(@Nullable String person, String reason, List<LetterOrder> letters) {}
