package dromos.command;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.directory.Directory;
import dromos.store.Cases;
import java.time.InstantSource;
import java.util.Map;

/** Writes what happened to a case, with the clock and the directory revision of the moment. */
public final class History {
    private final Cases cases;
    private final InstantSource clock;

    public History(Cases cases, InstantSource clock) {
        this.cases = cases;
        this.clock = clock;
    }

    void record(Case on, CaseEvent.Type type, String actor, String reason, Directory directory) {
        record(on, type, actor, reason, directory, Map.of());
    }

    void record(
            Case on, CaseEvent.Type type, String actor, String reason, Directory directory, Map<String, String> facts) {
        cases.append(new CaseEvent(on.getNumber(), type, clock.instant(), actor, reason, directory.revision(), facts));
    }
}
