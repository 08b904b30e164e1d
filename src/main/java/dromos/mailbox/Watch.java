package dromos.mailbox;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Watches one mailbox until it is stopped: connects, takes what is above the cursor, rests in IDLE, and begins anew
 * after any failure. Only the stored cursor counts; nothing is remembered from one connection to the next.
 */
final class Watch implements Runnable {
    /** Many servers and routers forget a connection silent for ten minutes; RFC 2177 only promises 29. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(9);

    /** Chunks the server works on while one is stored; with two, a long way to the server costs no waiting. */
    private static final int ASKED_AHEAD = 2;

    /** Has a chunk stored; returns after the commit. */
    @FunctionalInterface
    interface Handler {
        void handle(Chunk chunk) throws HandlingFailed;
    }

    /** The chunk was not committed; the cause is the handler's and was met outside this package. */
    static final class HandlingFailed extends Exception {
        private static final long serialVersionUID = 1;

        HandlingFailed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private final MailboxAccount account;
    private final Cursors cursors;
    private final Handler handler;
    private final Report report;
    private final CuttableSockets sockets = new CuttableSockets();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Backoff backoff = new Backoff();
    private volatile @Nullable ImapSession session;

    Watch(MailboxAccount account, Cursors cursors, InstantSource clock, Handler handler) {
        this.account = account;
        this.cursors = cursors;
        this.handler = handler;
        this.report = new Report(account, cursors, clock);
    }

    @Override
    public void run() {
        while (!isStopped()) {
            try (ImapSession opened = ImapSession.open(account, sockets)) {
                session = opened;
                serve(opened);
            } catch (Throwable e) {
                // Even an OutOfMemoryError ends this attempt only: a mailbox nobody reads is worse.
                if (!isStopped()) {
                    Duration pause = backoff.next();
                    report.failed(e, backoff.failures(), pause);
                    rest(pause);
                }
            } finally {
                session = null;
            }
        }
    }

    private void serve(ImapSession session) throws IOException, ProtocolException, HandlingFailed {
        report.opened(session);
        Duration nap = account.poll().compareTo(LONGEST_REST) < 0 ? account.poll() : LONGEST_REST;
        while (!isStopped()) {
            takeAll(session);
            if (isStopped()) {
                return;
            }
            if (account.idle() && session.canIdle()) {
                session.idle(nap);
            } else {
                rest(nap);
                session.refresh();
            }
        }
    }

    private void takeAll(ImapSession session) throws IOException, ProtocolException, HandlingFailed {
        Cursor cursor = load(session.uidValidity());
        List<Listed> listing = session.listAbove(cursor.lastUid());
        count(cursor, listing);
        Marks marks = new Marks(account, cursors, session);
        marks.catchUp(cursor);
        Iterator<List<Listed>> chunks =
                Listed.inChunks(listing, account.limits()).iterator();
        Deque<ImapSession.Asked> asked = new ArrayDeque<>();
        askAhead(session, chunks, asked);
        Chunk committed = null;
        while (!asked.isEmpty() && !isStopped()) {
            List<Fetched> mails = session.take(asked.remove());
            // The server marks the chunk before and sends those behind while this one is stored.
            marks.begin(committed);
            askAhead(session, chunks, asked);
            committed = mails.isEmpty() ? null : new Chunk(account.name(), session.uidValidity(), mails);
            commit(committed);
            marks.note();
        }
        if (asked.isEmpty()) {
            marks.begin(committed);
            marks.end();
            backoff.reset();
            report.polled(listing.size(), marks.refusal());
        }
    }

    private static void askAhead(ImapSession session, Iterator<List<Listed>> chunks, Deque<ImapSession.Asked> asked)
            throws IOException, ProtocolException {
        while (asked.size() < ASKED_AHEAD && chunks.hasNext()) {
            asked.add(session.ask(chunks.next()));
        }
    }

    /** Books each UID once when it is first seen, and once if it leaves before it was committed. */
    private void count(Cursor cursor, List<Listed> listing) {
        long known = listing.stream()
                .filter(mail -> mail.uid() <= cursor.listedUid())
                .count();
        if (cursor.open() > known) {
            cursors.gone(account.name(), cursor.uidValidity(), cursor.open() - known);
        }
        int fresh = (int) (listing.size() - known);
        if (fresh > 0) {
            long highest = listing.get(listing.size() - 1).uid();
            cursors.listed(account.name(), cursor.uidValidity(), highest, fresh);
        }
    }

    /** Only the stored cursor proves a commit: a route may hand on, roll back or swallow an error and still return. */
    private void commit(@Nullable Chunk chunk) throws HandlingFailed {
        if (chunk == null) {
            return;
        }
        try {
            handler.handle(chunk);
        } finally {
            chunk.expire();
        }
        long stored = load(chunk.uidValidity()).lastUid();
        if (stored < chunk.lastUid()) {
            throw new HandlingFailed(
                    "the route returned but did not commit: the cursor is at UID " + stored + ", not "
                            + chunk.lastUid(),
                    null);
        }
        backoff.reset();
    }

    private Cursor load(long uidValidity) {
        return cursors.load(account.name(), uidValidity).orElseGet(() -> Cursor.start(uidValidity));
    }

    /** Asks the watch to end after the chunk in hand, and wakes it if it rests. */
    void stop() {
        stopped.countDown();
        ImapSession open = session;
        if (open != null) {
            open.endIdle();
        }
    }

    /** Closes the connection under the watch, whatever it waits for. A chunk in hand is still committed. */
    void cut() {
        sockets.cut();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void rest(Duration time) {
        try {
            if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            // Nobody interrupts us but to stop us.
            stopped.countDown();
        }
    }
}
