package dromos.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dromos.mail.Keys;
import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.RawMail;
import dromos.mail.Tokens;
import dromos.screen.Automatic.Kind;
import dromos.testing.Corpora;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Screens the mounted bounces and ordinary mails; the tables and every miss go to the test's output. */
class BounceCorpusTest {
    private static final Set<Kind> BOUNCES = EnumSet.of(Kind.BOUNCE, Kind.DELAYED);

    /** What the standard reasons of bounceparser say of trying again. */
    private static final Map<String, Bounce.Kind> REASONS = Map.of(
            "over_quota", Bounce.Kind.SOFT,
            "domain_error", Bounce.Kind.HARD,
            "message_too_large", Bounce.Kind.HARD);

    private final MailReader reader = new MailReader();
    private final Tokens tokens = new Tokens(Keys.parse("keys", Keys.generate()));
    private final Screener screener =
            new Screener(reader, tokens, new MessageIds(tokens), "loop", bounce -> Optional.empty());

    @Test
    void almostAllBouncesAreRecognised() {
        var kinds = new ArrayList<Kind>();
        var missed = new ArrayList<String>();
        for (String folder : List.of("flufl", "bounceparser", "phpbounce")) {
            var expected = expectations(folder);
            for (var file : Corpora.mails(folder)) {
                var label = label(expected, file);
                var right = label.equals("bounce-or-autoreply")
                        ? EnumSet.of(Kind.BOUNCE, Kind.DELAYED, Kind.AUTO_REPLY)
                        : BOUNCES;
                if (label.startsWith("bounce")) {
                    var kind = kind(file);
                    kinds.add(kind);
                    missed.addAll(right.contains(kind) ? List.of() : List.of(name(file) + " " + kind));
                }
            }
        }
        System.out.printf(
                "bounces recognised: %d of %d, missed %s%n", kinds.size() - missed.size(), kinds.size(), missed);
        assertThat(missed.size()).isLessThanOrEqualTo(kinds.size() * 2 / 100);
    }

    @Test
    void feedbackReportsAreRecognised() {
        var expected = expectations("phpbounce");
        var missed = Corpora.mails("phpbounce").stream()
                .filter(file -> label(expected, file).equals("feedback"))
                .filter(file -> kind(file) != Kind.FEEDBACK)
                .toList();
        assertThat(missed).isEmpty();
    }

    @Test
    void theFailedRecipientIsNamed() {
        var expected = expectations("flufl");
        var files = Corpora.mails("flufl").stream()
                .filter(file -> expected.has(file.getFileName().toString()))
                .toList();
        var missed = new ArrayList<String>();
        for (var file : files) {
            var wanted = expected.get(file.getFileName().toString());
            var named = named(file);
            var delayed = named.values().stream()
                    .filter(BounceCorpusTest::isDelayed)
                    .map(Bounce.Failed::address)
                    .collect(Collectors.toSet());
            boolean right = named.keySet().equals(addresses(wanted, "permanent", "temporary"))
                    && delayed.equals(addresses(wanted, "temporary"));
            if (!right) {
                missed.add(name(file) + " wanted " + wanted + " named " + named.values());
            }
        }
        System.out.printf(
                "failed recipients right: %d of %d, missed %s%n", files.size() - missed.size(), files.size(), missed);
        assertThat(missed.size()).isLessThanOrEqualTo(files.size() * 5 / 100);
    }

    @Test
    void whetherTryingAgainIsOfUseFollowsTheReason() {
        var expected = expectations("bounceparser");
        var missed = new ArrayList<String>();
        for (var file : Corpora.mails("bounceparser")) {
            var node = expected.path(file.getFileName().toString());
            var wanted = REASONS.get(node.path("std_reason").asText());
            if (wanted != null && named(file).values().stream().anyMatch(failed -> failed.kind() != wanted)) {
                missed.add(name(file) + " wanted " + wanted + " named "
                        + named(file).values());
            }
        }
        System.out.printf("hard or soft by reason: missed %s%n", missed);
        assertThat(missed).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void lookAlikesAreNoBounces() {
        var expected = expectations("bounceparser");
        var kinds = new EnumMap<Kind, List<String>>(Kind.class);
        Corpora.mails("bounceparser").stream()
                .filter(file -> label(expected, file).equals("not-a-bounce"))
                .forEach(file -> kinds.computeIfAbsent(kind(file), kind -> new ArrayList<>())
                        .add(name(file)));
        System.out.printf("not a bounce: %s%n", kinds);
        assertThat(kinds).doesNotContainKeys(Kind.BOUNCE, Kind.DELAYED, Kind.NONE);
    }

    @Test
    void mailThatPeopleWroteIsNoneOfIt() {
        var written = new ArrayList<String>();
        int bounces = 0;
        System.out.printf("%-28s %s%n", "kinds", List.of(Kind.values()));
        for (String folder :
                List.of("spamassassin/easy-ham", "spamassassin/spam", "notmuch", "redmine", "phishing_pot")) {
            var counts = new EnumMap<Kind, Integer>(Kind.class);
            for (var file : mails(folder)) {
                var kind = kind(file);
                counts.merge(kind, 1, Integer::sum);
                bounces += folder.endsWith("easy-ham") && BOUNCES.contains(kind) ? 1 : 0;
                boolean suspicious = EnumSet.of(
                                Kind.AUTO_REPLY, Kind.CHALLENGE, Kind.FEEDBACK, Kind.BOUNCE, Kind.DELAYED)
                        .contains(kind);
                if (suspicious) {
                    written.add(name(file) + " " + kind);
                }
            }
            System.out.printf("%-28s %s%n", folder, counts);
        }
        System.out.printf("to look at: %s%n", written);
        assertThat(bounces).isLessThanOrEqualTo(2);
        assertThat(written)
                .filteredOn(mail -> !mail.startsWith("spamassassin/spam"))
                .noneMatch(mail -> mail.endsWith("AUTO_REPLY") && !mail.startsWith("phishing"))
                .noneMatch(mail -> mail.endsWith("CHALLENGE") || mail.endsWith("FEEDBACK"));
    }

    private static List<Path> mails(String folder) {
        int slash = folder.indexOf('/');
        var prefix = slash < 0 ? "" : folder.substring(slash + 1);
        return Corpora.mails(slash < 0 ? folder : folder.substring(0, slash)).stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .toList();
    }

    private static JsonNode expectations(String folder) {
        try {
            return new JsonMapper()
                    .readTree(Corpora.bytes(Corpora.mails(folder).get(0).resolveSibling("expectations.json")));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String label(JsonNode expectations, Path file) {
        return expectations.path(file.getFileName().toString()).path("kind").asText();
    }

    private static Set<String> addresses(JsonNode expected, String... fields) {
        var addresses = new TreeSet<String>();
        for (String field : fields) {
            StreamSupport.stream(expected.path(field).spliterator(), false)
                    .map(node -> node.asText().toLowerCase(Locale.ROOT))
                    .forEach(addresses::add);
        }
        return addresses;
    }

    private static boolean isDelayed(Bounce.Failed failed) {
        return failed.action().equals("delayed") && failed.kind() == Bounce.Kind.SOFT;
    }

    private static String name(Path file) {
        return Objects.requireNonNull(file.getParent()).getFileName() + "/" + file.getFileName();
    }

    private Kind kind(Path file) {
        return screen(file).automation().kind();
    }

    private Map<String, Bounce.Failed> named(Path file) {
        var report = screen(file).report();
        return report == null
                ? Map.of()
                : report.recipients().stream()
                        .collect(Collectors.toMap(Bounce.Failed::address, failed -> failed, (first, again) -> first));
    }

    private Screening screen(Path file) {
        Mail mail = reader.read(RawMail.of(Corpora.bytes(file)));
        return screener.screen(mail, Set.of(), Set.of(), false);
    }
}
