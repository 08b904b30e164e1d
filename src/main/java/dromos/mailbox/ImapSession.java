package dromos.mailbox;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.imap.protocol.UIDSet;
import org.jspecify.annotations.Nullable;

/**
 * A connection with its folder selected. Only {@link #endIdle()} may be called from another thread.
 *
 * <p>Commands are written and their answers read one by one, not through Angus's {@code command()}: that swallows an
 * answer it cannot parse, and keeps all answers until the last one is there.
 */
final class ImapSession implements AutoCloseable {
    /** UIDs in one STORE or MOVE: keeps the line below the 8,192 octets that RFC 7162 (4) advises. */
    private static final int UIDS_PER_COMMAND = 500;

    private final MailboxAccount account;
    private final CuttableSockets sockets;
    private final IMAPProtocol protocol;
    private final long uidValidity;
    /** Mails that came while the answer to another command was awaited: servers may answer out of order. */
    private final Map<Long, Content.Bytes> bodies = new HashMap<>();
    /** The ends of commands nobody has awaited yet. */
    private final Map<String, Response> ended = new HashMap<>();

    private volatile boolean idling;

    private ImapSession(MailboxAccount account, CuttableSockets sockets, IMAPProtocol protocol, long uidValidity) {
        this.account = account;
        this.sockets = sockets;
        this.protocol = protocol;
        this.uidValidity = uidValidity;
    }

    /** Connects, logs in and opens the folder; read-only if nothing is to be marked. */
    static ImapSession open(MailboxAccount account, CuttableSockets sockets) throws IOException, ProtocolException {
        IMAPProtocol protocol = ImapLogin.open(account, sockets);
        try {
            if (account.after() instanceof AfterCommit.Move move && protocol.list("", move.folder()) == null) {
                protocol.create(move.folder());
            }
            boolean readOnly = account.after() instanceof AfterCommit.Keep;
            var folder = readOnly ? protocol.examine(account.folder()) : protocol.select(account.folder());
            if (folder.uidvalidity <= 0) {
                throw new IOException("the server gives folder " + account.folder() + " no UIDVALIDITY");
            }
            return new ImapSession(account, sockets, protocol, folder.uidvalidity);
        } catch (IOException | ProtocolException | RuntimeException e) {
            protocol.disconnect();
            if (e instanceof CommandFailedException) {
                throw new IOException(
                        "cannot open folder " + account.folder() + " (or the one to move to): " + e.getMessage(), e);
            }
            throw e;
        }
    }

    long uidValidity() {
        return uidValidity;
    }

    /** Everything above {@code uid}, ascending. */
    List<Listed> listAbove(long uid) throws IOException, ProtocolException {
        List<Listed> found = new ArrayList<>();
        await(write("UID FETCH " + (uid + 1) + ":* (UID RFC822.SIZE)"), answer -> {
            Listed mail = listed(answer);
            // "n:*" names the last mail even if its UID is below n (RFC 3501, 6.4.8).
            if (mail != null && mail.uid() > uid) {
                found.add(mail);
            }
        });
        found.sort(Comparator.comparingLong(Listed::uid));
        return found;
    }

    private static @Nullable Listed listed(FetchResponse answer) {
        UID uid = answer.getItem(UID.class);
        RFC822SIZE size = answer.getItem(RFC822SIZE.class);
        if (uid == null || size == null) {
            // Somebody changed the flags of a mail meanwhile; the server tells everybody.
            return null;
        }
        return new Listed(uid.uid, size.size);
    }

    /** Asks for the mails of a chunk without waiting, so that the server works while the chunk before is stored. */
    Asked ask(List<Listed> mails) throws IOException, ProtocolException {
        long[] small =
                mails.stream().filter(this::isSmall).mapToLong(Listed::uid).toArray();
        return new Asked(mails, small.length == 0 ? null : write("UID FETCH " + set(small) + " (UID BODY.PEEK[])"));
    }

    private boolean isSmall(Listed mail) {
        return mail.size() <= account.limits().maxSize()
                && mail.size() <= account.limits().streamOver();
    }

    /** The mails that were asked for, without those expunged meanwhile. */
    List<Fetched> take(Asked asked) throws IOException, ProtocolException {
        if (asked.tag() != null) {
            await(asked.tag());
        }
        List<Fetched> mails = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        for (Listed mail : asked.mails()) {
            Content content = isSmall(mail) ? delivered(mail) : largeContent(mail);
            if (content == null) {
                missing.add(mail.uid());
            } else {
                mails.add(new Fetched(mail.uid(), mail.size(), content));
            }
        }
        refuseToSkip(missing);
        return mails;
    }

    /** A mail that was expunged a moment ago some servers deliver as nothing at all; it must not become an empty mail. */
    private @Nullable Content delivered(Listed mail) {
        Content.Bytes bytes = bodies.remove(mail.uid());
        return bytes == null || (bytes.length() == 0 && mail.size() > 0) ? null : bytes;
    }

    private Content largeContent(Listed mail) {
        long most = account.limits().maxSize();
        if (mail.size() > most) {
            return new Content.Refused("larger than allowed: " + mail.size() + " bytes, the limit is " + most);
        }
        return new Content.Streamed((offset, length) -> block(mail.uid(), offset, length));
    }

    /** A mail that is not delivered but still there must not be passed by: its UID would fall behind the cursor. */
    private void refuseToSkip(List<Long> missing) throws IOException, ProtocolException {
        if (missing.isEmpty()) {
            return;
        }
        List<Long> there = new ArrayList<>();
        await(write("UID FETCH " + set(toArray(missing)) + " (UID RFC822.SIZE)"), answer -> {
            Listed mail = listed(answer);
            if (mail != null && missing.contains(mail.uid())) {
                there.add(mail.uid());
            }
        });
        if (!there.isEmpty()) {
            throw new IOException("the server lists UID " + there + " but does not deliver it");
        }
    }

    private Content.Bytes block(long uid, long offset, int length) throws IOException {
        try {
            await(write("UID FETCH " + uid + " (UID BODY.PEEK[]<" + offset + "." + length + ">)"));
        } catch (ProtocolException e) {
            throw new IOException("UID " + uid + " could not be read from byte " + offset, e);
        }
        Content.Bytes block = bodies.remove(uid);
        if (block == null || (offset == 0 && block.length() == 0)) {
            throw new IOException("UID " + uid + " was expunged while it was read, at byte " + offset);
        }
        return block;
    }

    /**
     * Has the server do to these mails what the account wants done after the commit.
     *
     * @return what {@link #endMarks} waits for
     */
    List<String> beginMarks(List<Long> uids) throws IOException, ProtocolException {
        List<String> tags = new ArrayList<>();
        for (int from = 0; from < uids.size(); from += UIDS_PER_COMMAND) {
            int to = Math.min(uids.size(), from + UIDS_PER_COMMAND);
            String set = set(toArray(uids.subList(from, to)));
            if (account.after() instanceof AfterCommit.Flag flag) {
                tags.add(write("UID STORE " + set + " +FLAGS.SILENT (" + flag.flag() + ")"));
            } else if (account.after() instanceof AfterCommit.Move move) {
                tags.addAll(move(set, move.folder()));
            } else if (account.after() instanceof AfterCommit.Delete) {
                tags.addAll(delete(set));
            }
        }
        return tags;
    }

    /** Whether the server has been heard to answer all of these. */
    boolean haveEnded(List<String> tags) {
        return ended.keySet().containsAll(tags);
    }

    /** Reads until all of these are answered. */
    void awaitEnd(List<String> tags) throws IOException, ProtocolException {
        while (!haveEnded(tags)) {
            read();
        }
    }

    /**
     * Reads the answers to {@link #beginMarks}.
     *
     * @throws CommandFailedException if the server refuses; all answers are read and the connection stays good
     */
    void endMarks(List<String> tags) throws IOException, ProtocolException {
        CommandFailedException refusal = null;
        for (String tag : tags) {
            try {
                await(tag);
            } catch (CommandFailedException e) {
                refusal = e;
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private List<String> move(String set, String folder) throws IOException, ProtocolException {
        if (protocol.hasCapability("MOVE")) {
            return List.of(write("UID MOVE " + set, folder));
        }
        // Without RFC 6851 the copy must be there before the original may go.
        await(write("UID COPY " + set, folder));
        return delete(set);
    }

    private List<String> delete(String set) throws IOException, ProtocolException {
        String store = write("UID STORE " + set + " +FLAGS.SILENT (\\Deleted)");
        // A plain EXPUNGE would also remove what a colleague marked and may still want back.
        return protocol.hasCapability("UIDPLUS") ? List.of(store, write("UID EXPUNGE " + set)) : List.of(store);
    }

    /** Has the server look for new mail (RFC 3501, 6.1.2); without it Dovecot's FETCH may be five seconds behind. */
    void refresh() throws IOException, ProtocolException {
        await(write("NOOP"));
    }

    boolean canIdle() {
        return protocol.hasCapability("IDLE");
    }

    /** Waits until the server tells of new mail, {@link #endIdle()} is called, or the time is over (RFC 2177). */
    void idle(Duration atMost) throws IOException, ProtocolException {
        long end = System.nanoTime() + atMost.toNanos();
        String tag = write("IDLE");
        idling = true;
        try {
            boolean news = false;
            while (!news && !ended.containsKey(tag)) {
                sockets.readTimeout(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
                news = read() instanceof IMAPResponse answer && answer.keyEquals("EXISTS");
            }
        } catch (SocketTimeoutException e) {
            // The time is over.
        } finally {
            idling = false;
            sockets.readTimeout(account.limits().read());
        }
        if (!ended.containsKey(tag)) {
            protocol.idleAbort();
        }
        await(tag);
    }

    /** Ends a running {@link #idle}, from another thread. */
    void endIdle() {
        if (idling) {
            protocol.idleAbort();
        }
    }

    /** Takes leave and closes the connection. */
    @Override
    public void close() {
        protocol.disconnect();
    }

    private String write(String command) throws IOException, ProtocolException {
        return protocol.writeCommand(command, null);
    }

    private String write(String command, String folder) throws IOException, ProtocolException {
        return protocol.writeCommand(command, new Argument().writeString(BASE64MailboxEncoder.encode(folder)));
    }

    private void await(String tag) throws IOException, ProtocolException {
        await(tag, answer -> {});
    }

    private void await(String tag, Consumer<FetchResponse> each) throws IOException, ProtocolException {
        while (!ended.containsKey(tag)) {
            if (read() instanceof FetchResponse answer) {
                each.accept(answer);
            }
        }
        protocol.handleResult(ended.remove(tag));
    }

    /** Reads one answer; the end of a command and the body of a mail are also kept for whoever awaits them. */
    private Response read() throws IOException, ProtocolException {
        Response answer = protocol.readResponse();
        if (answer.isBYE()) {
            throw new IOException("the server ended the connection: " + answer.getRest());
        }
        if (answer.isTagged()) {
            ended.put(answer.getTag(), answer);
        } else if (answer instanceof FetchResponse fetched) {
            UID uid = fetched.getItem(UID.class);
            BODY body = fetched.getItem(BODY.class);
            // NIL stands for what the server does not have, not for an empty mail (RFC 3501, 4.5).
            ByteArray bytes = body == null ? null : body.getByteArray();
            if (uid != null && bytes != null) {
                bodies.put(uid.uid, new Content.Bytes(bytes.getBytes(), bytes.getStart(), bytes.getCount()));
            }
        }
        return answer;
    }

    private static String set(long[] uids) {
        return UIDSet.toString(UIDSet.createUIDSets(uids));
    }

    private static long[] toArray(List<Long> uids) {
        return uids.stream().mapToLong(Long::longValue).toArray();
    }

    /** A chunk that the server has been asked for; {@code tag} is null where nothing needs to be fetched in bulk. */
    record Asked(List<Listed> mails, @Nullable String tag) {}
}
