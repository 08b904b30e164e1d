package dromos.mailbox;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server what is committed, one command per chunk, and notes its answers as they come in. A refusal (a
 * read-only folder, say) never stops the intake: the marks stay owed and are tried again at the next look.
 */
final class Marks {
    /** Commands that the server has not been heard to answer, and the UID up to which it has marked all when it has. */
    private record Running(List<String> tags, long upTo) {}

    private final MailboxAccount account;
    private final Cursors cursors;
    private final ImapSession session;
    private final Deque<Running> running = new ArrayDeque<>();
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
        if (chunk != null && refusal == null) {
            begin(chunk.keptUids(), chunk.lastUid());
        }
    }

    private void begin(List<Long> uids, long upTo) throws IOException, ProtocolException {
        try {
            running.add(new Running(session.beginMarks(uids), upTo));
        } catch (CommandFailedException | BadCommandException e) {
            refused(e);
        }
    }

    /** Notes what the server has answered, without waiting for more. */
    void note() throws IOException, ProtocolException {
        long markedUid = 0;
        while (!running.isEmpty() && session.haveEnded(running.element().tags())) {
            markedUid = Math.max(markedUid, finish(running.remove()));
        }
        if (markedUid > 0) {
            cursors.marked(account.name(), session.uidValidity(), markedUid);
        }
    }

    /** Waits for the answers to everything that was begun, and notes them. */
    void end() throws IOException, ProtocolException {
        for (Running mark : running) {
            session.awaitEnd(mark.tags());
        }
        note();
    }

    /** Returns the UID up to which all is marked; 0 where the server refused: the watermark must not run ahead of that. */
    private long finish(Running mark) throws IOException, ProtocolException {
        try {
            session.endMarks(mark.tags());
        } catch (CommandFailedException | BadCommandException e) {
            refused(e);
        }
        return refusal == null ? mark.upTo() : 0;
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
