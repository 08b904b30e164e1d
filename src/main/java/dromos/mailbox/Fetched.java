package dromos.mailbox;

/**
 * One mail of a chunk.
 *
 * @param uid its UID, unique under the chunk's UIDVALIDITY
 * @param size its size in bytes as the server lists it (RFC822.SIZE); some servers are off by a little
 * @param content its raw bytes, or why they were refused
 */
public record Fetched(long uid, long size, Content content) {

    /** True if the content was not fetched. */
    public boolean isRefused() {
        return content instanceof Content.Refused;
    }
}
