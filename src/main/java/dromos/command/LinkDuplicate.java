package dromos.command;

import dromos.cases.CaseEvent;
import dromos.directory.Directory;
import dromos.store.Cases;
import dromos.store.Inbox;
import dromos.store.Received;

/** The same mail came to a second mailbox: its case belongs to that mailbox's pool too, and nothing else happens. */
public final class LinkDuplicate {
    private final Cases cases;
    private final Inbox inbox;
    private final History history;

    public LinkDuplicate(Cases cases, Inbox inbox, History history) {
        this.cases = cases;
        this.inbox = inbox;
        this.history = history;
    }

    public void link(Received duplicate, Directory directory) {
        var original = duplicate.duplicateOf();
        var number = original == null ? null : inbox.caseOf(original).orElse(null);
        if (number == null) {
            return;
        }
        inbox.belongsTo(duplicate.id(), number);
        var mailbox = directory.mailboxes().get(duplicate.source());
        if (mailbox == null) {
            return;
        }
        var about = cases.lock(number);
        if (!about.getPool().equals(mailbox.pool()) && cases.linkPool(number, mailbox.pool())) {
            var reason = "the same mail came to the mailbox " + mailbox.name() + ", so the pool " + mailbox.pool()
                    + " works on it too";
            history.record(about, CaseEvent.Type.LINKED, CaseEvent.ROUTER, reason, directory);
        }
    }
}
