package dromos.cases;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A question to one destination about one case, and what came of it. */
@Entity
public class Consultation {
    /** OPEN until somebody answers, or nobody needs to any more. */
    public enum State {
        OPEN,
        ANSWERED,
        CANCELLED
    }

    /** What the answer does to the case. */
    public enum Meaning {
        /** It goes to the consultant of the case, which is in progress again. */
        RETURN,
        /** It goes to the customer and closes the case. */
        FORWARD,
        /** It is kept as the outcome and closes the case. */
        REPORT,
        /** It is kept; nobody was asked. */
        NONE
    }

    @Id
    private long id;

    @Version
    private int version;

    private long caseNumber;

    private String destination;

    /** Mail addresses, one a line. */
    private String recipients;

    @Enumerated(EnumType.STRING)
    private Meaning meaning;

    private String question;
    private Instant sent;
    private @Nullable Instant due;

    @Enumerated(EnumType.STRING)
    private State state;

    private @Nullable String answeredBy;

    private @Nullable Instant answered;
    private @Nullable String outcome;

    @NullUnmarked
    protected Consultation() {}

    /**
     * @param destination {@code department:legal} or {@code store:S012}
     * @param due null where no answer is expected
     */
    public Consultation(
            long id,
            long caseNumber,
            String destination,
            List<String> recipients,
            Meaning meaning,
            String question,
            Instant sent,
            @Nullable Instant due) {
        this.id = id;
        this.caseNumber = caseNumber;
        this.destination = destination;
        this.recipients = String.join("\n", recipients);
        this.meaning = meaning;
        this.question = question;
        this.sent = sent;
        this.due = due;
        this.state = State.OPEN;
    }

    public void answer(String who, Instant at, String text) {
        state = State.ANSWERED;
        answeredBy = who;
        answered = at;
        outcome = text;
    }

    public void cancel(Instant at) {
        state = State.CANCELLED;
        answered = at;
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether the case waits for this answer. */
    public boolean isAwaited() {
        return state == State.OPEN && meaning != Meaning.NONE;
    }

    public boolean wasSentTo(String address) {
        return getRecipients().contains(address);
    }

    public long getId() {
        return id;
    }

    public long getCaseNumber() {
        return caseNumber;
    }

    public String getDestination() {
        return destination;
    }

    public List<String> getRecipients() {
        return List.of(recipients.split("\n"));
    }

    public Meaning getMeaning() {
        return meaning;
    }

    public String getQuestion() {
        return question;
    }

    public Instant getSent() {
        return sent;
    }

    public @Nullable Instant getDue() {
        return due;
    }

    public State getState() {
        return state;
    }

    public @Nullable String getAnsweredBy() {
        return answeredBy;
    }

    public @Nullable Instant getAnswered() {
        return answered;
    }

    public @Nullable String getOutcome() {
        return outcome;
    }
}
