package dromos.command;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Consultation;
import dromos.cases.Consultation.Meaning;
import dromos.cases.Entry;
import dromos.cases.LetterOrder;
import dromos.cases.Question;
import dromos.directory.Directory;
import dromos.mail.Address;
import dromos.mail.Audience;
import dromos.store.Cases;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A department or a store is asked: one consultation with its own clock, and one letter to each recipient. */
public final class Ask {
    private final Cases cases;
    private final Clocks clocks;
    private final History history;
    private final InstantSource clock;

    public Ask(Cases cases, Clocks clocks, History history, InstantSource clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.history = history;
        this.clock = clock;
    }

    /** A consultant asks a department; its answer comes back to him. */
    public Outcome askDepartment(Case about, String name, String question, String person, Directory directory) {
        var department = directory.department(name);
        return ask(
                about,
                new Question(
                        "department:" + name,
                        department.title(),
                        department.addresses(),
                        Meaning.RETURN,
                        department.within(),
                        department.calendar(),
                        department.letter(),
                        question,
                        "asked by " + person),
                person,
                directory);
    }

    /** The rules of the category ask. */
    public Outcome ask(Case about, Question question, Directory directory) {
        return ask(about, question, CaseEvent.ROUTER, directory);
    }

    private Outcome ask(Case about, Question question, String actor, Directory directory) {
        long id = cases.nextConsultation();
        boolean answerExpected = question.meaning() != Meaning.NONE;
        // The row comes before its clock, which refers to it; the due instant is told by the clock.
        var due = answerExpected
                ? directory.calendar(question.calendar()).plus(clock.instant(), question.within())
                : null;
        cases.add(new Consultation(
                id,
                about.getNumber(),
                question.destination(),
                question.recipients().stream().map(Address::address).toList(),
                question.meaning(),
                question.text(),
                clock.instant(),
                due));
        if (answerExpected) {
            clocks.startConsultation(about, id, question.within(), question.calendar(), directory);
            about.consulted();
        }
        if (question.ownsTheCase()) {
            clocks.handOver(about);
        }
        var request = cases.newestRequest(about.getNumber());
        if (!question.text().isBlank()) {
            cases.add(Entry.ofConsultation(
                    about.getNumber(),
                    Entry.Kind.QUESTION,
                    id,
                    Address.of(actor),
                    clock.instant(),
                    question.text(),
                    null,
                    null));
        }
        history.record(about, CaseEvent.Type.CONSULTED, actor, question.reason(), directory, facts(question, id, due));
        return Outcome.of(
                about,
                letters(about, question, id, due, request.map(Entry::getMessage).orElse(null)),
                question.title() + " was asked" + (due == null ? "." : ", the answer is due " + due + "."));
    }

    private static List<LetterOrder> letters(
            Case about, Question question, long id, @Nullable Instant due, @Nullable Long message) {
        var facts = new HashMap<String, String>();
        facts.put("destination", question.title());
        facts.put("question", question.text());
        if (due != null) {
            facts.put("due", due.toString());
        }
        return question.recipients().stream()
                .distinct()
                .map(recipient -> new LetterOrder(
                        question.letter(),
                        about.getNumber(),
                        Audience.consultation(id),
                        recipient,
                        LetterOrder.AUTO_GENERATED,
                        facts,
                        message == null ? List.of() : List.of(message),
                        null))
                .toList();
    }

    private static Map<String, String> facts(Question question, long id, @Nullable Instant due) {
        return Map.of(
                "consultation",
                Long.toString(id),
                "destination",
                question.destination(),
                "recipients",
                String.join(
                        ", ",
                        question.recipients().stream().map(Address::address).toList()),
                "due",
                Objects.toString(due, "none"));
    }
}
