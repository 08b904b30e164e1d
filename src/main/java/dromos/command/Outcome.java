package dromos.command;

import dromos.cases.Case;
import dromos.cases.LetterOrder;
import java.util.List;

/**
 * What a use case did.
 *
 * @param inCase the case that it was done to
 * @param letters what is to be said to whom because of it
 * @param needsDispatch whether destinations or a consultant have to be found for the case now
 * @param transcript what was done, in words, one sentence a line
 */
public record Outcome(Case inCase, List<LetterOrder> letters, boolean needsDispatch, List<String> transcript) {
    public static Outcome of(Case inCase, List<LetterOrder> letters, String transcript) {
        return new Outcome(inCase, letters, false, List.of(transcript));
    }

    public Outcome needingDispatch() {
        return new Outcome(inCase, letters, true, transcript);
    }

    public boolean isFinished() {
        return !needsDispatch;
    }
}
