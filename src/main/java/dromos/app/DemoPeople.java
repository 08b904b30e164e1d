package dromos.app;

import dromos.directory.Directory;
import dromos.mail.Address;
import dromos.mail.Mail;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The people of the demo. Each has a mailbox and nothing else: three customers who write, a department and consultants
 * who answer, a superior who approves what a trainee wrote, a shop that stays silent, and its territorial manager.
 */
final class DemoPeople implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoPeople.class);
    private static final Pattern TAG = Pattern.compile("\\[([A-Z]+-\\d+-\\w+)]");
    private static final long LOOK_EVERY_MILLIS = 200;

    /** The customers whose cases make the story; every letter about a case names its customer. */
    private static final List<String> STORY = List.of("Iris Vale", "Milo Brandt", "Otto Reyes");

    /** What somebody does with a letter. */
    @FunctionalInterface
    private interface Habit {
        void on(Mail letter) throws MessagingException;
    }

    private record Inhabitant(DemoPerson person, Habit habit) {}

    private final LocalMailServer server;
    private final String support;
    private final BiConsumer<String, String> firstTagged;
    private final List<Inhabitant> inhabitants = new ArrayList<>();
    private final Map<String, Integer> lettersToManager = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final CountDownLatch stillToHappen = new CountDownLatch(4);
    private final Thread day = new Thread(this::live, "demo-people");
    private final DemoPerson iris;
    private final DemoPerson milo;
    private final DemoPerson otto;
    private String shop = "";
    private int answersToIris;
    private boolean taggedSeen;

    /**
     * @param support where the customers write
     * @param firstTagged hears of the first tagged letter in a department's box: the box and the tag
     */
    DemoPeople(LocalMailServer server, Directory directory, String support, BiConsumer<String, String> firstTagged) {
        this.server = server;
        this.support = support;
        this.firstTagged = firstTagged;
        directory.departments().values().forEach(department -> department.addresses().stream()
                .limit(1)
                .forEach(address -> somebody(
                        address.address(), department.title(), letter -> answerAsDepartment(address, letter))));
        for (var person : directory.people().values()) {
            var name = person.display();
            somebody(person.address().address(), name, letter -> answerAsConsultant(person.address(), name, letter));
        }
        iris = somebody("iris@customers.example", "Iris Vale", this::readByIris);
        milo = somebody("milo@customers.example", "Milo Brandt", letter -> {});
        otto = somebody("otto@customers.example", "Otto Reyes", this::readByOtto);
        directory.stores().values().stream()
                .filter(store -> store.territorialManager() != null)
                .findFirst()
                .ifPresent(store -> {
                    var manager = java.util.Objects.requireNonNull(store.territorialManager());
                    somebody(manager.address(), manager.display(), this::readByTerritorialManager);
                    shop = store.name();
                });
    }

    private DemoPerson somebody(String address, String name, Habit habit) {
        server.open(List.of(Address.of(address)));
        var person = new DemoPerson(address, name, server);
        inhabitants.add(new Inhabitant(person, habit));
        return person;
    }

    /** The customers write, one after the other, and everybody looks into his mailbox now and then. */
    void begin() {
        day.setDaemon(true);
        day.start();
    }

    private void live() {
        try {
            about(iris, () -> iris.writes(support, "My gift certificate does not work", """
                    Hello,

                    the till refuses my gift certificate 4711, which was a present. What can I do?

                    Iris Vale"""));
            lookAround(10);
            about(milo, () -> milo.writes(support, "Complaint about a guard", """
                    Good evening,

                    the guard at %s was very rude to my mother today. Please look into it.

                    Milo Brandt""".formatted(shop)));
            lookAround(10);
            about(otto, () -> otto.writes(support, "Do you wrap presents?", """
                    Hello,

                    can I have a bicycle wrapped as a present?

                    Otto Reyes"""));
            while (true) {
                lookAround(1);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAround(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            inhabitants.forEach(DemoPeople::look);
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** @return whether all stories came to their end in that time */
    boolean awaitEnd(int seconds) throws InterruptedException {
        return stillToHappen.await(seconds, TimeUnit.SECONDS);
    }

    private static void look(Inhabitant inhabitant) {
        about(inhabitant.person, () -> {
            for (var letter : inhabitant.person.receives()) {
                inhabitant.habit.on(letter);
            }
        });
    }

    private interface Deed {
        void happen() throws MessagingException, IOException;
    }

    /** One person's trouble is not everybody's. */
    private static void about(DemoPerson person, Deed deed) {
        try {
            deed.happen();
        } catch (MessagingException | IOException | RuntimeException failure) {
            LOG.warn("demo person={} reason=\"{}\"", person.address(), failure.toString());
        }
    }

    /** Cases of anybody else are for whoever joins in. */
    private static boolean isOfTheStory(Mail letter) {
        return STORY.stream().anyMatch(letter.text()::contains);
    }

    private void answerAsDepartment(Address department, Mail letter) throws MessagingException {
        if (!taggedSeen) {
            taggedSeen = true;
            firstTagged.accept(department.address(), tag(letter));
        }
        if (isOfTheStory(letter) && isFirstOfItsCase(department, letter)) {
            person(department)
                    .replies(letter, "We have looked into it: number 4711 is valid again. Please try once more.");
        }
    }

    private void answerAsConsultant(Address consultant, String name, Mail letter) throws MessagingException {
        if (!isOfTheStory(letter)) {
            return;
        }
        if (letter.text().contains("#approve")) {
            person(consultant).replies(letter, "#approve");
        } else if (letter.text().contains("#close") && isFirstOfItsCase(consultant, letter)) {
            person(consultant)
                    .replies(letter, "Yes, gladly: at every cash desk, and online too.\n\nKind regards,\n" + name);
        }
    }

    private void readByIris(Mail letter) throws MessagingException {
        if (letter.headers().has("Auto-Submitted")) {
            return;
        }
        answersToIris++;
        if (answersToIris == 1) {
            stillToHappen.countDown();
            iris.replies(letter, "Thank you, it works now! Can I use the rest of it in another shop?");
        } else if (answersToIris == 2) {
            stillToHappen.countDown();
        }
    }

    private void readByOtto(Mail letter) {
        if (!letter.headers().has("Auto-Submitted")) {
            stillToHappen.countDown();
        }
    }

    /** First she hears of the complaint, then that her shop has not said a word. */
    private void readByTerritorialManager(Mail letter) {
        if (lettersToManager.merge(tag(letter), 1, Integer::sum) == 2) {
            stillToHappen.countDown();
        }
    }

    private boolean isFirstOfItsCase(Address reader, Mail letter) {
        return answered.add(reader.address() + " " + tag(letter));
    }

    private static String tag(Mail letter) {
        var matcher = TAG.matcher(letter.subject());
        return matcher.find() ? matcher.group(1) : "";
    }

    private DemoPerson person(Address address) {
        return inhabitants.stream()
                .map(Inhabitant::person)
                .filter(person -> person.address().equals(address.address()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        day.interrupt();
        try {
            day.join(2_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        inhabitants.forEach(inhabitant -> about(inhabitant.person, inhabitant.person::close));
    }
}
