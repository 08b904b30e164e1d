package dromos.letter;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.LetterOrder;
import dromos.directory.Directory;
import dromos.mail.Audience;
import dromos.mail.Mail;
import dromos.store.Cases;
import dromos.store.Outbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a customer that his mail arrived, unless no person wrote it (RFC 3834 section 2) or the sender may be forged.
 * All acknowledgements together stay under a cap, so that nobody can use Dromos to flood somebody else.
 */
public final class Acknowledger {
    private final Cases cases;
    private final Outbox outbox;
    private final InstantSource clock;
    private final int mostPerHour;

    /** @param mostPerHour acknowledgements of the whole router */
    public Acknowledger(Cases cases, Outbox outbox, InstantSource clock, int mostPerHour) {
        this.cases = cases;
        this.outbox = outbox;
        this.clock = clock;
        this.mostPerHour = mostPerHour;
    }

    /**
     * @param automatic whether no person wrote the mail
     * @param marks why it is automatic or not, in words
     * @param authenticationFailed whether the receiving server says that the sender is forged
     */
    public Acknowledgement decide(
            Mail mail,
            Case opened,
            boolean automatic,
            String marks,
            boolean authenticationFailed,
            Directory directory) {
        var refusal = refusal(opened, automatic, marks, authenticationFailed, mail.answerTo() == null, directory);
        var customer = opened.getCustomer();
        if (refusal != null || customer == null) {
            return decided(opened, CaseEvent.Type.NOT_ACKNOWLEDGED, String.valueOf(refusal), List.of(), directory);
        }
        var letter = new LetterOrder(
                letterName(opened, directory),
                opened.getNumber(),
                Audience.CUSTOMER,
                customer,
                LetterOrder.AUTO_REPLIED,
                Map.of(),
                List.of(),
                mail.messageId());
        return decided(opened, CaseEvent.Type.ACKNOWLEDGED, "letter " + letter.letter(), List.of(letter), directory);
    }

    private @Nullable String refusal(
            Case opened,
            boolean automatic,
            String marks,
            boolean authenticationFailed,
            boolean nobodyToAnswer,
            Directory directory) {
        if (automatic) {
            return "no person wrote it: " + marks;
        }
        if (authenticationFailed) {
            return "the sender failed authentication";
        }
        if (opened.getCustomer() == null || nobodyToAnswer) {
            return "there is nobody to answer";
        }
        if (directory.isOwnAddress(opened.getCustomer())) {
            return "it came from one of our own addresses";
        }
        if (outbox.hasAcknowledged(mostPerHour, clock.instant().minus(Duration.ofHours(1)))) {
            return "the router's " + mostPerHour + " acknowledgements of this hour are used up";
        }
        return null;
    }

    /** The mailbox's own wording wins over the pool's. */
    private static String letterName(Case opened, Directory directory) {
        var name = opened.getMailbox();
        var mailbox = name == null ? null : directory.mailboxes().get(name);
        var own = mailbox == null ? null : mailbox.letter("acknowledgement");
        return own == null ? directory.pool(opened.getPool()).letter("acknowledgement") : own;
    }

    private Acknowledgement decided(
            Case opened, CaseEvent.Type type, String reason, List<LetterOrder> letters, Directory directory) {
        cases.append(new CaseEvent(
                opened.getNumber(), type, clock.instant(), CaseEvent.ROUTER, reason, directory.revision(), Map.of()));
        return new Acknowledgement(reason, letters);
    }
}
