package dromos.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored cursors. Whoever handles a {@link Chunk} moves {@link Cursor#lastUid()} in the same transaction; each
 * method here is a small transaction of its own. The thread of one mailbox calls them, never inside a chunk.
 */
public interface Cursors {

    /** The cursor of this mailbox under this UIDVALIDITY, as committed; empty if there is none yet. */
    Optional<Cursor> load(String mailbox, long uidValidity);

    /**
     * The UIDs in {@code (markedUid, lastUid]} whose mail is committed with its content, ascending. A refused mail is
     * not among them: what we do not have is never deleted.
     */
    List<Long> unmarked(String mailbox, long uidValidity);

    /** {@code count} mails never counted before were seen on the server, the highest with this UID. */
    void listed(String mailbox, long uidValidity, long highestUid, int count);

    /** {@code count} mails that had been counted are no longer there, and were never committed. */
    void gone(String mailbox, long uidValidity, long count);

    /** The server has been told about every mail up to {@code uid}. */
    void marked(String mailbox, long uidValidity, long uid);

    /**
     * A look at the folder ended.
     *
     * @param found mails above the cursor
     * @param error what went wrong, in one line; null if nothing did
     */
    void polled(String mailbox, Instant at, int found, @Nullable String error);
}
