package dromos.testing;

import dromos.app.LocalMailServer;
import dromos.app.Router;
import dromos.directory.Directory;
import dromos.directory.Mailbox;
import dromos.directory.Person;
import dromos.mail.Address;
import dromos.mail.Keys;
import dromos.mail.Mail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sample shop in operation: the real routes and configuration, a real database and a real mail server, and people
 * who act only by mail. The clock can be put forward; nothing else is touched behind the product's back.
 */
public final class Agora implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agora.class);
    private static final List<String> SUPERVISED =
            List.of("support@agora.example", "feedback@agora.example", "orders@agora.example");

    private final Path folder;
    private final TestDatabase database = TestDatabase.migrated();
    private final LocalMailServer mail = new LocalMailServer(0, 0);
    private final MovableClock clock = MovableClock.at(Instant.parse("2026-11-24T09:00:00Z"));
    private final String apiKey = ApiKey.make();
    private final Map<String, String> settings;
    private Router router;

    private Agora(Path folder, Consumer<Path> edit, Map<String, String> settings) throws Exception {
        this.folder = folder;
        this.settings = settings;
        copy(Path.of("config"), folder.resolve("config"));
        copy(Path.of("routes"), folder.resolve("routes"));
        var secrets = Files.createDirectories(folder.resolve("config/secrets"));
        Files.writeString(secrets.resolve("keys"), Keys.generate());
        Files.writeString(secrets.resolve("api-keys"), ApiKey.line("test", "manager", apiKey));
        Files.writeString(secrets.resolve("DATABASE_PASSWORD"), database.password());
        for (var name : List.of("SUPPORT", "FEEDBACK", "ORDERS")) {
            Files.writeString(
                    secrets.resolve(name + "_PASSWORD"), name.toLowerCase(java.util.Locale.ROOT) + "@agora.example");
        }
        edit.accept(folder);
        protect(secrets);
        mail.start();
        mail.open(SUPERVISED.stream().map(Address::of).toList());
        router = start();
    }

    private static void protect(Path secrets) throws IOException {
        try (var files = Files.list(secrets)) {
            for (var file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    /** Opens the shop in an empty folder. */
    public static Agora open(Path folder) throws Exception {
        return new Agora(folder, unedited -> {}, Map.of());
    }

    /** @param edit changes the copies of {@code config} and {@code routes} before the start */
    public static Agora open(Path folder, Consumer<Path> edit) throws Exception {
        return new Agora(folder, edit, Map.of());
    }

    /** @param settings that win over those of the shop, for example another {@code smtp.port} */
    public static Agora open(Path folder, Map<String, String> settings) throws Exception {
        return new Agora(folder, unedited -> {}, settings);
    }

    /** A change of one text in one file, which must be there. */
    public static Consumer<Path> edit(String file, String before, String after) {
        return folder -> {
            try {
                var path = folder.resolve(file);
                var text = Files.readString(path);
                if (!text.contains(before)) {
                    throw new IllegalArgumentException(file + " has no '" + before + "'");
                }
                Files.writeString(path, text.replace(before, after));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        };
    }

    private Router start() throws Exception {
        var values = new LinkedHashMap<>(Map.of(
                "database.url", database.jdbcUrl(),
                "database.user", database.user(),
                "database.secret", "DATABASE_PASSWORD",
                "smtp.host", "127.0.0.1",
                "smtp.port", Integer.toString(mail.smtpPort()),
                "smtp.security", "none",
                "smtp.user", "",
                "smtp.secret", "",
                "http.port", "0"));
        values.putAll(settings);
        return Router.start(folder.resolve("config"), folder.resolve("routes"), values, this::onThisMachine, clock);
    }

    private Directory onThisMachine(Directory directory) {
        var mailboxes = new LinkedHashMap<String, Mailbox>();
        directory
                .mailboxes()
                .forEach((name, mailbox) ->
                        mailboxes.put(name, mailbox.at("127.0.0.1", mail.imapPort(), "none", Duration.ofMillis(300))));
        return directory.withMailboxes(mailboxes);
    }

    /** Stops the router and starts it again on the same data. */
    public void restart() throws Exception {
        router.close();
        router = start();
    }

    public Router router() {
        return router;
    }

    /** A key that may ask for everything over HTTP. */
    public String apiKey() {
        return apiKey;
    }

    /** Somebody who has this address, and a mail program. */
    public Correspondent person(String address) {
        return new Correspondent(address, mail);
    }

    /** Ports of the mail server, for routes of an engineer; the password of an address is the address. */
    public int imapPort() {
        return mail.imapPort();
    }

    public int smtpPort() {
        return mail.smtpPort();
    }

    /** What the router's clock says. */
    public Instant now() {
        return clock.instant();
    }

    /** Puts the router's clock forward. */
    public void letPass(Duration time) {
        clock.forward(time);
    }

    /** To look at what was recorded; never to change it. */
    public JdbcClient recorded() {
        return JdbcClient.create(database.dataSource());
    }

    /** The status of the case whose tag the letter carries. */
    public String statusOf(Mail letter) {
        return recorded()
                .sql("select status from cases where ? like '%[' || tag || ']%'")
                .param(letter.subject())
                .query(String.class)
                .single();
    }

    /** Why messages are in quarantine. */
    public List<String> quarantine() {
        return recorded()
                .sql("select reason from message where fate = 'quarantined' order by id")
                .query(String.class)
                .list();
    }

    public int casesOf(String customer) {
        return poolsOf(customer).size();
    }

    /** The pools of the customer's cases, oldest first. */
    public List<String> poolsOf(String customer) {
        return recorded()
                .sql("select pool from cases where customer_address = ? order by number")
                .param(customer)
                .query(String.class)
                .list();
    }

    /** The tags of the open cases that he owns. */
    public List<String> assignedTo(Person person) {
        return recorded()
                .sql("select tag from cases where owner = ? and status <> 'CLOSED' order by number")
                .param(person.id())
                .query(String.class)
                .list();
    }

    public Person trainee() {
        return router.directory().people().values().stream()
                .filter(Person::trainee)
                .findFirst()
                .orElseThrow();
    }

    public Person superiorOf(Person person) {
        return router.directory().person(Objects.requireNonNull(person.superior()));
    }

    /** Why events of that type happened to the case whose tag the letter carries. */
    public List<String> reasons(Mail letter, String type) {
        return recorded()
                .sql("""
                select e.reason from case_event e join cases c on c.number = e.case_number
                where ? like '%[' || c.tag || ']%' and e.type = ? order by e.id""")
                .params(letter.subject(), type)
                .query(String.class)
                .list();
    }

    /** A letter that gives a case to a consultant, and who got it. */
    public record Assignment(Correspondent consultant, Mail letter) {}

    /** Waits until one of the consultants receives such a letter. */
    public Assignment nextAssignment(Predicate<Mail> wanted) {
        var consultants = router.directory().people().values().stream()
                .map(person -> person(person.address().address()))
                .toList();
        return Awaitility.await("an assignment")
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> consultants.stream()
                                .flatMap(consultant -> consultant.inbox().stream()
                                        .filter(wanted)
                                        .map(letter -> new Assignment(consultant, letter)))
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
    }

    /** Waits until nothing is left to do: all mail is fetched and has its fate, no clock is due, no letter unsent. */
    public void settle() {
        Awaitility.await("everything is done")
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(openWork())
                        .as("messages, letters, clocks, unfetched")
                        .isEqualTo("0 0 0 " + delivered()));
    }

    private long delivered() {
        return SUPERVISED.stream().mapToLong(box -> person(box).boxSize()).sum();
    }

    private String openWork() {
        return recorded()
                .sql("""
                select (select count(*) from message where fate is null)
                  || ' ' || (select count(*) from outbox where state in ('waiting', 'sending'))
                  || ' ' || (select count(*) from deadline where next_step <= ?)
                  || ' ' || (select count(*) from message where uid is not null)""")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(String.class)
                .single();
    }

    @Override
    public void close() {
        tellTheStory();
        router.close();
        mail.close();
        database.close();
    }

    /** Logs what happened to every mail and case, for whoever has to find out why a journey failed. */
    private void tellTheStory() {
        recorded().sql("""
                select concat_ws(' ', 'message', id, source, sender, fate, automatic, 'case', case_number, reason)
                from message order by id""").query(String.class).list().forEach(LOG::info);
        recorded().sql("""
                select concat_ws(' ', 'case', case_number, type, 'by', actor, reason, facts)
                from case_event order by id""").query(String.class).list().forEach(LOG::info);
        recorded().sql("""
                select concat_ws(' ', 'letter', id, 'case', case_number, letter, audience, recipient, state, error)
                from outbox order by id""").query(String.class).list().forEach(LOG::info);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("secrets"))
                    .forEach(file -> copyFile(file, to.resolve(from.relativize(file))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void copyFile(Path file, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
