package dromos.command;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Consultation;
import dromos.directory.Directory;
import dromos.store.Cases;
import java.time.InstantSource;
import java.util.List;

/** The case is done: its clocks stop, and nobody who was asked needs to answer any more. */
public final class CloseCase {
    private final Cases cases;
    private final Clocks clocks;
    private final History history;
    private final InstantSource clock;

    public CloseCase(Cases cases, Clocks clocks, History history, InstantSource clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.history = history;
        this.clock = clock;
    }

    public Outcome close(Case done, String actor, String reason, Directory directory) {
        if (!done.isOpen()) {
            return Outcome.of(done, List.of(), "The case was closed already.");
        }
        var now = clock.instant();
        for (var consultation : cases.consultations(done.getNumber())) {
            if (consultation.isOpen()) {
                cancel(done, consultation, actor, directory);
            }
        }
        clocks.stopAll(done);
        done.close(now);
        history.record(done, CaseEvent.Type.CLOSED, actor, reason, directory);
        return Outcome.of(done, List.of(), "The case is closed.");
    }

    private void cancel(Case done, Consultation consultation, String actor, Directory directory) {
        consultation.cancel(clock.instant());
        if (consultation.getMeaning() != Consultation.Meaning.NONE) {
            history.record(
                    done,
                    CaseEvent.Type.CONSULTATION_CANCELLED,
                    actor,
                    consultation.getDestination() + " need not answer: the case is closed",
                    directory);
        }
    }
}
