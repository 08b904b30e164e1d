package dromos.deadline;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Consultation;
import dromos.cases.Deadline;
import dromos.cases.LetterOrder;
import dromos.directory.Category.Destination;
import dromos.directory.Directory;
import dromos.directory.Person;
import dromos.directory.Step;
import dromos.mail.Address;
import dromos.mail.Audience;
import dromos.store.Cases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the next step of a promise that was broken: the first one is the breach itself and its notice, the others
 * are the escalation chain. The step and its letters are one transaction, so that each is taken exactly once.
 */
public final class DeadlineKeeper {
    private final Cases cases;
    private final InstantSource clock;

    public DeadlineKeeper(Cases cases, InstantSource clock) {
        this.cases = cases;
        this.clock = clock;
    }

    /** @param due a clock whose next step is due, locked by the caller's transaction */
    public Notice step(Deadline due, Directory directory) {
        var late = cases.find(due.getCaseNumber()).orElseThrow();
        var consultation = Optional.ofNullable(due.getConsultation()).flatMap(cases::consultation);
        var chain = chain(late, consultation, directory);
        int taken = due.getStep();
        var step = taken < chain.size() ? chain.get(taken) : null;
        due.stepTaken(next(due, chain, taken + 1));
        var letters = step == null ? List.<LetterOrder>of() : letters(step, late, due, consultation, directory);
        var reason = reason(due, consultation, step, letters);
        cases.append(new CaseEvent(
                late.getNumber(),
                taken == 0 ? CaseEvent.Type.BREACHED : CaseEvent.Type.ESCALATED,
                clock.instant(),
                CaseEvent.ROUTER,
                reason,
                directory.revision(),
                facts(due, letters)));
        return new Notice(letters, reason);
    }

    private static List<Step> chain(Case late, Optional<Consultation> consultation, Directory directory) {
        var steps = consultation
                .map(asked -> chainOf(asked, late, directory))
                .orElseGet(() -> directory.pool(late.getPool()).escalation());
        return steps.stream().sorted(Comparator.comparing(Step::after)).toList();
    }

    /** What the category says of the destination, else what the department says of itself. */
    private static List<Step> chainOf(Consultation asked, Case late, Directory directory) {
        var key = asked.getDestination();
        var category = directory.categories().get(late.getCategory());
        if (category != null) {
            for (var destination : category.destinations()) {
                if (isSame(destination, key) && !destination.escalation().isEmpty()) {
                    return destination.escalation();
                }
            }
        }
        var department = directory.departments().get(key.substring(key.indexOf(':') + 1));
        return department == null ? List.of() : department.escalation();
    }

    private static boolean isSame(Destination destination, String key) {
        return destination.isStore() ? key.startsWith("store:") : key.equals("department:" + destination.department());
    }

    private static @Nullable Instant next(Deadline due, List<Step> chain, int step) {
        return step < chain.size() ? due.getDue().plus(chain.get(step).after()) : null;
    }

    private List<LetterOrder> letters(
            Step step, Case late, Deadline due, Optional<Consultation> consultation, Directory directory) {
        var facts = new HashMap<String, String>();
        facts.put("due", due.getDue().toString());
        facts.put("late", words(Duration.between(due.getDue(), clock.instant())));
        facts.put("clock", due.getKind().word());
        facts.put(
                "destination",
                consultation.map(asked -> title(asked, directory)).orElse(""));
        facts.put("who", Objects.requireNonNullElse(late.getOwner(), "nobody"));
        var recipients = new LinkedHashMap<Address, Audience>();
        for (var role : step.to()) {
            recipients.putAll(recipients(role, late, consultation, directory));
        }
        return recipients.entrySet().stream()
                .map(recipient -> new LetterOrder(
                        step.letter(),
                        late.getNumber(),
                        recipient.getValue(),
                        recipient.getKey(),
                        LetterOrder.AUTO_GENERATED,
                        facts,
                        List.of(),
                        null))
                .toList();
    }

    /** {@code 25 minutes}, {@code 3 hours}, {@code 2 days}; empty where it is less than a minute. */
    private static String words(Duration late) {
        if (late.toMinutes() < 1) {
            return "";
        }
        if (late.toMinutes() < 120) {
            return late.toMinutes() == 1 ? "1 minute" : late.toMinutes() + " minutes";
        }
        return late.toHours() < 48 ? late.toHours() + " hours" : late.toDays() + " days";
    }

    private Map<Address, Audience> recipients(
            String role, Case late, Optional<Consultation> consultation, Directory directory) {
        var found = new LinkedHashMap<Address, Audience>();
        switch (role) {
            case "owner" -> person(late.getOwner(), found, directory);
            case "superior" -> superiors(late, directory).forEach(id -> person(id, found, directory));
            case "destination" ->
                consultation.ifPresent(asked -> asked.getRecipients()
                        .forEach(address -> found.put(Address.of(address), Audience.consultation(asked.getId()))));
            case "director", "territorial-manager" ->
                shopRole(role, late, directory)
                        .ifPresent(address -> consultation.ifPresent(
                                asked -> found.put(address, Audience.consultation(asked.getId()))));
            default -> {
                if (directory.people().containsKey(role)) {
                    person(role, found, directory);
                } else {
                    consultation.ifPresent(asked -> found.put(Address.of(role), Audience.consultation(asked.getId())));
                }
            }
        }
        return found;
    }

    private void person(@Nullable String id, Map<Address, Audience> found, Directory directory) {
        if (id != null && directory.people().containsKey(id)) {
            var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
            var named = directory.person(id);
            var reader = directory.present(named, today).orElse(named);
            found.put(reader.address(), Audience.person(reader.id()));
        }
    }

    /** The superior of the owner; while nobody owns the case, the superiors of everybody who could. */
    private static List<String> superiors(Case late, Directory directory) {
        var owner = late.getOwner();
        var people = owner != null && directory.people().containsKey(owner)
                ? List.of(directory.person(owner))
                : directory.pool(late.getPool()).members().stream()
                        .map(member -> directory.person(member.person()))
                        .toList();
        var superiors = new ArrayList<String>();
        for (Person person : people) {
            if (person.superior() != null && !superiors.contains(person.superior())) {
                superiors.add(person.superior());
            }
        }
        return superiors;
    }

    private static Optional<Address> shopRole(String role, Case late, Directory directory) {
        return Optional.ofNullable(late.getStore())
                .map(directory.stores()::get)
                .map(store -> role.equals("director") ? store.director() : store.territorialManager());
    }

    private static String title(Consultation asked, Directory directory) {
        var key = asked.getDestination();
        var id = key.substring(key.indexOf(':') + 1);
        if (key.startsWith("store:") && directory.stores().containsKey(id)) {
            return directory.store(id).name();
        }
        return directory.departments().containsKey(id)
                ? directory.department(id).title()
                : id;
    }

    private static String reason(
            Deadline due, Optional<Consultation> consultation, @Nullable Step step, List<LetterOrder> letters) {
        var what = consultation
                .map(asked -> asked.getDestination() + " has not answered since " + due.getDue())
                .orElse("the customer has had no " + due.getKind().word() + " since " + due.getDue());
        if (step == null) {
            return what + "; nobody is to be told";
        }
        return what + "; " + letters.size() + (letters.size() == 1 ? " notice" : " notices") + " '" + step.letter()
                + "'";
    }

    private static Map<String, String> facts(Deadline due, List<LetterOrder> letters) {
        return Map.of(
                "kind",
                due.getKind().word(),
                "due",
                due.getDue().toString(),
                "told",
                String.join(
                        ", ",
                        letters.stream().map(letter -> letter.to().address()).toList()));
    }
}
