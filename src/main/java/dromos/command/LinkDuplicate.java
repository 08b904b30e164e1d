package dromos.command;

import dromos.directory.Directory;
import dromos.store.Cases;
import dromos.store.Inbox;
import dromos.store.Received;

/** The same mail came to a second mailbox: its case is shown in that mailbox's pool too, and nothing else happens. */
public final class LinkDuplicate {
    private final Cases cases;
    private final Inbox inbox;

    public LinkDuplicate(Cases cases, Inbox inbox) {
        this.cases = cases;
        this.inbox = inbox;
    }

    public void link(Received duplicate, Directory directory) {
        var original = duplicate.duplicateOf();
        var number = original == null ? null : inbox.caseOf(original).orElse(null);
        if (number == null) {
            return;
        }
        inbox.belongsTo(duplicate.id(), number);
        var mailbox = directory.mailboxes().get(duplicate.source());
        if (mailbox != null && !cases.lock(number).getPool().equals(mailbox.pool())) {
            cases.linkPool(number, mailbox.pool());
        }
    }
}
