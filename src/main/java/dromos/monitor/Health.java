package dromos.monitor;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Whether the parts that the figures tell about are well. */
public final class Health {
    /** Letters that are older than this make the router not ready: nothing that it decides reaches anybody. */
    public static final Duration OUTBOX_LIMIT = Duration.ofMinutes(15);

    /**
     * @param detail in words, for people who have a key
     */
    public record State(boolean well, String detail) {}

    private final FreshFigures figures;
    private final List<String> mailboxes;

    public Health(FreshFigures figures, Collection<String> mailboxes) {
        this.figures = figures;
        this.mailboxes = List.copyOf(mailboxes);
    }

    public List<String> mailboxes() {
        return mailboxes;
    }

    public State database() {
        return figures.read()
                .map(now -> new State(true, "answers"))
                .orElseGet(() -> new State(false, "does not answer"));
    }

    public State outbox() {
        return figures.read()
                .map(now -> new State(
                        now.outboxOldestAge() <= OUTBOX_LIMIT.toSeconds(),
                        "%d waiting, the oldest for %.0f s".formatted(now.outboxWaiting(), now.outboxOldestAge())))
                .orElseGet(() -> new State(false, "the database does not answer"));
    }

    public State mailbox(String name) {
        return figures.read()
                .map(now -> now.mailbox(name))
                .map(mailbox -> mailbox.failing()
                        ? new State(false, mailbox.error())
                        : new State(true, "last good poll %.0f s ago".formatted(mailbox.lastSuccessAge())))
                .orElseGet(() -> new State(false, "the database does not answer"));
    }
}
