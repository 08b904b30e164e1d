package dromos.command;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.directory.Directory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody, or the text of the mail, says which shop a case is about. */
public final class SetStore {
    private final History history;

    public SetStore(History history) {
        this.history = history;
    }

    /** The router found the shop, or says why it did not: two candidates are no candidate. */
    public void found(Case of, @Nullable String store, String reason, Directory directory) {
        if (store != null) {
            set(of, store, CaseEvent.ROUTER, reason, directory);
        }
    }

    /** A consultant names the shop; whoever has to hear of it is found by dispatching the case again. */
    public Outcome named(Case of, String store, String person, Directory directory) {
        var named = directory.store(store);
        set(of, store, person, "named by " + person, directory);
        return Outcome.of(of, List.of(), "The shop of this case is " + named.name() + " (" + store + ").")
                .needingDispatch();
    }

    private void set(Case of, String store, String actor, String reason, Directory directory) {
        of.locate(store, reason);
        history.record(of, CaseEvent.Type.LOCATED, actor, reason, directory, Map.of("store", store));
    }
}
