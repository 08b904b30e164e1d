package dromos.dispatch;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Consultation;
import dromos.cases.Question;
import dromos.directory.Category.Destination;
import dromos.directory.Directory;
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
        var category = directory.category(about.getCategory());
        var before = cases.consultations(about.getNumber());
        var questions = new ArrayList<Question>();
        var passedOver = new ArrayList<String>();
        for (var destination : category.destinations()) {
            var question = question(about, destination, directory);
            if (question.isEmpty()) {
                passedOver.add("the shop is not known yet");
            } else if (wasAsked(question.get(), before)) {
                passedOver.add(question.get().destination() + " was asked before");
            } else {
                questions.add(question.get());
            }
        }
        boolean owned = questions.stream().anyMatch(Question::ownsTheCase)
                || before.stream().anyMatch(Dispatcher::ownsTheCase);
        var reason = reason(category.name(), questions, passedOver);
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
                ? Optional.ofNullable(about.getStore()).map(store -> storeQuestion(store, destination, directory))
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

    private static Question storeQuestion(String id, Destination destination, Directory directory) {
        var store = directory.store(id);
        return new Question(
                "store:" + id,
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
