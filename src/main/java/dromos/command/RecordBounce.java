package dromos.command;

import dromos.cases.CaseEvent;
import dromos.cases.LetterOrder;
import dromos.directory.Directory;
import dromos.mail.Audience;
import dromos.mail.Mail;
import dromos.store.Cases;
import dromos.store.Inbox;
import dromos.store.Outbox;
import dromos.store.OutboxRow;
import dromos.store.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of our letters could not be delivered: its row says so, and whoever has the case in hand is told. */
public final class RecordBounce {
    private final Cases cases;
    private final Inbox inbox;
    private final Outbox outbox;
    private final History history;

    public RecordBounce(Cases cases, Inbox inbox, Outbox outbox, History history) {
        this.cases = cases;
        this.inbox = inbox;
        this.outbox = outbox;
        this.history = history;
    }

    /**
     * @param letter the letter that did not arrive
     * @param permanent false where the sending server goes on trying: delayed is not failed
     */
    public List<LetterOrder> record(
            Mail bounce, Received received, OutboxRow letter, boolean permanent, String reason, Directory directory) {
        if (permanent) {
            outbox.bounced(letter.id(), reason);
        }
        var letters = new ArrayList<LetterOrder>();
        var number = letter.caseNumber();
        if (number != null) {
            inbox.belongsTo(received.id(), number);
            var about = cases.lock(number);
            history.record(
                    about,
                    CaseEvent.Type.BOUNCED,
                    bounce.sender(),
                    (permanent ? "undeliverable: " : "delayed: ") + reason,
                    directory,
                    Map.of("recipient", letter.to().address(), "letter", letter.letter()));
            var owner = about.getOwner();
            if (permanent && owner != null && directory.people().containsKey(owner)) {
                letters.add(new LetterOrder(
                        directory.pool(about.getPool()).letter("delivery-failed"),
                        number,
                        Audience.person(owner),
                        directory.person(owner).address(),
                        LetterOrder.AUTO_GENERATED,
                        Map.of("who", letter.to().address(), "reason", reason, "letter", letter.letter()),
                        List.of(),
                        null));
            }
        }
        return letters;
    }
}
