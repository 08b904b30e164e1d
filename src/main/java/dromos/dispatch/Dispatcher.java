package dromos.dispatch;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Consultation;
import dromos.cases.Question;
import dromos.directory.Category.Destination;
import dromos.directory.Directory;
import dromos.directory.Store;
import dromos.directory.WorkingCalendar;
import dromos.store.Cases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the destinations of a case: those that its category names, the store among them once it is known. Each is
 * asked once, however often the case is dispatched.
 */
public final class Dispatcher {
    private static final Duration STORE_LIMIT = Duration.ofDays(1);

    private final Cases cases;
    private final InstantSource clock;

    public Dispatcher(Cases cases, InstantSource clock) {
        this.cases = cases;
        this.clock = clock;
    }

    public Plan plan(Case about, Directory directory) {
        // Configuration moves on while cases are open: a category or shop that is gone has nobody to ask.
        var category = directory.categories().get(about.getCategory());
        var before = cases.consultations(about.getNumber());
        var questions = new ArrayList<Question>();
        var passedOver = new ArrayList<String>();
        for (var destination : category == null ? List.<Destination>of() : category.destinations()) {
            var question = question(about, destination, directory);
            if (question.isEmpty()) {
                passedOver.add(
                        about.getStore() == null
                                ? "the shop is not known yet"
                                : "shop " + about.getStore() + " is no longer in the configuration");
            } else if (wasAsked(question.get(), before)) {
                passedOver.add(question.get().destination() + " was asked before");
            } else {
                questions.add(question.get());
            }
        }
        boolean owned = questions.stream().anyMatch(Question::ownsTheCase)
                || before.stream().anyMatch(Dispatcher::ownsTheCase);
        if (category == null) {
            passedOver.add("it is no longer in the configuration");
        }
        var reason = reason(about.getCategory(), questions, passedOver);
        cases.append(new CaseEvent(
                about.getNumber(),
                CaseEvent.Type.DISPATCHED,
                clock.instant(),
                CaseEvent.ROUTER,
                reason,
                directory.revision(),
                Map.of()));
        return new Plan(List.copyOf(questions), owned, reason);
    }

    private static boolean wasAsked(Question question, List<Consultation> before) {
        return before.stream().anyMatch(asked -> asked.getDestination().equals(question.destination()));
    }

    private static boolean ownsTheCase(Consultation consultation) {
        return consultation.isOpen()
                && (consultation.getMeaning() == Consultation.Meaning.FORWARD
                        || consultation.getMeaning() == Consultation.Meaning.REPORT);
    }

    private static Optional<Question> question(Case about, Destination destination, Directory directory) {
        return destination.isStore()
                ? Optional.ofNullable(about.getStore())
                        .map(directory.stores()::get)
                        .map(store -> storeQuestion(store, destination))
                : Optional.of(departmentQuestion(destination, directory));
    }

    private static Question departmentQuestion(Destination destination, Directory directory) {
        var name = Objects.requireNonNull(destination.department());
        var department = directory.department(name);
        return new Question(
                "department:" + name,
                department.title(),
                department.addresses(),
                destination.answer(),
                destination.within() == null ? department.within() : destination.within(),
                department.calendar(),
                destination.letter() == null ? department.letter() : destination.letter(),
                "",
                "destination " + destination.at().fileAndLine());
    }

    private static Question storeQuestion(Store store, Destination destination) {
        return new Question(
                "store:" + store.id(),
                store.name(),
                store.everybody(),
                destination.answer(),
                destination.within() == null ? STORE_LIMIT : destination.within(),
                WorkingCalendar.AROUND_THE_CLOCK,
                destination.letter() == null ? "store-notice" : destination.letter(),
                "",
                "destination " + destination.at().fileAndLine() + ", shop at "
                        + store.at().fileAndLine());
    }

    private static String reason(String category, List<Question> questions, List<String> passedOver) {
        var asked = questions.isEmpty()
                ? "category " + category + " has nobody to ask now"
                : "category " + category + " asks "
                        + String.join(
                                ", ",
                                questions.stream().map(Question::destination).toList());
        return passedOver.isEmpty() ? asked : asked + "; " + String.join("; ", passedOver);
    }
}
