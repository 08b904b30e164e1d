package dromos.app;

import dromos.mailbox.Cursor;
import dromos.mailbox.Cursors;
import dromos.store.MailboxProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cursors of the mailboxes, kept where their mail is kept: mailbox and store know nothing of each other. */
final class StoredCursors implements Cursors {
    private final MailboxProgress progress;

    StoredCursors(MailboxProgress progress) {
        this.progress = progress;
    }

    @Override
    public Optional<Cursor> load(String mailbox, long uidValidity) {
        return progress.cursor(mailbox, uidValidity)
                .map(cursor -> new Cursor(
                        uidValidity, cursor.lastUid(), cursor.markedUid(), cursor.listedUid(), cursor.open()));
    }

    @Override
    public List<Long> unmarked(String mailbox, long uidValidity) {
        return progress.unmarked(mailbox, uidValidity);
    }

    @Override
    public void listed(String mailbox, long uidValidity, long highestUid, int count) {
        progress.listed(mailbox, uidValidity, highestUid, count);
    }

    @Override
    public void gone(String mailbox, long uidValidity, long count) {
        progress.gone(mailbox, uidValidity, count);
    }

    @Override
    public void marked(String mailbox, long uidValidity, long uid) {
        progress.marked(mailbox, uidValidity, uid);
    }

    @Override
    public void polled(String mailbox, Instant at, int found, @Nullable String error) {
        progress.polled(mailbox, at, error);
    }
}
