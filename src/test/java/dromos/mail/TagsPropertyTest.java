package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds of every tag, whatever the number, the prefix, the key and the mail programs on the way. */
class TagsPropertyTest {
    private static final int GUESSES = 1_000_000;
    private static final long MOST = 999_999_999_999_999_999L;

    /** What becomes of a tag alone: somebody types it, or a program shows it otherwise. */
    private static final List<UnaryOperator<String>> SHAPES = List.of(
            UnaryOperator.identity(),
            tag -> tag.substring(1, tag.length() - 1),
            tag -> "(" + tag.substring(1, tag.length() - 1) + ")",
            tag -> tag.replace("[", "[ ").replace("]", "\u00a0]"),
            tag -> tag.replace("[", "\uff3b").replace("]", "\uff3d").replace('-', '\uff0d'),
            tag -> tag.substring(0, tag.length() - 4) + "\n\t" + tag.substring(tag.length() - 4),
            tag -> tag.substring(0, tag.length() - 9) + check(tag).replace('0', 'O'),
            tag -> tag.substring(0, tag.length() - 9) + check(tag).replace('1', 'l'));

    /** What becomes of the text that a tag stands in. To teach the test another one is to add a row. */
    private static final List<UnaryOperator<String>> CARRIERS = List.of(
            UnaryOperator.identity(),
            text -> text.toLowerCase(Locale.ROOT),
            text -> text.replace('-', '\u2013'),
            text -> text.replace('-', '\u2011'),
            text -> text.replace("-", " - "),
            text -> text.replace("-", "-\r\n "),
            text -> text.replace("-", "-\n> > "),
            text -> text.replace("-", "-\u200b"),
            text -> text.replace("-", "=\r\n-"),
            text -> text.replace("[", "%5B").replace("]", "%5D").replace("-", "%2d"),
            text -> "[EXTERN] AW: WG: " + text,
            text -> "[EXT]" + text + " [SPAM]",
            text -> "Re[2]:" + text + " Gift card (fwd)");

    private static String check(String tag) {
        return tag.substring(tag.length() - 9);
    }

    @Property
    void aRenderedTagIsFoundAsItWas(
            @ForAll("tags") Tags tags, @ForAll("prefixes") String prefix, @ForAll @LongRange(max = MOST) long number) {
        assertThat(tags.find(tags.render(prefix, number))).containsExactly(new Tag(prefix, number, true));
    }

    @Property
    void manglingsOfMailProgramsAreForgiven(
            @ForAll("tags") Tags tags,
            @ForAll("prefixes") String prefix,
            @ForAll @LongRange(max = MOST) long number,
            @ForAll("shapes") UnaryOperator<String> shape,
            @ForAll("carriers") UnaryOperator<String> carrier,
            @ForAll("carriers") UnaryOperator<String> next) {
        var mangled = next.apply(carrier.apply("Re: " + shape.apply(tags.render(prefix, number)) + " about it"));

        assertThat(tags.find(mangled)).containsExactly(new Tag(prefix, number, true));
    }

    @Property
    void oneOtherLetterNeverLeadsToAnotherCase(
            @ForAll("tags") Tags tags,
            @ForAll("prefixes") String prefix,
            @ForAll @LongRange(max = MOST) long number,
            @ForAll @IntRange(max = 60) int place,
            @ForAll char letter) {
        var tag = new StringBuilder(tags.render(prefix, number));
        tag.setCharAt(place % tag.length(), letter);

        assertThat(tags.find(tag.toString()))
                .filteredOn(Tag::valid)
                .allMatch(found -> found.equals(new Tag(prefix, number, true)));
    }

    @Property(tries = 200)
    void aTagOfAnotherKeyIsNotValid(
            @ForAll("tags") Tags ours, @ForAll("tags") Tags theirs, @ForAll @LongRange(max = MOST) long number) {
        var tag = theirs.render("DR", number);
        if (!tag.equals(ours.render("DR", number))) {
            assertThat(ours.find(tag)).containsExactly(new Tag("DR", number, false));
        }
    }

    @Example
    void aMillionGuessesFindNoTag() {
        var tags = new Tags(Keys.parse("keys", key(1, 7) + key(2, 8)));
        var random = new Random(1);
        int accepted = 0;
        for (int i = 0; i < GUESSES; i++) {
            var check = new byte[5];
            random.nextBytes(check);
            var found = tags.find("[DR-" + (10_000 + random.nextInt(1_000)) + "-" + Crockford.encode(check) + "]");
            accepted += found.get(0).valid() ? 1 : 0;
        }
        System.out.printf("tags: %d guesses, %d accepted%n", GUESSES, accepted);
        assertThat(accepted).isZero();
    }

    @Provide
    Arbitrary<Tags> tags() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 255),
                        Arbitraries.longs().between(0, 1_000))
                .as((id, seed) -> new Tags(Keys.parse("keys", key(id, seed))));
    }

    @Provide
    Arbitrary<String> prefixes() {
        return Arbitraries.strings().withCharRange('A', 'Z').ofLength(1).flatMap(first -> Arbitraries.strings()
                .withCharRange('A', 'Z')
                .numeric()
                .ofMaxLength(11)
                .map(rest -> first + rest));
    }

    @Provide
    Arbitrary<UnaryOperator<String>> shapes() {
        return Arbitraries.of(SHAPES);
    }

    @Provide
    Arbitrary<UnaryOperator<String>> carriers() {
        return Arbitraries.of(CARRIERS);
    }

    static String key(int id, long seed) {
        var secret = new byte[32];
        new Random(seed).nextBytes(secret);
        return id + ":" + new String(Base64.getEncoder().encode(secret), StandardCharsets.US_ASCII) + "\n";
    }
}
