package dromos.assign;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Entry;
import dromos.cases.LetterOrder;
import dromos.directory.Directory;
import dromos.directory.Person;
import dromos.directory.Pool;
import dromos.mail.Audience;
import dromos.store.Cases;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Gives a case of a push pool to its least loaded member who is present. */
public final class Assigner {
    private final Cases cases;
    private final InstantSource clock;

    public Assigner(Cases cases, InstantSource clock) {
        this.cases = cases;
        this.clock = clock;
    }

    /** @param isOwned whether a destination answers the customer itself */
    public Assignment assign(Case open, boolean isOwned, Directory directory) {
        var pool = directory.pool(open.getPool());
        if (open.getOwner() != null) {
            return nobody(open, open.getOwner() + " owns the case", directory);
        }
        if (isOwned) {
            return nobody(open, "its destination answers the customer", directory);
        }
        if (!pool.push()) {
            return nobody(open, "pool " + pool.name() + " waits until somebody takes it", directory);
        }
        var today = clock.instant()
                .atZone(directory.calendar(pool.calendar()).zone())
                .toLocalDate();
        var present = present(pool, today, directory);
        if (present.isEmpty()) {
            return nobody(open, "nobody of pool " + pool.name() + " is present", directory);
        }
        var load = cases.openCasesOf(present.stream().map(Person::id).toList());
        var chosen = present.stream()
                .min(Comparator.comparingInt(person -> load.getOrDefault(person.id(), 0)))
                .orElseThrow();
        return assign(open, chosen, pool, load.getOrDefault(chosen.id(), 0), directory);
    }

    /** Members who are at work, those first who serve this pool first. */
    private static List<Person> present(Pool pool, LocalDate today, Directory directory) {
        return pool.members().stream()
                .sorted(Comparator.comparingInt(Pool.Member::priority))
                .map(member -> directory.person(member.person()))
                .filter(person -> person.absenceOn(today).isEmpty())
                .toList();
    }

    private Assignment assign(Case open, Person chosen, Pool pool, int load, Directory directory) {
        open.assign(chosen.id());
        var reason = "least loaded of pool " + pool.name() + ", with " + load + " open cases";
        record(open, CaseEvent.Type.ASSIGNED, reason, Map.of("person", chosen.id()), directory);
        var request = cases.newestRequest(open.getNumber());
        var letter = new LetterOrder(
                pool.letter("assignment"),
                open.getNumber(),
                Audience.person(chosen.id()),
                chosen.address(),
                LetterOrder.AUTO_GENERATED,
                Map.of("reason", reason),
                request.map(Entry::getMessage).map(List::of).orElse(List.of()),
                null);
        return new Assignment(chosen.id(), reason, List.of(letter));
    }

    private Assignment nobody(Case open, String reason, Directory directory) {
        record(open, CaseEvent.Type.NOT_ASSIGNED, reason, Map.of(), directory);
        return new Assignment(null, reason, List.of());
    }

    private void record(Case open, CaseEvent.Type type, String reason, Map<String, String> facts, Directory directory) {
        cases.append(new CaseEvent(
                open.getNumber(), type, clock.instant(), CaseEvent.ROUTER, reason, directory.revision(), facts));
    }
}
