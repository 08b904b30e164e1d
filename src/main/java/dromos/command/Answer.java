package dromos.command;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Entry;
import dromos.cases.LetterOrder;
import dromos.directory.Directory;
import dromos.directory.Person;
import dromos.mail.Audience;
import dromos.store.Cases;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A consultant answers the customer. A trainee's answer waits until his superior has approved it. */
public final class Answer {
    private final Cases cases;
    private final Clocks clocks;
    private final History history;
    private final CloseCase closeCase;
    private final InstantSource clock;

    public Answer(Cases cases, Clocks clocks, History history, CloseCase closeCase, InstantSource clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.history = history;
        this.closeCase = closeCase;
        this.clock = clock;
    }

    /** @param message the inbox row whose attachments go along, null for none */
    public Outcome answer(Case to, Person author, String text, @Nullable Long message, Directory directory) {
        if (to.getCustomer() == null) {
            return Outcome.of(
                    to, List.of(), "Nothing was sent: the customer has no mail address and must be called back.");
        }
        return author.trainee()
                ? hold(to, author, text, message, directory)
                : send(to, author, text, message, directory);
    }

    private Outcome hold(Case to, Person author, String text, @Nullable Long message, Directory directory) {
        var superior = superiorOf(author, directory);
        cases.add(Entry.ofStaff(
                to.getNumber(), Entry.Kind.HELD_ANSWER, author.address(), clock.instant(), text, null, message));
        if (to.isOpen()) {
            to.take(author.id());
        }
        history.record(
                to,
                CaseEvent.Type.ANSWER_HELD,
                author.id(),
                "a trainee's answer waits for " + superior.id(),
                directory);
        var request = new LetterOrder(
                directory.pool(to.getPool()).letter("approval-request"),
                to.getNumber(),
                Audience.person(superior.id()),
                superior.address(),
                LetterOrder.AUTO_GENERATED,
                Map.of("who", author.display(), "text", text),
                message == null ? List.of() : List.of(message),
                null);
        return Outcome.of(to, List.of(request), "Your answer waits for the approval of " + superior.display() + ".");
    }

    private Person superiorOf(Person author, Directory directory) {
        var superior = author.superior() == null ? author : directory.person(author.superior());
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        return directory.present(superior, today).orElse(superior);
    }

    private Outcome send(Case to, Person author, String text, @Nullable Long message, Directory directory) {
        cases.add(Entry.ofPublic(
                to.getNumber(), Entry.Kind.ANSWER, author.address(), clock.instant(), text, null, message));
        return deliver(to, author, author.id(), text, message, directory);
    }

    /** Sends what is already an entry of the case. */
    Outcome deliver(Case to, Person author, String actor, String text, @Nullable Long message, Directory directory) {
        var pool = directory.pool(to.getPool());
        var customer = to.getCustomer();
        if (customer == null) {
            return Outcome.of(to, List.of(), "Nothing was sent: the customer has no mail address.");
        }
        if (to.isOpen()) {
            to.take(author.id());
        }
        to.answered(clock.instant());
        clocks.responded(to);
        history.record(to, CaseEvent.Type.REPLIED, actor, "an answer went to the customer", directory);
        var letter = new LetterOrder(
                pool.letter("answer"),
                to.getNumber(),
                Audience.CUSTOMER,
                customer,
                null,
                Map.of("text", text, "consultant", author.id()),
                message == null ? List.of() : List.of(message),
                null);
        var sent = Outcome.of(to, List.of(letter), "Your answer was sent to " + customer.address() + ".");
        if (pool.closeOnAnswer() && to.isOpen()) {
            closeCase.close(to, actor, "pool " + pool.name() + " closes on an answer", directory);
            return new Outcome(
                    to,
                    sent.letters(),
                    false,
                    List.of(sent.transcript().get(0), "The case is closed, as this pool closes on an answer."));
        }
        return sent;
    }
}
