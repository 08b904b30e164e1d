package dromos.command;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Consultation;
import dromos.cases.Entry;
import dromos.cases.LetterOrder;
import dromos.directory.Directory;
import dromos.directory.Person;
import dromos.mail.Address;
import dromos.mail.Audience;
import dromos.mail.Mail;
import dromos.store.Cases;
import dromos.store.Received;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The customer writes again: his mail joins the case, which opens again if it was closed. */
public final class FollowUp {
    private final Cases cases;
    private final Clocks clocks;
    private final History history;
    private final Correspondence correspondence;
    private final InstantSource clock;

    public FollowUp(Cases cases, Clocks clocks, History history, Correspondence correspondence, InstantSource clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.history = history;
        this.correspondence = correspondence;
        this.clock = clock;
    }

    /**
     * @param automatic whether no person wrote it: then it is kept and changes nothing
     * @param reason why it belongs to the case
     */
    public Outcome append(
            Mail mail, Received received, long number, boolean automatic, String reason, Directory directory) {
        var joined = cases.lock(number);
        if (automatic) {
            cases.add(correspondence.staffEntry(number, Entry.Kind.AUTOMATIC, mail, received));
            correspondence.rememberId(number, mail);
            history.record(joined, CaseEvent.Type.AUTOMATIC_RECEIVED, mail.sender(), reason, directory);
            return Outcome.of(joined, List.of(), "An automatic mail was kept.");
        }
        boolean copied = isOnlyCopied(joined, mail);
        var kind = copied ? Entry.Kind.COPIED : Entry.Kind.FOLLOW_UP;
        cases.add(correspondence.publicEntry(number, kind, mail, received));
        if (copied) {
            correspondence.rememberId(number, mail);
        } else {
            correspondence.remember(number, mail, Audience.CUSTOMER, directory);
        }
        history.record(
                joined,
                CaseEvent.Type.FOLLOWED_UP,
                mail.sender(),
                copied ? reason + "; " + whatCopiedMailDoes(joined) : reason,
                directory,
                Map.of("message", Long.toString(received.id())));
        var letters = tell(joined, mail, received, directory);
        return copied ? kept(joined, letters) : goesOn(joined, mail, letters, received, directory);
    }

    private static String whatCopiedMailDoes(Case joined) {
        return joined.isOpen() ? "he was only copied" : "he was only copied, so that the case stays closed";
    }

    /** Of an open case somebody has to hear; no promise was made to who was copied. */
    private static Outcome kept(Case joined, List<LetterOrder> letters) {
        var outcome = Outcome.of(joined, letters, "The mail of somebody who was copied was added.");
        return joined.isOpen() && joined.getOwner() == null && letters.isEmpty() ? outcome.needingDispatch() : outcome;
    }

    private Outcome goesOn(Case joined, Mail mail, List<LetterOrder> told, Received received, Directory directory) {
        var letters = told;
        if (!joined.isOpen()) {
            reopen(joined, mail, directory);
            letters = tell(joined, mail, received, directory);
        }
        clocks.promiseNextResponse(joined, directory);
        var outcome = Outcome.of(joined, letters, "The customer's mail was added.");
        return joined.getOwner() == null && letters.isEmpty() ? outcome.needingDispatch() : outcome;
    }

    /** Whoever the customer wrote to along with us may add to the case; it is not his to open again or to widen. */
    private static boolean isOnlyCopied(Case joined, Mail mail) {
        var customer = joined.getCustomer();
        return customer != null && !customer.address().equals(mail.sender());
    }

    private void reopen(Case closed, Mail mail, Directory directory) {
        var goesOn = presentOwner(closed, directory).map(Person::id).orElse(null);
        closed.reopen(goesOn);
        history.record(
                closed,
                CaseEvent.Type.REOPENED,
                mail.sender(),
                goesOn == null ? "the customer wrote again" : "the customer wrote again; " + goesOn + " goes on",
                directory);
    }

    private Optional<Person> presentOwner(Case of, Directory directory) {
        var owner = of.getOwner();
        if (owner == null || !directory.people().containsKey(owner)) {
            return Optional.empty();
        }
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        return directory.present(directory.person(owner), today);
    }

    /** The owner hears of it; where a destination has the case in hand, its people do. */
    private List<LetterOrder> tell(Case about, Mail mail, Received received, Directory directory) {
        var letter = directory.pool(about.getPool()).letter("customer-wrote");
        var letters = new ArrayList<LetterOrder>();
        presentOwner(about, directory)
                .ifPresent(owner -> letters.add(
                        order(letter, about, Audience.person(owner.id()), owner.address(), mail, received)));
        if (letters.isEmpty()) {
            for (var consultation : cases.consultations(about.getNumber())) {
                if (consultation.isOpen() && answersTheCustomer(consultation)) {
                    consultation
                            .getRecipients()
                            .forEach(address -> letters.add(order(
                                    letter,
                                    about,
                                    Audience.consultation(consultation.getId()),
                                    Address.of(address),
                                    mail,
                                    received)));
                }
            }
        }
        return letters;
    }

    private static boolean answersTheCustomer(Consultation consultation) {
        return consultation.getMeaning() == Consultation.Meaning.FORWARD
                || consultation.getMeaning() == Consultation.Meaning.REPORT;
    }

    private static LetterOrder order(
            String letter, Case about, Audience audience, Address to, Mail mail, Received received) {
        return new LetterOrder(
                letter,
                about.getNumber(),
                audience,
                to,
                LetterOrder.AUTO_GENERATED,
                Map.of("who", Correspondence.author(mail).display(), "text", Correspondence.said(mail)),
                mail.attachments().isEmpty() ? List.of() : List.of(received.id()),
                null);
    }
}
