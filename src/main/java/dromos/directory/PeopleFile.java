package dromos.directory;

import dromos.directory.Person.Absence;
import dromos.mail.Address;
import dromos.mail.Picture;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code people.yaml}. */
final class PeopleFile {
    private PeopleFile() {}

    static Person build(Item item) {
        var reading = item.reading();
        var id = item.text("id", "");
        if (Step.ROLES.contains(id)) {
            reading.problem(item.at(), "'" + id + "' is a role in escalation chains; choose another id");
        }
        var address = item.address("address");
        var superior = item.referenceOrNull("superior", "person");
        boolean trainee = item.flag("trainee", false);
        if (trainee && superior == null) {
            reading.problem(
                    item.at(), "the trainee '" + id + "' has no superior to approve the answers; add 'superior: ...'");
        }
        return new Person(
                id,
                new Address(address.address(), item.text("name", id)),
                item.textSet("roles"),
                trainee,
                superior,
                item.number("tier", 1),
                item.textSet("skills"),
                item.text("footer", item.text("name", id)),
                picture(item),
                item.items("absent").stream().map(PeopleFile::absence).toList(),
                item.at());
    }

    private static @Nullable Picture picture(Item item) {
        @Nullable YamlNode name = item.node().get("footer-picture");
        return name == null ? null : FooterPicture.read(name, item.reading());
    }

    private static Absence absence(Item item) {
        var absence = new Absence(
                item.date("from", LocalDate.EPOCH),
                item.date("to", LocalDate.MAX),
                item.referenceOrNull("deputy", "person"));
        if (absence.to().isBefore(absence.from())) {
            item.reading().problem(item.at(), "this absence ends before it begins; 'to' is its last day");
        }
        return absence;
    }

    /** What only all people together show: shared addresses, and circles of superiors and deputies. */
    static void check(Map<String, Person> people, Reading reading) {
        var owners = new HashMap<String, Person>();
        for (var person : people.values()) {
            @Nullable Person other = owners.putIfAbsent(person.address().address(), person);
            if (other != null) {
                reading.problem(
                        person.at(),
                        "'" + person.id() + "' has the address of '" + other.id() + "' ("
                                + other.at().fileAndLine() + "); a mail from it could be from either");
            }
            checkSuperior(person, people, reading);
            for (var absence : person.absences()) {
                if (isCircle(person, absence, people, new HashSet<>())) {
                    reading.problem(
                            person.at(),
                            "the deputies of '" + person.id() + "' form a circle of people absent at the same time; "
                                    + "name a deputy who is there");
                }
            }
        }
    }

    private static void checkSuperior(Person person, Map<String, Person> people, Reading reading) {
        @Nullable Person superior = superior(person, people);
        if (superior != null && person.trainee() && superior.trainee()) {
            reading.problem(
                    person.at(), "'" + superior.id() + "' is a trainee too and cannot approve; name another superior");
        }
        var above = new HashSet<String>();
        while (superior != null && above.add(superior.id())) {
            if (superior.id().equals(person.id())) {
                reading.problem(
                        person.at(),
                        "'" + person.id() + "' is above himself in the chain of superiors; break the circle");
                return;
            }
            superior = superior(superior, people);
        }
    }

    private static @Nullable Person superior(Person person, Map<String, Person> people) {
        return person.superior() == null ? null : people.get(person.superior());
    }

    private static boolean isCircle(Person person, Absence absence, Map<String, Person> people, Set<String> seen) {
        if (!seen.add(person.id())) {
            return true;
        }
        @Nullable Person deputy = absence.deputy() == null ? null : people.get(absence.deputy());
        if (deputy == null) {
            return false;
        }
        return deputy.absences().stream()
                .filter(other ->
                        !other.from().isAfter(absence.to()) && !other.to().isBefore(absence.from()))
                .map(other -> new Absence(
                        other.from().isAfter(absence.from()) ? other.from() : absence.from(),
                        other.to().isBefore(absence.to()) ? other.to() : absence.to(),
                        other.deputy()))
                .anyMatch(overlap -> isCircle(deputy, overlap, people, new HashSet<>(seen)));
    }
}
