package dromos.mailbox;

/**
 * How far one mailbox is read, under one UIDVALIDITY. UIDs only grow (RFC 3501, 2.3.1.1), so a watermark is enough.
 *
 * @param uidValidity the folder's UIDVALIDITY
 * @param lastUid everything up to it is committed or gone; written by the store in the chunk's own transaction
 * @param markedUid the server has been told about everything up to it
 * @param listedUid everything up to it has been seen on the server and counted
 * @param open mails that were counted, but are neither committed nor known to be gone
 */
public record Cursor(long uidValidity, long lastUid, long markedUid, long listedUid, long open) {

    /** The cursor of a UIDVALIDITY that nobody has seen before: everything is still to be read. */
    public static Cursor start(long uidValidity) {
        return new Cursor(uidValidity, 0, 0, 0, 0);
    }
}
