package dromos.command;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Consultation;
import dromos.cases.Entry;
import dromos.cases.LetterOrder;
import dromos.directory.Directory;
import dromos.mail.Address;
import dromos.mail.Audience;
import dromos.mail.Mail;
import dromos.store.Cases;
import dromos.store.Received;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A department or store answers by plain mail; what that means was said where it was asked. */
public final class DepartmentReply {
    private final Cases cases;
    private final Clocks clocks;
    private final History history;
    private final Correspondence correspondence;
    private final CloseCase closeCase;
    private final InstantSource clock;

    public DepartmentReply(
            Cases cases,
            Clocks clocks,
            History history,
            Correspondence correspondence,
            CloseCase closeCase,
            InstantSource clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.history = history;
        this.correspondence = correspondence;
        this.closeCase = closeCase;
        this.clock = clock;
    }

    /**
     * @param automatic whether no person wrote it: a vacation reply neither answers nor closes
     * @param reason why it is believed to be the answer
     */
    public Outcome accept(
            Mail mail,
            Received received,
            long number,
            long consultationId,
            boolean automatic,
            String reason,
            Directory directory) {
        var about = cases.lock(number);
        var consultation = cases.consultation(consultationId).orElseThrow();
        if (automatic) {
            cases.add(correspondence.consultationEntry(number, Entry.Kind.AUTOMATIC, consultationId, mail, received));
            correspondence.rememberId(number, mail);
            history.record(about, CaseEvent.Type.AUTOMATIC_RECEIVED, mail.sender(), reason, directory);
            return Outcome.of(about, List.of(), "An automatic mail was kept.");
        }
        cases.add(correspondence.consultationEntry(
                number, Entry.Kind.CONSULTATION_ANSWER, consultationId, mail, received));
        correspondence.remember(number, mail, Audience.consultation(consultationId), directory);
        boolean late = !consultation.isOpen();
        var doubt = doubt(consultation, mail);
        history.record(
                about,
                CaseEvent.Type.CONSULTATION_ANSWERED,
                mail.sender(),
                reason
                        + (late
                                ? "; it was no longer awaited"
                                : doubt.isEmpty() ? "" : "; " + doubt + ", so staff decides"),
                directory,
                Map.of(
                        "consultation", Long.toString(consultationId),
                        "destination", consultation.getDestination(),
                        "message", Long.toString(received.id())));
        if (late) {
            return tellOwner(about, consultation, mail, received, directory);
        }
        consultation.answer(mail.sender(), clock.instant(), Correspondence.said(mail));
        clocks.consultationEnded(about, consultation, true);
        if (!doubt.isEmpty()) {
            // The destination is through with it, so the pool owes the customer its answer again.
            clocks.promiseNextResponse(about, directory);
            return hasReturned(about, consultation, mail, received, directory);
        }
        return switch (consultation.getMeaning()) {
            case RETURN -> hasReturned(about, consultation, mail, received, directory);
            case FORWARD -> forward(about, consultation, mail, received, directory);
            case REPORT ->
                closeCase.close(
                        about, mail.sender(), consultation.getDestination() + " reported its outcome", directory);
            case NONE -> Outcome.of(about, List.of(), "The answer was kept.");
        };
    }

    /** Why the mail cannot do what its answer was asked for; empty where it can. Staff reads it then. */
    private static String doubt(Consultation consultation, Mail mail) {
        var meaning = consultation.getMeaning();
        boolean acts = meaning == Consultation.Meaning.FORWARD || meaning == Consultation.Meaning.REPORT;
        if (acts && mail.reply().strip().startsWith("#")) {
            return "it begins with a command that departments do not have";
        }
        boolean hasFile =
                !hasWholeMail(mail) && mail.attachments().stream().anyMatch(attachment -> !attachment.inline());
        return meaning == Consultation.Meaning.FORWARD && mail.reply().isBlank() && !hasFile
                ? "it has no text of its own"
                : "";
    }

    /** A whole mail may quote what the customer must not see. */
    private static boolean hasWholeMail(Mail mail) {
        return mail.attachments().stream()
                .anyMatch(attachment -> attachment.type().equals("message/rfc822"));
    }

    /** The case goes on with its consultant. */
    private Outcome hasReturned(
            Case about, Consultation consultation, Mail mail, Received received, Directory directory) {
        if (noneAwaited(about)) {
            about.consultationsEnded();
        }
        return tellOwner(about, consultation, mail, received, directory);
    }

    private boolean noneAwaited(Case about) {
        return cases.consultations(about.getNumber()).stream().noneMatch(Consultation::isAwaited);
    }

    private Outcome tellOwner(
            Case about, Consultation consultation, Mail mail, Received received, Directory directory) {
        var owner = about.getOwner();
        if (owner == null || !directory.people().containsKey(owner)) {
            var kept = Outcome.of(about, List.of(), "The answer was kept.");
            return about.isOpen() ? kept.needingDispatch() : kept;
        }
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        var reader = directory.present(directory.person(owner), today).orElse(directory.person(owner));
        var letter = new LetterOrder(
                directory.pool(about.getPool()).letter("department-answer"),
                about.getNumber(),
                Audience.person(reader.id()),
                reader.address(),
                LetterOrder.AUTO_GENERATED,
                Map.of(
                        "destination", consultation.getDestination(),
                        "who", mail.sender(),
                        "text", Correspondence.said(mail)),
                attachments(mail, received),
                null);
        return Outcome.of(about, List.of(letter), "The answer went to " + reader.display() + ".");
    }

    /** The destination answers the customer, in the name and from the address of the pool. */
    private Outcome forward(Case about, Consultation consultation, Mail mail, Received received, Directory directory) {
        var customer = about.getCustomer();
        if (customer == null) {
            return hasReturned(about, consultation, mail, received, directory);
        }
        var pool = directory.pool(about.getPool());
        var text = mail.reply().strip();
        var files = hasWholeMail(mail) ? List.<Long>of() : attachments(mail, received);
        cases.add(Entry.ofPublic(
                about.getNumber(),
                Entry.Kind.ANSWER,
                new Address(pool.address().address(), pool.title()),
                received.received(),
                text,
                null,
                files.isEmpty() ? null : received.id()));
        about.answered(clock.instant());
        clocks.responded(about);
        var letter = new LetterOrder(
                pool.letter("forwarded-answer"),
                about.getNumber(),
                Audience.CUSTOMER,
                customer,
                null,
                Map.of("text", text),
                files,
                null);
        history.record(
                about,
                CaseEvent.Type.REPLIED,
                consultation.getDestination(),
                hasWholeMail(mail)
                        ? "its answer went to the customer without the attachments, as one of them is a whole mail"
                        : "its answer went to the customer",
                directory);
        closeCase.close(about, mail.sender(), consultation.getDestination() + " answered the customer", directory);
        return Outcome.of(about, List.of(letter), "The answer went to the customer.");
    }

    private static List<Long> attachments(Mail mail, Received received) {
        return mail.attachments().isEmpty() ? List.of() : List.of(received.id());
    }
}
