package dromos.monitor;

import java.util.List;
import java.util.Map;

/** The balance of the mail: everything that was seen, and what became of it. */
public record Ledger(List<Account> mailboxes, Account total) {
    /**
     * @param mailbox its name, or what handed the mail in; {@code total} for the sum
     * @param unaccounted seen, but neither recorded nor gone: 0 once a poll is over
     * @param waiting recorded and still without a fate
     * @param fates how many messages ended in each; those with none are left out
     */
    public record Account(
            String mailbox,
            long seen,
            long recorded,
            long gone,
            long unaccounted,
            long waiting,
            Map<String, Long> fates) {}
}
