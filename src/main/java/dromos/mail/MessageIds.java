package dromos.mail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Our own Message-IDs: {@code dromos.<token>.<outbox id>@domain}, where the second part is the outbox row's id and a
 * 64-bit MAC over it and the token, in Crockford base 32. So an answer from a mailbox without sub-addressing proves
 * whom it answers, and a bounce names its letter. Thread-safe.
 */
public final class MessageIds {
    private static final String PREFIX = "dromos.";
    private static final String USE = "message-id";
    private static final int LONGEST = 400;

    private final Tokens tokens;

    public MessageIds(Tokens tokens) {
        this.tokens = tokens;
    }

    /** A Message-ID without angle brackets, always the same for the same arguments and key. */
    public String create(Token token, long outboxId, String domain) {
        var signed = tokens.sign(token);
        var id = new ByteArrayOutputStream();
        Varint.write(outboxId, id);
        id.writeBytes(tokens.bind(signed, USE, outboxId).orElseThrow());
        return PREFIX + signed + "." + Crockford.encode(id.toByteArray()) + "@" + domain;
    }

    /** The token of a Message-ID that we made; empty for every other one. Angle brackets and case do not matter. */
    public Optional<Token> parse(String messageId) {
        return read(messageId).map(Ours::token);
    }

    /** The outbox row of a Message-ID that we made; empty for every other one. */
    public OptionalLong outboxId(String messageId) {
        var ours = read(messageId);
        return ours.isPresent() ? OptionalLong.of(ours.get().outboxId()) : OptionalLong.empty();
    }

    /** Whether it is made like one of ours at one of the domains, and is not. */
    public boolean isForged(String messageId, Set<String> domains) {
        var domain = messageId.substring(messageId.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return messageId.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                && domains.contains(domain)
                && parse(messageId).isEmpty();
    }

    private record Ours(Token token, long outboxId) {}

    private Optional<Ours> read(String messageId) {
        var text = messageId.strip();
        if (text.startsWith("<") && text.endsWith(">")) {
            text = text.substring(1, text.length() - 1);
        }
        int at = text.lastIndexOf('@');
        if (at < 0 || text.length() > LONGEST || !text.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return Optional.empty();
        }
        int dot = text.indexOf('.', PREFIX.length());
        if (dot < 0 || dot > at) {
            return Optional.empty();
        }
        var signed = text.substring(PREFIX.length(), dot);
        var id = text.substring(dot + 1, at);
        return tokens.verify(signed).flatMap(token -> readId(signed, id).map(number -> new Ours(token, number)));
    }

    private Optional<Long> readId(String signedToken, String text) {
        byte[] bytes = Crockford.decode(text);
        if (bytes == null || bytes.length <= Long.BYTES || bytes.length > 10 + Long.BYTES) {
            return Optional.empty();
        }
        int split = bytes.length - Long.BYTES;
        byte[] mac = Arrays.copyOfRange(bytes, split, bytes.length);
        if (bytes[split - 1] < 0) {
            return Optional.empty();
        }
        long number = Varint.read(ByteBuffer.wrap(bytes, 0, split));
        return tokens.bind(signedToken, USE, number)
                .filter(expected -> MessageDigest.isEqual(mac, expected))
                .map(valid -> number);
    }
}
