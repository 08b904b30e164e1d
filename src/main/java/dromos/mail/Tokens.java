package dromos.mail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Signs and verifies {@link Token}s. A signed token is lower-case Crockford base 32 over: one byte of version, purpose
 * and audience kind; one byte of key id; the case number as varint; the audience (consultation number as varint, person
 * id as UTF-8); the first 80 bits of the HMAC-SHA-256 over all of that. It starts with a digit. Thread-safe.
 *
 * <p>In addresses it is a sub-address (RFC 5233): {@code support+<token>@} takes replies, {@code support+b<token>@}
 * takes bounces (VERP).
 */
public final class Tokens {
    private static final int VERSION = 1;
    private static final int BOUNCE = 4;
    private static final int MAC_BYTES = 10;
    private static final int LONGEST = 200;
    private static final int SHORTEST = (3 + MAC_BYTES) * 8 / 5;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final char BOUNCE_MARK = 'b';

    private final Keys keys;

    public Tokens(Keys keys) {
        this.keys = keys;
    }

    /** @throws IllegalArgumentException for a negative case number or a consultation whose id is no number */
    public String sign(Token token) {
        var key = keys.signing();
        byte[] payload = payload(token, key.id());
        byte[] mac = Arrays.copyOf(key.mac("token", payload), MAC_BYTES);
        byte[] signed = Arrays.copyOf(payload, payload.length + MAC_BYTES);
        System.arraycopy(mac, 0, signed, payload.length, MAC_BYTES);
        return Crockford.encode(signed);
    }

    /** What the text says, if one of our keys signed it; empty for anything else. Case does not matter. */
    public Optional<Token> verify(String text) {
        byte[] signed = text.length() > LONGEST ? null : Crockford.decode(text);
        if (signed == null || signed.length < 3 + MAC_BYTES) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOf(signed, signed.length - MAC_BYTES);
        byte[] mac = Arrays.copyOfRange(signed, payload.length, signed.length);
        return keys.byId(payload[1] & 0xff)
                .filter(key -> MessageDigest.isEqual(mac, Arrays.copyOf(key.mac("token", payload), MAC_BYTES)))
                .flatMap(key -> read(payload));
    }

    /**
     * The mailbox's address with the token as sub-address: replies to a REPLY token, bounces to a BOUNCE token.
     * Where that would be longer than the 64 octets that RFC 5321 section 4.5.3.1.1 allows, it is the plain address;
     * the Message-ID carries the token too.
     */
    public Address replyAddress(Address mailbox, Token token) {
        var address = mailbox.address();
        int at = address.lastIndexOf('@');
        var mark = token.purpose() == Token.Purpose.BOUNCE ? String.valueOf(BOUNCE_MARK) : "";
        var local = address.substring(0, at) + "+" + mark + sign(token);
        return local.getBytes(StandardCharsets.UTF_8).length > LONGEST_LOCAL_PART
                ? mailbox
                : new Address(local + address.substring(at), mailbox.name());
    }

    /** The valid token that the address carries, in the form that its purpose asks for. */
    public Optional<Token> fromAddress(Address address) {
        var text = address.address();
        int at = text.lastIndexOf('@');
        int plus = text.lastIndexOf('+', at);
        if (plus < 0) {
            return Optional.empty();
        }
        boolean bounce = text.charAt(plus + 1) == BOUNCE_MARK;
        return verify(text.substring(plus + (bounce ? 2 : 1), at))
                .filter(token -> (token.purpose() == Token.Purpose.BOUNCE) == bounce);
    }

    /** Whether the address is made like one that carries a token, valid or not; nobody has such a sub-address by chance. */
    public boolean resembles(Address address) {
        var text = address.address();
        int at = text.lastIndexOf('@');
        int plus = text.lastIndexOf('+', at);
        if (plus < 0 || at - plus <= SHORTEST) {
            return false;
        }
        var detail = text.substring(plus + 1, at);
        return detail.chars().allMatch(letter -> Crockford.digit((char) letter) >= 0)
                && detail.chars().anyMatch(Character::isDigit);
    }

    /** The first 64 bits of a MAC that binds a number to a valid signed token, by the key that signed the token. */
    Optional<byte[]> bind(String signedToken, String use, long number) {
        byte[] signed = Crockford.decode(signedToken);
        if (signed == null || signed.length < 2) {
            return Optional.empty();
        }
        byte[] counted = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return keys.byId(signed[1] & 0xff).map(key -> Arrays.copyOf(key.mac(use, signed, counted), Long.BYTES));
    }

    private static byte[] payload(Token token, int keyId) {
        var audience = token.audience();
        var bytes = new ByteArrayOutputStream();
        bytes.write((VERSION << 4) | (token.purpose() == Token.Purpose.BOUNCE ? BOUNCE : 0) | code(audience.kind()));
        bytes.write(keyId);
        Varint.write(token.caseNumber(), bytes);
        switch (audience.kind()) {
            case CUSTOMER -> {}
            case CONSULTATION -> Varint.write(Long.parseLong(audience.id()), bytes);
            case PERSON -> bytes.writeBytes(audience.id().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** The codes are on the wire: they never change. */
    private static int code(Audience.Kind kind) {
        return switch (kind) {
            case CUSTOMER -> 0;
            case CONSULTATION -> 1;
            case PERSON -> 2;
        };
    }

    private static Optional<Token> read(byte[] payload) {
        var bytes = ByteBuffer.wrap(payload);
        int first = bytes.get();
        bytes.get();
        if (first >> 4 != VERSION) {
            return Optional.empty();
        }
        var purpose = (first & BOUNCE) != 0 ? Token.Purpose.BOUNCE : Token.Purpose.REPLY;
        long number = Varint.read(bytes);
        var audience =
                switch (first & 3) {
                    case 0 -> Audience.CUSTOMER;
                    case 1 -> Audience.consultation(Varint.read(bytes));
                    default ->
                        Audience.person(StandardCharsets.UTF_8.decode(bytes).toString());
                };
        return Optional.of(new Token(purpose, number, audience));
    }

    @Override
    public String toString() {
        return "Tokens[" + keys + "]";
    }
}
