package dromos.command;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.directory.Directory;
import dromos.directory.Person;
import java.util.List;

/** A consultant takes a case; whoever owned it before owns it no longer. */
public final class Take {
    private final History history;

    public Take(History history) {
        this.history = history;
    }

    /** @throws Refusal if the case is closed */
    public Outcome take(Case wanted, Person by, Directory directory) {
        if (!wanted.isOpen()) {
            throw new Refusal("The case is closed; it opens again when the customer writes.");
        }
        var before = wanted.getOwner();
        wanted.take(by.id());
        history.record(
                wanted,
                CaseEvent.Type.TAKEN,
                by.id(),
                before == null || before.equals(by.id()) ? "taken" : "taken over from " + before,
                directory);
        return Outcome.of(wanted, List.of(), "The case is yours.");
    }
}
