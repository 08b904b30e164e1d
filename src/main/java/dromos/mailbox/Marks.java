package dromos.mailbox;

import java.io.IOException;
import java.util.List;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server what is committed, one command per chunk. A refusal (a read-only folder, say) never stops the
 * intake: the marks stay owed and are tried again at the next look.
 */
final class Marks {
    private final MailboxAccount account;
    private final Cursors cursors;
    private final ImapSession session;
    private List<String> running = List.of();
    private long runningUpTo;
    private @Nullable String refusal;

    Marks(MailboxAccount account, Cursors cursors, ImapSession session) {
        this.account = account;
        this.cursors = cursors;
        this.session = session;
    }

    /** Marks what was committed before a crash, a cut or a refusal came between. */
    void catchUp(Cursor cursor) throws IOException, ProtocolException {
        if (cursor.markedUid() < cursor.lastUid()) {
            begin(cursors.unmarked(account.name(), cursor.uidValidity()), cursor.lastUid());
            end();
        }
    }

    /** Sends the marks of a committed chunk, if there is one, without waiting for the answer. */
    void begin(@Nullable Chunk chunk) throws IOException, ProtocolException {
        // After a refusal the watermark must not run ahead of what was refused.
        if (chunk != null && refusal == null) {
            begin(chunk.keptUids(), chunk.lastUid());
        }
    }

    private void begin(List<Long> uids, long upTo) throws IOException, ProtocolException {
        try {
            running = session.beginMarks(uids);
            runningUpTo = upTo;
        } catch (CommandFailedException | BadCommandException e) {
            refused(e);
        }
    }

    /** Waits for the answer to what was begun, and notes it. */
    void end() throws IOException, ProtocolException {
        long upTo = runningUpTo;
        runningUpTo = 0;
        if (upTo == 0) {
            return;
        }
        try {
            session.endMarks(running);
        } catch (CommandFailedException | BadCommandException e) {
            refused(e);
            return;
        }
        cursors.marked(account.name(), session.uidValidity(), upTo);
    }

    private void refused(ProtocolException answer) {
        refusal = "marking refused (" + account.after() + "): " + answer.getMessage();
    }

    /** What the server said when it refused; null if it did not. */
    @Nullable
    String refusal() {
        return refusal;
    }
}
