package dromos.cases;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** One running clock of a case. */
@Entity
public class Deadline {
    /** What was promised. */
    public enum Kind {
        FIRST_RESPONSE,
        NEXT_RESPONSE,
        CONSULTATION;

        /** {@code first response}, as a person would say it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** BREACHED goes on through the escalation chain and ends when what was promised happens. */
    public enum State {
        RUNNING,
        BREACHED,
        MET,
        CANCELLED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "deadline_id")
    @SequenceGenerator(name = "deadline_id", sequenceName = "deadline_id", allocationSize = 50)
    private long id;

    @Version
    private int version;

    private long caseNumber;

    private @Nullable Long consultation;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private State state;

    private Instant due;

    /** When the next step of the chain is taken; null when there is none left. */
    private @Nullable Instant nextStep;

    private int step;
    private @Nullable Instant ended;

    @NullUnmarked
    protected Deadline() {}

    public Deadline(long caseNumber, Kind kind, @Nullable Long consultation, Instant due) {
        this.caseNumber = caseNumber;
        this.kind = kind;
        this.consultation = consultation;
        this.due = due;
        this.nextStep = due;
        this.state = State.RUNNING;
    }

    /** The promise is broken, or its breach has gone on: one step of the chain is done. */
    public void stepTaken(@Nullable Instant next) {
        state = State.BREACHED;
        step++;
        nextStep = next;
    }

    /** What was promised happened; a breach stays in the history. */
    public void met(Instant at) {
        end(State.MET, at);
    }

    public void cancel(Instant at) {
        end(State.CANCELLED, at);
    }

    private void end(State ending, Instant at) {
        state = ending;
        nextStep = null;
        ended = at;
    }

    public boolean isRunning() {
        return ended == null;
    }

    public boolean isBreachedAt(Instant now) {
        return now.isAfter(due);
    }

    public long getId() {
        return id;
    }

    public long getCaseNumber() {
        return caseNumber;
    }

    public @Nullable Long getConsultation() {
        return consultation;
    }

    public Kind getKind() {
        return kind;
    }

    public State getState() {
        return state;
    }

    public Instant getDue() {
        return due;
    }

    public @Nullable Instant getNextStep() {
        return nextStep;
    }

    /** How many steps of the chain were taken. */
    public int getStep() {
        return step;
    }

    public @Nullable Instant getEnded() {
        return ended;
    }
}
