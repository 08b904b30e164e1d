package dromos.directory;

import dromos.mail.Address;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of {@code config/} in force. It is taken once per message, handed to every bean, and its revision is
 * written on every event. All references within it are known to resolve.
 *
 * @param revision the first 12 hex digits of the SHA-256 of all files read
 * @param mailboxes by name, in the order of the file; so are the other maps
 * @param categories in the order in which their rules are tried; the last one has no rules and takes the rest
 */
public record Directory(
        String revision,
        Map<String, Mailbox> mailboxes,
        Map<String, Pool> pools,
        Map<String, Department> departments,
        Map<String, Store> stores,
        Map<String, Category> categories,
        Map<String, Person> people,
        Map<String, WorkingCalendar> calendars,
        Letters letters) {
    /** The same directory with its mailboxes elsewhere. */
    public Directory withMailboxes(Map<String, Mailbox> others) {
        return new Directory(revision, others, pools, departments, stores, categories, people, calendars, letters);
    }

    /** The pool, which must exist: cases name only pools that a directory once had. */
    public Pool pool(String name) {
        return present(pools, "pool", name);
    }

    public Category category(String name) {
        return present(categories, "category", name);
    }

    public Department department(String name) {
        return present(departments, "department", name);
    }

    public Person person(String id) {
        return present(people, "person", id);
    }

    public Store store(String id) {
        return present(stores, "store", id);
    }

    public Mailbox mailbox(String name) {
        return present(mailboxes, "mailbox", name);
    }

    /** The calendar; the one around the clock is always there. */
    public WorkingCalendar calendar(String name) {
        if (name.equals(WorkingCalendar.AROUND_THE_CLOCK) && !calendars.containsKey(name)) {
            return new WorkingCalendar(name, ZoneOffset.UTC, Map.of(), Set.of());
        }
        return present(calendars, "calendar", name);
    }

    /** The person who writes from that address, in any role. */
    public Optional<Person> personByAddress(String address) {
        return people.values().stream()
                .filter(person -> person.address().address().equals(address))
                .findFirst();
    }

    /** Whether mail from that address would be our own: a mailbox's or pool's address, with or without detail. */
    public boolean isOwnAddress(Address address) {
        var plain = address.withoutDetail();
        return mailboxes.values().stream().anyMatch(mailbox -> mailbox.answersFor(plain))
                || pools.values().stream()
                        .anyMatch(pool -> pool.address().address().equals(plain));
    }

    /** Every address that our mailboxes and pools answer for, without details. */
    public Set<String> ownAddresses() {
        var addresses = mailboxes.values().stream().flatMap(mailbox -> mailbox.addresses().stream());
        return Stream.concat(addresses, pools.values().stream().map(Pool::address))
                .map(Address::address)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the configuration names that address: one of ours, of a person, a department or a store. */
    public boolean names(String address) {
        var known = Address.of(address);
        return isOwnAddress(known)
                || personByAddress(address).isPresent()
                || departments.values().stream()
                        .flatMap(department -> department.addresses().stream())
                        .anyMatch(each -> each.address().equals(known.address()))
                || stores.values().stream()
                        .flatMap(store -> store.everybody().stream())
                        .anyMatch(each -> each.address().equals(known.address()));
    }

    /** What the tags of our pools begin with, in upper case. */
    public Set<String> tagPrefixes() {
        return pools.values().stream()
                .map(pool -> pool.prefix().toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Who does that person's work on that day: himself, or his deputy while he is absent, and so on. */
    public Optional<Person> present(Person person, LocalDate day) {
        var candidate = Optional.of(person);
        for (int hops = 0; hops < 5 && candidate.isPresent(); hops++) {
            var absence = candidate.get().absenceOn(day);
            if (absence.isEmpty()) {
                return candidate;
            }
            candidate = Optional.ofNullable(absence.get().deputy()).map(this::person);
        }
        return Optional.empty();
    }

    private static <T> T present(Map<String, T> things, String kind, String name) {
        @Nullable T thing = things.get(name);
        if (thing == null) {
            throw new UnknownName(kind, name, List.copyOf(things.keySet()));
        }
        return thing;
    }
}
