package dromos.command;

import dromos.cases.CaseEvent;
import dromos.cases.Entry;
import dromos.cases.LetterOrder;
import dromos.directory.Directory;
import dromos.mail.Audience;
import dromos.mail.Mail;
import dromos.store.Cases;
import dromos.store.Received;
import java.util.List;
import java.util.Map;

/**
 * Somebody who cannot be believed writes about a case. His mail is kept for staff to see; no status changes, nobody
 * is added, and nothing is sent to him or to anybody outside.
 */
public final class KeepUnverified {
    private final Cases cases;
    private final History history;
    private final Correspondence correspondence;

    public KeepUnverified(Cases cases, History history, Correspondence correspondence) {
        this.cases = cases;
        this.history = history;
        this.correspondence = correspondence;
    }

    /** @param automatic whether no person wrote it: then its owner is not bothered with it */
    public Outcome keep(
            Mail mail, Received received, long number, boolean automatic, String reason, Directory directory) {
        var about = cases.lock(number);
        cases.add(correspondence.staffEntry(number, Entry.Kind.UNVERIFIED, mail, received));
        correspondence.rememberId(number, mail);
        history.record(
                about,
                CaseEvent.Type.HELD_UNVERIFIED,
                mail.sender(),
                reason,
                directory,
                Map.of("message", Long.toString(received.id())));
        var owner = about.getOwner();
        if (automatic || owner == null || !directory.people().containsKey(owner)) {
            return Outcome.of(about, List.of(), "An unverified mail was kept.");
        }
        var notice = new LetterOrder(
                directory.pool(about.getPool()).letter("unverified-notice"),
                number,
                Audience.person(owner),
                directory.person(owner).address(),
                LetterOrder.AUTO_GENERATED,
                Map.of("who", mail.sender(), "text", Correspondence.said(mail), "reason", reason),
                List.of(),
                null);
        return Outcome.of(about, List.of(notice), "An unverified mail was kept and its owner told.");
    }
}
