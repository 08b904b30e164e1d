package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Token.Purpose;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds of every token and of every Message-ID that carries one. */
class TokensPropertyTest {
    private static final int GUESSES = 1_000_000;
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCXYZ.-_@+";
    private static final Address SUPPORT = Address.of("support@shop.test");

    private final Tokens tokens = new Tokens(Keys.parse("keys", TagsPropertyTest.key(9, 1)));
    private final Tokens rotated =
            new Tokens(Keys.parse("keys", TagsPropertyTest.key(10, 2) + TagsPropertyTest.key(9, 1)));
    private final MessageIds ids = new MessageIds(tokens);

    @Property
    void aSignedTokenVerifiesAsItWasAndAfterTheKeyWasRotated(@ForAll("token") Token token) {
        assertThat(tokens.verify(tokens.sign(token))).contains(token);
        assertThat(tokens.verify(tokens.sign(token).toUpperCase(Locale.ROOT))).contains(token);
        assertThat(rotated.verify(tokens.sign(token))).contains(token);
        assertThat(tokens.verify(rotated.sign(token))).isEmpty();
    }

    @Property
    void anAddressCarriesItsTokenAndLooksLikeIt(@ForAll("token") Token token) {
        var address = tokens.replyAddress(SUPPORT, token);

        if (!address.equals(SUPPORT)) {
            assertThat(tokens.fromAddress(address)).contains(token);
            assertThat(tokens.fromAddress(Address.of(address.address().toUpperCase(Locale.ROOT))))
                    .contains(token);
            assertThat(token.purpose() == Purpose.BOUNCE || tokens.resembles(address))
                    .isTrue();
        }
    }

    @Property
    void aMessageIdCarriesItsTokenAndRow(@ForAll("token") Token token, @ForAll @LongRange long row) {
        var id = ids.create(token, row, "shop.test");

        assertThat(ids.parse(id)).contains(token);
        assertThat(ids.parse("<" + id.toUpperCase(Locale.ROOT) + ">")).contains(token);
        assertThat(ids.outboxId(id)).hasValue(row);
    }

    @Property
    void oneOtherLetterNeverLeadsToAnotherToken(
            @ForAll("token") Token token, @ForAll @IntRange(max = 300) int place, @ForAll("letter") char letter) {
        assertThat(tokens.verify(changed(tokens.sign(token), place, letter)).orElse(token))
                .isEqualTo(token);
        var id = changed(ids.create(token, 4_711, "shop.test"), place, letter);
        assertThat(ids.parse(id).orElse(token)).isEqualTo(token);
        assertThat(ids.outboxId(id).orElse(4_711)).isEqualTo(4_711);
    }

    @Example
    void aMillionGuessesFindNoToken() {
        var random = new Random(1);
        int accepted = 0;
        var real = Objects.requireNonNull(
                Crockford.decode(tokens.sign(new Token(Purpose.REPLY, 10_482, Audience.CUSTOMER))));
        for (int i = 0; i < GUESSES; i++) {
            // The best that one can do who knows all but the key: a true beginning, and the signature guessed.
            var guess = real.clone();
            for (int at = guess.length - 10; at < guess.length; at++) {
                guess[at] = (byte) random.nextInt();
            }
            accepted += tokens.verify(Crockford.encode(guess)).isPresent() ? 1 : 0;
        }
        System.out.printf("tokens: %d guesses, %d accepted%n", GUESSES, accepted);
        assertThat(accepted).isZero();
    }

    private static String changed(String text, int place, char letter) {
        var changed = new StringBuilder(text);
        changed.setCharAt(place % text.length(), letter);
        return changed.toString();
    }

    @Provide
    Arbitrary<Token> token() {
        var audiences = Arbitraries.oneOf(
                Arbitraries.just(Audience.CUSTOMER),
                Arbitraries.longs().greaterOrEqual(0).map(Audience::consultation),
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(40).map(Audience::person));
        return Combinators.combine(
                        Arbitraries.of(Purpose.values()), Arbitraries.longs().greaterOrEqual(0), audiences)
                .as(Token::new);
    }

    @Provide
    Arbitrary<Character> letter() {
        return Arbitraries.chars().with(LETTERS.toCharArray());
    }
}
