package dromos.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What intake needs of a mail before it is read: who sent it, what it answers, and whether it is the same as another
 * one. Costs one pass over the bytes and no MIME parsing; garbage has an identity too.
 *
 * @param messageId without angle brackets; null where there is none
 * @param sender address of the first author in lower case; empty where there is none
 * @param references the Message-IDs of In-Reply-To and References without angle brackets, each once
 * @param contentHash SHA-256 over Message-ID, Date, From, To, Cc, Subject (unfolded) and the body, whose line ends do
 *     not count: equal in all mailboxes that one mail was delivered to
 * @param sha256 of all raw bytes
 * @param size how many bytes there were; servers are often wrong about it
 */
@SuppressWarnings("ArrayRecordComponent")
public record MailIdentity(
        @Nullable String messageId,
        String sender,
        List<String> references,
        byte[] contentHash,
        byte[] sha256,
        long size) {
    private static final List<String> HASHED = List.of("Message-ID", "Date", "From", "To", "Cc", "Subject");

    public MailIdentity {
        references = List.copyOf(references);
    }

    /** @throws IOException only where the bytes cannot be read */
    public static MailIdentity of(RawMail raw) throws IOException {
        var whole = Sha256.start();
        var content = Sha256.start();
        try (var stream = new DigestInputStream(raw.open(), whole)) {
            byte[] beginning = stream.readNBytes(HeaderBlock.MOST_BYTES + 1);
            var block = headerBlock(beginning);
            var headers = block.headers();
            hashHeaders(headers, content);
            long size = beginning.length + hashBody(beginning, (int) block.bodyStart(), stream, content);
            var ids = new ArrayList<>(MessageIdList.parse(headers.all("In-Reply-To")));
            ids.addAll(MessageIdList.parse(headers.all("References")));
            var messageIds = MessageIdList.parse(headers.all("Message-ID"));
            var senders = Addresses.parse(headers.first("From"));
            return new MailIdentity(
                    messageIds.isEmpty() ? null : messageIds.get(0),
                    senders.isEmpty() ? "" : senders.get(0).address(),
                    ids.stream().distinct().toList(),
                    content.digest(),
                    whole.digest(),
                    size);
        }
    }

    private static HeaderBlock.Block headerBlock(byte[] beginning) throws IOException {
        try {
            return HeaderBlock.readFirst(new Lines(new ByteArrayInputStream(beginning)));
        } catch (UnreadableMail pastTheLimits) {
            // All of it is hashed as body; the reader will say what is wrong.
            return new HeaderBlock.Block(List.of(), 0, 0, List.of());
        }
    }

    private static void hashHeaders(Headers headers, MessageDigest digest) {
        for (String name : HASHED) {
            for (String value : headers.all(name)) {
                var unfolded = String.join(" ", value.strip().split("[ \t]+"));
                digest.update((name + ":" + unfolded + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        digest.update((byte) '\n');
    }

    /** @return how many bytes came after the beginning */
    private static long hashBody(byte[] beginning, int bodyStart, InputStream rest, MessageDigest digest)
            throws IOException {
        long after = 0;
        hashWithoutReturns(beginning, bodyStart, beginning.length, digest);
        var buffer = new byte[16 * 1024];
        int count = rest.read(buffer, 0, buffer.length);
        while (count >= 0) {
            hashWithoutReturns(buffer, 0, count, digest);
            after += count;
            count = rest.read(buffer, 0, buffer.length);
        }
        return after;
    }

    private static void hashWithoutReturns(byte[] bytes, int from, int to, MessageDigest digest) {
        int start = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\r') {
                digest.update(bytes, start, i - start);
                start = i + 1;
            }
        }
        digest.update(bytes, start, to - start);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MailIdentity that
                && Arrays.equals(sha256, that.sha256)
                && Arrays.equals(contentHash, that.contentHash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }
}
