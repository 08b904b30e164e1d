package dromos.mailbox;

import java.time.Duration;

/**
 * How much is taken at once, and how long the server may be silent.
 *
 * @param chunkMessages most mails in one chunk, that is in one transaction
 * @param chunkBytes most bytes in one chunk; a single larger mail is a chunk of its own
 * @param maxSize bytes; a mail over it is not fetched but handed over as refused
 * @param streamOver bytes; a mail over it is read in blocks while it is stored, not held in memory
 * @param connect most time to connect
 * @param read most time the server may take to say something
 * @param write most time the server may take to accept a command
 */
public record Limits(
        int chunkMessages,
        long chunkBytes,
        long maxSize,
        long streamOver,
        Duration connect,
        Duration read,
        Duration write) {

    private static final long MB = 1 << 20;

    public Limits {
        if (chunkMessages < 1 || chunkBytes < 1 || maxSize < 1 || streamOver < 1) {
            throw new IllegalArgumentException("every limit of a mailbox must be at least 1");
        }
        if (connect.toMillis() < 1 || read.toMillis() < 1 || write.toMillis() < 1) {
            throw new IllegalArgumentException("every time-out of a mailbox must be at least 1 ms");
        }
    }

    /** 200 mails or 8 MB per chunk, streamed over 4 MB, refused over 50 MB; 20 s to connect, 60 s to read and write. */
    public static Limits usual() {
        return new Limits(
                200, 8 * MB, 50 * MB, 4 * MB, Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    /** The same with another limit of size, in bytes. */
    public Limits withMaxSize(long bytes) {
        return new Limits(chunkMessages, chunkBytes, bytes, streamOver, connect, read, write);
    }

    /** The same with other chunks. */
    public Limits withChunks(int messages, long bytes) {
        return new Limits(messages, bytes, maxSize, streamOver, connect, read, write);
    }
}
