package dromos.command;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Entry;
import dromos.cases.LetterOrder;
import dromos.command.StaffCommand.ApproveIt;
import dromos.command.StaffCommand.AskDepartment;
import dromos.command.StaffCommand.CloseIt;
import dromos.command.StaffCommand.NameStore;
import dromos.command.StaffCommand.NoteIt;
import dromos.command.StaffCommand.TakeIt;
import dromos.directory.Directory;
import dromos.directory.Person;
import dromos.directory.UnknownName;
import dromos.mail.Audience;
import dromos.mail.Mail;
import dromos.store.Cases;
import dromos.store.Outbox;
import dromos.store.OutboxRow;
import dromos.store.Received;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A consultant or superior works by mail. A plain reply goes to the customer; commands stand on the first lines, are
 * done all or not at all, and are always answered with what was understood and done.
 */
public final class StaffMail {
    /** Roles of the letters to a person that he answers to the customer; the others are about something else. */
    private static final Set<String> ANSWERED_TO_CUSTOMER =
            Set.of("assignment", "customer-wrote", "department-answer", "answer");

    private final Cases cases;
    private final History history;
    private final Correspondence correspondence;
    private final Answer answer;
    private final Take take;
    private final CloseCase closeCase;
    private final Ask ask;
    private final SetStore setStore;
    private final Approve approve;
    private final Outbox outbox;
    private final InstantSource clock;

    public StaffMail(
            Cases cases,
            History history,
            Correspondence correspondence,
            Answer answer,
            Take take,
            CloseCase closeCase,
            Ask ask,
            SetStore setStore,
            Approve approve,
            Outbox outbox,
            InstantSource clock) {
        this.cases = cases;
        this.history = history;
        this.correspondence = correspondence;
        this.answer = answer;
        this.take = take;
        this.closeCase = closeCase;
        this.ask = ask;
        this.setStore = setStore;
        this.approve = approve;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param personId who is speaking
     * @param proven whether a valid token says so; without one he may answer but not command
     * @param automatic whether no person wrote it: then it is kept and nothing is done
     * @param reason why it is believed to be him
     */
    public Outcome act(
            Mail mail,
            Received received,
            long number,
            String personId,
            boolean proven,
            boolean automatic,
            String reason,
            Directory directory) {
        var about = cases.lock(number);
        var person = directory.person(personId);
        correspondence.remember(number, mail, Audience.person(personId), directory);
        if (automatic) {
            cases.add(correspondence.staffEntry(number, Entry.Kind.AUTOMATIC, mail, received));
            history.record(about, CaseEvent.Type.AUTOMATIC_RECEIVED, personId, reason, directory);
            return Outcome.of(about, List.of(), "An automatic mail was kept.");
        }
        try {
            return understood(about, person, mail, received, proven, reason, directory);
        } catch (Refusal refusal) {
            return refused(about, person, mail, refusal.words(), directory);
        } catch (UnknownName unknown) {
            return refused(about, person, mail, String.valueOf(unknown.getMessage()), directory);
        }
    }

    private Outcome understood(
            Case about,
            Person person,
            Mail mail,
            Received received,
            boolean proven,
            String reason,
            Directory directory) {
        mayWorkOn(about, person, directory);
        var parsed = StaffCommand.parse(mail.reply());
        if (parsed.commands().isEmpty()) {
            if (parsed.text().isEmpty()) {
                throw new Refusal("There was nothing to do: the mail has neither text nor a command.");
            }
            mustAnswerTheCustomer(mail, about, directory);
            return answer.answer(about, person, parsed.text(), attachments(mail, received), directory);
        }
        if (!proven) {
            throw new Refusal(
                    "Commands are only taken from a direct reply to one of our letters; this mail carried no token.");
        }
        check(parsed, mail, about, person, directory);
        history.record(
                about,
                CaseEvent.Type.COMMANDED,
                person.id(),
                reason,
                directory,
                Map.of("commands", parsed.commands().toString()));
        try {
            return done(parsed, about, person, attachments(mail, received), directory);
        } catch (Refusal | UnknownName tooLate) {
            // Something was done already: only a rollback makes "nothing was done" true.
            throw new IllegalStateException("a command was refused after it had been checked", tooLate);
        }
    }

    /** A reply to a notice is meant for us, unless it says otherwise. */
    private void mustAnswerTheCustomer(Mail mail, Case about, Directory directory) {
        var pool = directory.pool(about.getPool());
        var answered = answeredLetter(mail).filter(letter -> letter.audience().startsWith("person "));
        if (answered.isPresent()
                && ANSWERED_TO_CUSTOMER.stream().noneMatch(role -> pool.letter(role)
                        .equals(answered.get().letter()))) {
            throw new Refusal("The letter '" + answered.get().letter()
                    + "' is not answered to the customer. Begin your reply with #approve, #note or another command,"
                    + " or reply to the letter that brought you the case.");
        }
    }

    /** The letter of ours that the mail replies to; empty where only its address tells the case. */
    private Optional<OutboxRow> answeredLetter(Mail mail) {
        return mail.inReplyTo().stream()
                .map(outbox::byMessageId)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void mayWorkOn(Case about, Person person, Directory directory) {
        boolean isSuperior = directory.people().values().stream()
                .anyMatch(other -> person.id().equals(other.superior()));
        boolean isMember = Stream.concat(Stream.of(about.getPool()), cases.linkedPools(about.getNumber()).stream())
                .anyMatch(pool -> directory.pools().containsKey(pool)
                        && directory.pool(pool).hasMember(person.id()));
        if (!isMember
                && !isSuperior
                && !person.roles().contains("manager")
                && !person.roles().contains("owner")
                && !approve.mayDecide(about, person, directory)) {
            throw new Refusal("This case belongs to the pool '" + about.getPool() + "', which you are not in.");
        }
    }

    /** Everything that could be refused is asked before the first thing is done. */
    private void check(StaffCommand.Parsed parsed, Mail mail, Case about, Person person, Directory directory) {
        mustGoTogether(parsed);
        if (person.trainee() && saysFarewell(parsed)) {
            throw new Refusal("Your answer waits for approval first: send it without #close, and close it afterwards.");
        }
        for (var command : parsed.commands()) {
            if (command instanceof AskDepartment asked) {
                directory.department(asked.department());
                mustBeOpen(about);
                if (parsed.text().isEmpty()) {
                    throw new Refusal(
                            "What should " + asked.department() + " be asked? Write the question below the command.");
                }
            } else if (command instanceof NameStore named) {
                directory.store(named.store());
                mustBeOpen(about);
            } else if (command instanceof ApproveIt) {
                mustBeTheNewest(approve.check(about, person, directory), mail, about, directory);
            } else if (command instanceof TakeIt) {
                mustBeOpen(about);
            }
        }
    }

    /** One text has one reader, and nothing can be done to a case that another command of the mail has closed. */
    private static void mustGoTogether(StaffCommand.Parsed parsed) {
        var seen = new HashSet<Object>();
        for (var command : parsed.commands()) {
            // Two departments may be asked the same; everything else can be said only once.
            if (!seen.add(command instanceof AskDepartment ? command : command.getClass())) {
                throw new Refusal("One command stands there twice: " + command + ".");
            }
        }
        if (parsed.has(ApproveIt.class) && parsed.commands().size() > 1) {
            throw new Refusal("#approve goes with no other command: send the others in a mail of their own.");
        }
        if (parsed.has(CloseIt.class)
                && (parsed.has(AskDepartment.class) || parsed.has(NameStore.class) || parsed.has(TakeIt.class))) {
            throw new Refusal("#close goes with no #ask, #store or #take: close the case in a mail of its own.");
        }
        if (parsed.has(NoteIt.class) && parsed.has(AskDepartment.class)) {
            throw new Refusal("The text can be a #note or a question to #ask, not both: send two mails.");
        }
    }

    /** Who replies to an old request has not read the answer that waits now. */
    private void mustBeTheNewest(Entry held, Mail mail, Case about, Directory directory) {
        var request = directory.pool(about.getPool()).letter("approval-request");
        answeredLetter(mail)
                .filter(letter -> letter.letter().equals(request))
                .filter(letter -> letter.created().isBefore(held.getAt()))
                .ifPresent(old -> {
                    throw new Refusal("A newer answer has taken the place of this one: reply to its request.");
                });
    }

    private static void mustBeOpen(Case about) {
        if (!about.isOpen()) {
            throw new Refusal("The case is closed; it opens again when the customer writes.");
        }
    }

    private Outcome done(
            StaffCommand.Parsed parsed, Case about, Person person, @Nullable Long message, Directory directory) {
        var letters = new ArrayList<LetterOrder>();
        var transcript = new ArrayList<String>();
        boolean needsDispatch = false;
        boolean textUsed = false;
        for (var command : parsed.commands()) {
            if (command instanceof CloseIt && saysFarewell(parsed)) {
                add(answer.answer(about, person, parsed.text(), message, directory), letters, transcript);
                textUsed = true;
            }
            var outcome = run(command, parsed.text(), about, person, directory);
            add(outcome, letters, transcript);
            needsDispatch |= outcome.needsDispatch();
            textUsed |= command instanceof AskDepartment || command instanceof ApproveIt;
        }
        if (!parsed.text().isEmpty() && !textUsed) {
            // Text for #note, or that no command asked for: better kept than sent to the wrong reader.
            cases.add(Entry.ofStaff(
                    about.getNumber(),
                    Entry.Kind.NOTE,
                    person.address(),
                    clock.instant(),
                    parsed.text(),
                    null,
                    message));
            transcript.add("The text below your commands was kept as a note and sent to nobody.");
        }
        letters.add(transcriptTo(person, about, transcript, "", directory));
        return new Outcome(about, letters, needsDispatch && about.isOpen(), transcript);
    }

    /** Whether the text goes to the customer before the case is closed: no other command has a use for it. */
    private static boolean saysFarewell(StaffCommand.Parsed parsed) {
        return parsed.has(CloseIt.class)
                && !parsed.text().isEmpty()
                && !parsed.has(NoteIt.class)
                && !parsed.has(AskDepartment.class)
                && !parsed.has(ApproveIt.class);
    }

    private Outcome run(StaffCommand command, String text, Case about, Person person, Directory directory) {
        if (command instanceof TakeIt) {
            return take.take(about, person, directory);
        } else if (command instanceof CloseIt) {
            return closeCase.close(about, person.id(), "#close", directory);
        } else if (command instanceof AskDepartment asked) {
            return ask.askDepartment(about, asked.department(), text, person.id(), directory);
        } else if (command instanceof NameStore named) {
            return setStore.named(about, named.store(), person.id(), directory);
        } else if (command instanceof NoteIt) {
            return new Outcome(about, List.of(), false, List.of());
        } else if (command instanceof ApproveIt) {
            return approve.approve(about, person, text, directory);
        }
        throw new IllegalStateException("no use case for " + command);
    }

    private static void add(Outcome outcome, List<LetterOrder> letters, List<String> transcript) {
        letters.addAll(outcome.letters());
        transcript.addAll(outcome.transcript());
    }

    private Outcome refused(Case about, Person person, Mail mail, String why, Directory directory) {
        history.record(about, CaseEvent.Type.COMMANDED, person.id(), "refused: " + why, directory);
        var words = new ArrayList<String>();
        words.add(why);
        words.add("Nothing was done, and nothing was sent to the customer.");
        if (!mail.reply().isBlank()) {
            words.add("You wrote:");
            mail.reply().strip().lines().limit(200).map(line -> "| " + line).forEach(words::add);
        }
        return new Outcome(
                about, List.of(transcriptTo(person, about, words, StaffCommand.Verb.help(), directory)), false, words);
    }

    private static LetterOrder transcriptTo(
            Person person, Case about, List<String> words, String help, Directory directory) {
        return new LetterOrder(
                directory.pool(about.getPool()).letter("transcript"),
                about.getNumber(),
                Audience.person(person.id()),
                person.address(),
                LetterOrder.AUTO_GENERATED,
                Map.of("text", String.join("\n", words), "help", help),
                List.of(),
                null);
    }

    private static @Nullable Long attachments(Mail mail, Received received) {
        return mail.attachments().isEmpty() ? null : received.id();
    }
}
