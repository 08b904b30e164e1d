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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A superior lets a trainee's answer go to the customer, as it is or in his own words. */
public final class Approve {
    private final Cases cases;
    private final Answer answer;
    private final History history;
    private final InstantSource clock;

    public Approve(Cases cases, Answer answer, History history, InstantSource clock) {
        this.cases = cases;
        this.answer = answer;
        this.history = history;
        this.clock = clock;
    }

    /**
     * @param edited what is sent instead; blank sends the answer as it was written
     * @throws Refusal if nothing waits, or not for this person
     */
    public Outcome approve(Case about, Person approver, String edited, Directory directory) {
        var held = check(about, approver, directory);
        var author = author(held, directory);
        var text = edited.isBlank() ? held.getText() : edited;
        held.release(text);
        history.record(
                about,
                CaseEvent.Type.ANSWER_APPROVED,
                approver.id(),
                edited.isBlank() ? "approved as written" : "approved in other words",
                directory);
        var delivered = answer.deliver(about, author, approver.id(), text, held.getMessage(), directory);
        var letters = new ArrayList<>(delivered.letters());
        letters.add(new LetterOrder(
                directory.pool(about.getPool()).letter("approval-done"),
                about.getNumber(),
                Audience.person(author.id()),
                author.address(),
                LetterOrder.AUTO_GENERATED,
                Map.of("who", approver.display(), "outcome", "approved", "text", text),
                List.of(),
                null));
        return Outcome.of(about, letters, author.display() + "'s answer was approved and sent to the customer.");
    }

    /**
     * Asks, without doing anything, whether this person may approve now.
     *
     * @return the answer that waits
     */
    Entry check(Case about, Person approver, Directory directory) {
        var held = cases.newestEntry(about.getNumber(), Entry.Kind.HELD_ANSWER)
                .orElseThrow(() -> new Refusal("No answer waits for approval in this case."));
        if (isSuperseded(held)) {
            throw new Refusal("No answer waits for approval in this case: a newer one was approved already.");
        }
        var author = author(held, directory);
        if (!maySign(approver, author, directory)) {
            throw new Refusal("Only " + author.display() + "'s superior can approve this answer.");
        }
        return held;
    }

    /** Whether an answer waits that this person may approve, in whatever pool. */
    boolean mayDecide(Case about, Person person, Directory directory) {
        return cases.newestEntry(about.getNumber(), Entry.Kind.HELD_ANSWER)
                .flatMap(held -> directory.personByAddress(held.getAuthor().address()))
                .filter(author -> maySign(person, author, directory))
                .isPresent();
    }

    /** Whether its author's answer went out that he wrote later: then this one is not wanted any more. */
    private boolean isSuperseded(Entry held) {
        return cases.entries(held.getCaseNumber()).stream()
                .filter(entry -> entry.getKind() == Entry.Kind.ANSWER && entry.getId() > held.getId())
                .anyMatch(entry ->
                        entry.getAuthor().address().equals(held.getAuthor().address()));
    }

    private static Person author(Entry held, Directory directory) {
        return directory
                .personByAddress(held.getAuthor().address())
                .orElseThrow(() -> new Refusal("Who wrote the waiting answer is no longer known here."));
    }

    private boolean maySign(Person approver, Person author, Directory directory) {
        var superior = author.superior();
        if (superior == null) {
            return false;
        }
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        return superior.equals(approver.id())
                || directory
                        .present(directory.person(superior), today)
                        .filter(deputy -> deputy.id().equals(approver.id()))
                        .isPresent();
    }
}
