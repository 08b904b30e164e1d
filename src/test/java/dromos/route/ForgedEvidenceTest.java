package dromos.route;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dromos.correlate.Correlator;
import dromos.correlate.Match;
import dromos.correlate.Match.Trust;
import dromos.mail.Address;
import dromos.mail.Audience;
import dromos.mail.Keys;
import dromos.mail.Mail;
import dromos.mail.MessageIds;
import dromos.mail.RawMail;
import dromos.mail.Tags;
import dromos.mail.Token;
import dromos.mail.Tokens;
import dromos.store.Received;
import dromos.store.WrongTags;
import dromos.testing.Agora;
import dromos.testing.CaseTag;
import dromos.testing.Line;
import dromos.testing.MailBuilder;
import dromos.testing.Web;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Tags and tokens that were mangled on the way, forged, stolen, or made long ago; and what becomes of who guesses. The
 * key was rotated after the letters of this shop were sent.
 */
@org.junit.jupiter.api.Tag("route")
class ForgedEvidenceTest {
    private static final String SUPPORT = "support@agora.example";
    private static final String CUSTOMER = "gus@customers.example";
    private static final String COPIED = "eva@customers.example";
    private static final String COPIED_COLLEAGUE = "store12@agora.example";
    private static final String DEPARTMENT = "giftcards@agora.example";
    private static final String STRANGER = "mallory@elsewhere.example";

    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    private static Line line;
    private static Mail acknowledgement;
    private static Mail question;
    private static Agora.Assignment assignment;
    private static long number;
    private static String tag;
    private static Tokens tokens;
    private static Tokens foreign;

    @BeforeAll
    static void openShop() throws Exception {
        agora = Agora.open(
                folder,
                Agora.edit(
                                "config/mailboxes.yaml",
                                "  secret: SUPPORT_PASSWORD\n",
                                "  secret: SUPPORT_PASSWORD\n  trusted-servers: mx.agora.example\n")
                        .andThen(Agora.edit(
                                "config/mailboxes.yaml",
                                "[support@agora.example, help@agora.example]",
                                "[support@agora.example, help@agora.example, agora.shop@gmx.de]"))
                        .andThen(Agora.edit(
                                "config/departments.yaml",
                                "addresses: giftcards@agora.example",
                                "addresses: [giftcards@agora.example, agora.giftcards@gmail.com]"))
                        .andThen(Agora.edit(
                                "config/departments.yaml",
                                "addresses: legal@agora.example",
                                "addresses: [legal@agora.example, agora.legal@gmx.de]")));
        agora.person(CUSTOMER)
                .writes(
                        SUPPORT,
                        "Gift card",
                        "My gift card was stolen.",
                        mail -> mail.setHeader("Cc", COPIED + ", " + COPIED_COLLEAGUE));
        acknowledgement = agora.person(CUSTOMER).receives();
        question = agora.person(DEPARTMENT).receives();
        agora.person("ina@customers.example").writes(SUPPORT, "A question", "Do you sell umbrellas?");
        assignment = agora.nextAssignment(letter -> letter.text().contains("umbrellas"));
        agora.settle();
        tag = CaseTag.of(question).text();
        number = CaseTag.of(question).number();
        tokens = new Tokens(Keys.parse("keys", rotateKey()));
        foreign = new Tokens(Keys.parse("keys", Keys.generate()));
        line = new Line(agora)
                .cut("correlate", "categorise", "follow-up", "department-reply", "staff-mail", "unverified");
    }

    /** @return the keys that the letters so far were signed with */
    private static String rotateKey() throws Exception {
        var file = folder.resolve("config/secrets/keys");
        var old = Files.readString(file);
        Files.writeString(file, Keys.generate().replace("\n1:", "\n2:") + old);
        agora.restart();
        agora.settle();
        return old;
    }

    /** A mail, the station that it has to reach, how far its sender is believed, and what the verdict says. */
    record Attempt(String name, Supplier<MailBuilder> mail, String exit, Trust trust, String words) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Attempt> mangled() {
        return Stream.of(
                        "[%s]",
                        "Re: [EXTERN] AW: [%s] Gift card",
                        "WG: AW: [EXT] [%s]",
                        "Re: %s Gift card",
                        "Re: (%s)",
                        "lower case [%s]",
                        "Re: [ %s ]",
                        "dashes [%s]",
                        "blanks [%s]",
                        "folded [%s]",
                        "percent %%5B%s%%5D",
                        "full width \uff3b%s\uff3d")
                .map(form -> new Attempt(
                        form,
                        () -> from(CUSTOMER).subject(form.formatted(mangle(form))),
                        "follow-up",
                        Trust.KNOWN,
                        "tag in the subject"));
    }

    private static String mangle(String form) {
        return switch (form.substring(0, form.indexOf(' ') + 1)) {
            case "lower " -> tag.toLowerCase(Locale.ROOT);
            case "dashes " -> tag.replace('-', '\u2013');
            case "blanks " -> tag.replace("-", " - ");
            case "folded " -> tag.replace("-", "-\n ");
            case "percent " -> tag.replace("-", "%2D");
            default -> tag;
        };
    }

    static Stream<Attempt> genuine() {
        return Stream.of(
                proven("customer's token after the key was rotated", "token in the address", () -> from(CUSTOMER)
                        .to(answerTo(acknowledgement))),
                proven("customer's token in capitals", "token in the address", () -> from(CUSTOMER)
                        .to(answerTo(acknowledgement).toUpperCase(Locale.ROOT))),
                proven("our Message-ID after the key was rotated", "our Message-ID", () -> from(CUSTOMER)
                        .inReplyTo(Objects.requireNonNull(acknowledgement.messageId()))),
                proven("our Message-ID in capitals", "our Message-ID", () -> from(CUSTOMER)
                        .inReplyTo(Objects.requireNonNull(acknowledgement.messageId())
                                .toUpperCase(Locale.ROOT))),
                proven("whoever was copied, with the customer's token", "token in the address", () -> from(COPIED)
                        .to(answerTo(acknowledgement))),
                attempt(
                        "a bounce address names the case and proves nothing",
                        () -> from(CUSTOMER).to(bounceAddress()),
                        "follow-up",
                        Trust.KNOWN,
                        "of a bounce"),
                attempt(
                        "a colleague with the consultation's token",
                        () -> from("nina@agora.example").to(answerTo(question)),
                        "department-reply",
                        Trust.PROVEN,
                        "without having been asked"),
                attempt(
                        "a colleague whom the customer copied, with the consultation's token",
                        () -> from(COPIED_COLLEAGUE).to(answerTo(question)),
                        "department-reply",
                        Trust.PROVEN,
                        "without having been asked"),
                attempt(
                        "one of ours at a mail provider, with the consultation's token",
                        () -> from("agora.legal@gmx.de").to(answerTo(question)),
                        "department-reply",
                        Trust.PROVEN,
                        "without having been asked"),
                attempt(
                        "who was asked at a mail provider, with the consultation's token",
                        () -> from("agora.giftcards@gmail.com").to(answerTo(question)),
                        "department-reply",
                        Trust.PROVEN,
                        "was asked"),
                attempt(
                        "somebody else whom the customer copied, with the consultation's token",
                        () -> from(COPIED).to(answerTo(question)),
                        "follow-up",
                        Trust.KNOWN,
                        "a participant writes again"),
                attempt(
                        "the department with the customer's token",
                        () -> from(DEPARTMENT).to(answerTo(acknowledgement)),
                        "department-reply",
                        Trust.KNOWN,
                        "was asked"),
                attempt(
                        "a consultant with the customer's token",
                        () -> from(consultant()).to(answerTo(acknowledgement)),
                        "staff-mail",
                        Trust.KNOWN,
                        "token in the address"),
                attempt(
                        "a consultant with the token of a colleague",
                        () -> from(otherConsultant()).to(answerTo(assignment.letter())),
                        "staff-mail",
                        Trust.KNOWN,
                        "the letter was written to"));
    }

    static Stream<Attempt> stolen() {
        return Stream.of(
                unverified("customer's token", () -> from(STRANGER).to(answerTo(acknowledgement)), "never took part"),
                unverified("customer's tag", () -> from(STRANGER).subject("[" + tag + "]"), "never took part"),
                unverified(
                        "our Message-ID",
                        () -> from(STRANGER).inReplyTo(Objects.requireNonNull(acknowledgement.messageId())),
                        "never took part"),
                unverified("consultation's token", () -> from(STRANGER).to(answerTo(question)), "none of its people"),
                unverified(
                        "consultation's token by a customer of the provider of our mailbox",
                        () -> from("mallory@gmx.de").to(answerTo(question)),
                        "none of its people"),
                unverified(
                        "consultation's token by a customer of the department's provider",
                        () -> from("mallory@gmail.com").to(answerTo(question)),
                        "none of its people"),
                unverified(
                        "consultant's token",
                        () -> from(STRANGER).to(answerTo(assignment.letter())),
                        "the letter was written to"),
                unverified(
                        "forged sender with the customer's token",
                        () -> unauthenticated(from(CUSTOMER).to(answerTo(acknowledgement))),
                        "failed authentication"),
                unverified(
                        "forged consultant with his token",
                        () -> unauthenticated(from(consultant()).to(answerTo(assignment.letter()))),
                        "failed authentication"),
                unverified(
                        "forged department by tag",
                        () -> unauthenticated(from(DEPARTMENT).subject("[" + tag + "]")),
                        "failed authentication"));
    }

    static Stream<Attempt> forged() {
        return Stream.of(
                nothing("another check", () -> from(STRANGER).subject("[" + other(tag, tag.length() - 1) + "]")),
                nothing("another number", () -> from(STRANGER).subject("[" + tag.replace("-" + number, "-1") + "]")),
                nothing("another pool", () -> from(STRANGER).subject("[OS" + tag.substring(tag.indexOf('-')) + "]")),
                nothing("another token", () -> from("m1@elsewhere.example").to(changed(answerTo(acknowledgement)))),
                nothing("a token of another key", () -> from("m1@elsewhere.example")
                        .to(address(foreign, Token.Purpose.REPLY))),
                nothing("a tag of another key", () -> from("m1@elsewhere.example")
                        .subject(new Tags(Keys.parse("keys", Keys.generate())).render("DR", number))),
                nothing("another Message-ID", () -> from("m1@elsewhere.example")
                        .inReplyTo(other(Objects.requireNonNull(acknowledgement.messageId()), 12))),
                nothing("a Message-ID of another key", () -> from("m1@elsewhere.example")
                        .inReplyTo(new MessageIds(foreign).create(token(Token.Purpose.REPLY), 1, "agora.example"))));
    }

    @ParameterizedTest
    @MethodSource({"mangled", "genuine", "stolen", "forged"})
    void everyAttemptEndsAsItShould(Attempt attempt) {
        var passage = line.receives(attempt.mail().get());

        var match = passage.found("match", Match.class);
        assertThat(passage.exits()).as(match.reason()).containsExactly(attempt.exit());
        assertThat(match.trust()).as(match.reason()).isEqualTo(attempt.trust());
        assertThat(match.reason()).contains(attempt.words());
        assertThat(match.linkedTo()).isNull();
    }

    @Test
    void afterTwentyWrongTagsOnADayTheRightOneNoLongerCountsButATokenDoes() {
        var guesser = "guesser@elsewhere.example";
        for (int i = 0; i < 20; i++) {
            line.receives(from(guesser).subject("[DR-" + number + "-0000000" + i % 10 + "]"));
        }

        assertThat(matchOf(from(guesser).subject("[" + tag + "]"))).satisfies(match -> {
            assertThat(match.isNewCase()).isTrue();
            assertThat(match.reason()).contains("its tag does not count");
        });
        assertThat(matchOf(from(guesser).to(answerTo(acknowledgement))).isUnverified())
                .isTrue();
        agora.letPass(Duration.ofDays(1));
        assertThat(matchOf(from(guesser).subject("[" + tag + "]")).isUnverified())
                .isTrue();
    }

    @Test
    void aRightTagAmongManyWrongOnesOfOneMailDoesNotCount() {
        var guesses = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            guesses.append("[DR-")
                    .append(number)
                    .append("-AAAAAAA")
                    .append(i % 10)
                    .append("]\n ");
            guesses.append("[DR-")
                    .append(number)
                    .append("-BBBBBBB")
                    .append(i % 10)
                    .append("]\n ");
        }

        var match = matchOf(from("many@elsewhere.example").subject(guesses + "[" + tag + "]"));

        assertThat(match.isNewCase()).isTrue();
        assertThat(match.reason()).contains("its tag does not count");
    }

    @Test
    void theWrongTagsOfAMailThatIsTriedAgainCountOnce() {
        var wrong = "[DR-1-DDDDDDDD] [DR-1-EEEEEEEE] [DR-1-FFFFFFFF]";
        var mail = from("again@elsewhere.example")
                .subject(wrong + " [" + tag + "]")
                .build();
        long before = wrongToday();

        for (int attempt = 0; attempt < 9; attempt++) {
            assertThat(directly(mail, -9_999).isUnverified())
                    .as("attempt " + attempt)
                    .isTrue();
        }

        assertThat(wrongToday() - before).isEqualTo(3);
    }

    @Test
    void whoForgesACustomersAddressDoesNotMakeTheCustomersTagsWorthless() {
        for (int i = 0; i < 25; i++) {
            line.receives(unauthenticated(from(CUSTOMER).subject("[DR-" + number + "-CCCCCCC" + i % 10 + "]")));
        }

        assertThat(matchOf(from(CUSTOMER).subject("[" + tag + "]")).isFollowUp())
                .isTrue();
    }

    @Test
    void theTicketNumbersOfOtherFirmsAreNoWrongTags() {
        long before = wrongToday();

        var match = matchOf(from(CUSTOMER).subject("[RMA-2026-00012345] [ORDER-2026-10012345]"));

        assertThat(match.reason()).isEqualTo("nothing in it points to a case");
        assertThat(wrongToday()).isEqualTo(before);
    }

    @Test
    void aSubAddressThatLooksLikeNoTokenIsNoGuess() {
        long before = wrongToday();

        line.receives(from(CUSTOMER).to("support+newsletter@agora.example"));

        assertThat(wrongToday()).isEqualTo(before);
    }

    @Test
    void guessingUnderManyNamesRaisesTheAlarmAndFindsNothing() {
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        var logger = (Logger) LoggerFactory.getLogger(WrongTags.class);
        logger.addAppender(logged);
        var random = new Random(1);
        long before = wrongToday();
        for (int i = 0; i < 1_000; i++) {
            var guess = "[DR-%d-%08d]".formatted(number, random.nextInt(100_000_000));
            var mail = from("guess" + i + "@elsewhere.example")
                    .subject(guess)
                    .to("support+2" + Long.toString(random.nextLong(), 8).replace("-", "") + "abcdefgh@agora.example");
            assertThat(directly(mail.build(), -1 - i).evidence()).isEmpty();
        }
        logger.detachAppender(logged);

        assertThat(wrongToday() - before).isEqualTo(2_000);
        assertThat(logged.list)
                .anySatisfy(line -> assertThat(line.getFormattedMessage()).contains("all senders", "somebody guesses"));
        var web = new Web(agora.router().httpPort(), agora.apiKey());
        Awaitility.await().untilAsserted(() -> assertThat(web.text("/observe/metrics"))
                .contains("dromos_correlation_wrong_tags_today " + (double) wrongToday()));
    }

    /** @param message of the inbox; numbers below zero are never given to one */
    private static Match directly(Mail mail, long message) {
        var correlator = Objects.requireNonNull(
                agora.router().context().getRegistry().lookupByNameAndType("correlator", Correlator.class));
        var received = new Received(message, "support", agora.now(), 1, null, RawMail.of(new byte[0]));
        return agora.router().database().inTransaction(() -> correlator.match(mail, received, false, line.directory()));
    }

    private static Match matchOf(MailBuilder mail) {
        return line.receives(mail).found("match", Match.class);
    }

    private static long wrongToday() {
        return new WrongTags(agora.router().database()).today(agora.now());
    }

    private static Attempt attempt(String name, Supplier<MailBuilder> mail, String exit, Trust trust, String words) {
        return new Attempt(name, mail, exit, trust, words);
    }

    private static Attempt proven(String name, String words, Supplier<MailBuilder> mail) {
        return attempt(name, mail, "follow-up", Trust.PROVEN, "a participant writes again; " + words);
    }

    private static Attempt unverified(String name, Supplier<MailBuilder> mail, String words) {
        return attempt("stolen: " + name, mail, "unverified", Trust.UNVERIFIED, words);
    }

    private static Attempt nothing(String name, Supplier<MailBuilder> mail) {
        return attempt("forged: " + name, mail, "categorise", Trust.NONE, "that nobody signed");
    }

    private static MailBuilder from(String address) {
        return aMail().from(address).to(SUPPORT);
    }

    private static MailBuilder unauthenticated(MailBuilder mail) {
        return mail.header("Authentication-Results", "mx.agora.example; dmarc=fail (p=REJECT)");
    }

    private static String consultant() {
        return assignment.consultant().address().address();
    }

    private static String otherConsultant() {
        return line.directory().people().values().stream()
                .map(person -> person.address().address())
                .filter(address -> !address.equals(consultant()))
                .findFirst()
                .orElseThrow();
    }

    private static String answerTo(Mail letter) {
        return Objects.requireNonNull(letter.answerTo()).address();
    }

    private static Token token(Token.Purpose purpose) {
        return new Token(purpose, number, Audience.CUSTOMER);
    }

    private static String bounceAddress() {
        return address(tokens, Token.Purpose.BOUNCE);
    }

    private static String address(Tokens signer, Token.Purpose purpose) {
        return signer.replyAddress(Address.of(SUPPORT), token(purpose)).address();
    }

    private static String changed(String address) {
        return other(address, address.indexOf('@') - 1);
    }

    /** The same text but for one letter, which no reader takes for the old one. */
    private static String other(String text, int place) {
        char other = Character.toLowerCase(text.charAt(place)) == '8' ? '9' : '8';
        return text.substring(0, place) + other + text.substring(place + 1);
    }
}
