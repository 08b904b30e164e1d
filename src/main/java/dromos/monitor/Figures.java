package dromos.monitor;

import dromos.store.Fate;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Everything that is polled, read at one moment. Ages are in seconds, 0 where nothing waits.
 *
 * @param openCases number of open cases by pool
 * @param finished how many messages ever got each fate, by mailbox or by what handed them in
 * @param letters how many letters ever ended in each state: sent, failed
 * @param wrongTags how many tags and tokens that nobody signed came today
 * @param mailboxes by name; those that were never polled are left out
 */
public record Figures(
        long inboxWaiting,
        double inboxOldestAge,
        long outboxWaiting,
        double outboxOldestAge,
        long quarantined,
        long deadlinesRunning,
        long deadlinesBreached,
        Map<String, Long> openCases,
        Map<String, Map<String, Long>> finished,
        Map<String, Long> letters,
        long wrongTags,
        Map<String, MailboxFigures> mailboxes) {
    /**
     * @param lastSuccessAge seconds since the last poll that went well; since the first failure where none did
     * @param failing whether the last poll went wrong
     * @param error what went wrong, else empty
     */
    public record MailboxFigures(
            double lastSuccessAge,
            boolean failing,
            String error,
            long seen,
            long recorded,
            long gone,
            long unaccounted) {
        static final MailboxFigures NEVER_POLLED = new MailboxFigures(Double.NaN, false, "", 0, 0, 0, 0);
    }

    MailboxFigures mailbox(String name) {
        return mailboxes.getOrDefault(name, MailboxFigures.NEVER_POLLED);
    }

    long sum(ToLongFunction<MailboxFigures> figure) {
        return mailboxes.values().stream().mapToLong(figure).sum();
    }

    long openCases(String pool) {
        return openCases.getOrDefault(pool, 0L);
    }

    long allOpenCases() {
        return openCases.values().stream().mapToLong(Long::longValue).sum();
    }

    long letters(String state) {
        return letters.getOrDefault(state, 0L);
    }

    long finished(String mailbox, Fate fate) {
        return finished.getOrDefault(mailbox, Map.of()).getOrDefault(fate.word(), 0L);
    }

    long finished(Fate fate) {
        return finished.keySet().stream()
                .mapToLong(mailbox -> finished(mailbox, fate))
                .sum();
    }
}
