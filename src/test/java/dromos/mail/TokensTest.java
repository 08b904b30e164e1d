package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dromos.mail.Token.Purpose;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final String OLD = "1:MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY=\n";
    private static final String NEW = "2:dnV0c3JxcG9ubWxramloZ2ZlZGNiYTA5ODc2NTQzMjE=\n";
    private static final Address SUPPORT = new Address("support@shop.test", "Shop");

    private final Tokens tokens = new Tokens(Keys.parse("keys", OLD));
    private final Token customer = new Token(Purpose.REPLY, 10_482, Audience.CUSTOMER);

    @Test
    void everyKindOfTokenComesBackAsItWas() {
        for (var purpose : Purpose.values()) {
            for (long number : new long[] {0, 1, 127, 128, 10_482, Long.MAX_VALUE}) {
                for (var audience : List.of(
                        Audience.CUSTOMER,
                        Audience.consultation(7),
                        Audience.consultation(Long.MAX_VALUE),
                        Audience.person("ann.lee"),
                        Audience.person("Юля"))) {
                    var token = new Token(purpose, number, audience);
                    assertThat(tokens.verify(tokens.sign(token))).contains(token);
                }
            }
        }
    }

    @Test
    void caseAndLookAlikesDoNotMatter() {
        var signed = tokens.sign(customer);
        assertThat(tokens.verify(signed.toUpperCase(Locale.ROOT))).contains(customer);
        assertThat(tokens.verify(signed.replace('0', 'o').replace('1', 'I'))).contains(customer);
    }

    @Test
    void aTokenWithOneOtherLetterIsNotValid() {
        var signed = tokens.sign(customer);
        for (int i = 0; i < signed.length(); i++) {
            var other = signed.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(tokens.verify(signed.substring(0, i) + other + signed.substring(i + 1)))
                    .isEmpty();
        }
    }

    @Test
    void garbageIsNotValid() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            assertThat(tokens.verify(Crockford.encode(bytes))).isEmpty();
        }
        assertThat(tokens.verify("")).isEmpty();
        assertThat(tokens.verify("ü".repeat(30))).isEmpty();
        assertThat(tokens.verify("a".repeat(1_000_000))).isEmpty();
    }

    @Test
    void keysRotateWithoutBreakingOldMail() {
        var signedBefore = tokens.sign(customer);
        var rotated = new Tokens(Keys.parse("keys", NEW + OLD));
        assertThat(rotated.verify(signedBefore)).contains(customer);
        assertThat(rotated.sign(customer)).isNotEqualTo(signedBefore);
        assertThat(new Tokens(Keys.parse("keys", NEW)).verify(signedBefore)).isEmpty();
    }

    @Test
    @DisplayName("RFC 5233: the token is the sub-address that a reply comes to")
    void aReplyAddressCarriesTheToken() {
        var address = tokens.replyAddress(SUPPORT, customer);
        assertThat(address.address()).startsWith("support+").endsWith("@shop.test");
        assertThat(address.withoutDetail()).isEqualTo("support@shop.test");
        assertThat(tokens.fromAddress(address)).contains(customer);
        assertThat(tokens.fromAddress(SUPPORT)).isEmpty();
        assertThat(tokens.fromAddress(Address.of("support+@shop.test"))).isEmpty();
        assertThat(tokens.fromAddress(Address.of("support+b@shop.test"))).isEmpty();
    }

    @Test
    void aBounceAddressIsNotAReplyAddress() {
        var bounce = new Token(Purpose.BOUNCE, 10_482, Audience.consultation(12));
        var address = tokens.replyAddress(SUPPORT, bounce);
        assertThat(address.address()).startsWith("support+b");
        assertThat(tokens.fromAddress(address)).contains(bounce);
        assertThat(tokens.fromAddress(Address.of(address.address().replace("+b", "+"))))
                .isEmpty();
    }

    @Test
    @DisplayName("RFC 5321 section 4.5.3.1.1: a local part has at most 64 octets, else the plain address is used")
    void rfc5321Section4_5_3_1_1ALocalPartNeverGetsTooLong() {
        var person = new Token(Purpose.REPLY, 123_456_789, Audience.person("annabel.lee"));
        assertThat(tokens.replyAddress(SUPPORT, person).address().indexOf('@')).isBetween(30, 64);
        var longName = new Token(Purpose.REPLY, 1, Audience.person("a".repeat(60)));
        assertThat(tokens.replyAddress(SUPPORT, longName)).isEqualTo(SUPPORT);
    }

    @Test
    void theMailboxMayHaveASubAddressItself() {
        var team = Address.of("shop+help@shop.test");
        assertThat(tokens.fromAddress(tokens.replyAddress(team, customer))).contains(customer);
    }

    @Test
    void messageIdsCarryTheTokenAndTheOutboxRow() {
        var ids = new MessageIds(tokens);
        var id = ids.create(customer, 4_711, "shop.test");
        assertThat(id).startsWith("dromos.").endsWith("@shop.test").matches("[a-z0-9.@]+");
        assertThat(ids.create(customer, 4_711, "shop.test")).isEqualTo(id);
        assertThat(ids.parse(id)).contains(customer);
        assertThat(ids.parse("<" + id.toUpperCase(Locale.ROOT) + ">")).contains(customer);
        assertThat(ids.outboxId(id)).hasValue(4_711);
    }

    @Test
    void aMessageIdWithAnotherRowOrTokenIsNotOurs() {
        var ids = new MessageIds(tokens);
        var one = ids.create(customer, 1, "shop.test").split("[.@]", 4);
        var two = ids.create(new Token(Purpose.REPLY, 2, Audience.CUSTOMER), 2, "shop.test")
                .split("[.@]", 4);
        assertThat(ids.parse("dromos." + one[1] + "." + two[2] + "@shop.test")).isEmpty();
        assertThat(ids.outboxId("dromos." + one[1] + "." + two[2] + "@shop.test"))
                .isEmpty();
        for (String foreign : List.of("", "@", "dromos.@x", "dromos..@x", "a@b", "dromos." + one[1] + ".@x", "<>")) {
            assertThat(ids.parse(foreign)).as(foreign).isEmpty();
            assertThat(ids.outboxId(foreign)).as(foreign).isEmpty();
        }
    }

    @Test
    void aNegativeCaseNumberIsRefused() {
        assertThatThrownBy(() -> tokens.sign(new Token(Purpose.REPLY, -1, Audience.CUSTOMER)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
