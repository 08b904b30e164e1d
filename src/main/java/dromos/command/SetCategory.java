package dromos.command;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.directory.Directory;
import java.util.Map;

/** Somebody, or a rule, says what a case is about. The pool that answers it, its priority and its clock follow. */
public final class SetCategory {
    private final History history;
    private final Clocks clocks;

    public SetCategory(History history, Clocks clocks) {
        this.history = history;
        this.clocks = clocks;
    }

    /** @param reason in words, with the file and line of the rule that decided */
    public void set(Case of, String category, String reason, Directory directory) {
        var chosen = directory.category(category);
        var pool = chosen.pool() == null ? of.getPool() : chosen.pool();
        of.categorise(category, reason, pool, chosen.priority());
        clocks.promiseFirstResponse(of, directory);
        history.record(
                of,
                CaseEvent.Type.CATEGORISED,
                CaseEvent.ROUTER,
                reason,
                directory,
                Map.of("category", category, "pool", pool));
    }
}
