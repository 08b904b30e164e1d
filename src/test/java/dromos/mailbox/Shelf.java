package dromos.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;

/** A store in memory, all or nothing per chunk: the cursors, what was stored, and the failures a test wants. */
public final class Shelf implements Cursors {
    /** A stored mail; {@code text} is null where it was refused. */
    record Stored(long uidValidity, long uid, @Nullable String text, String sha256, long length, String refusal) {}

    /** A look at the folder. */
    record Look(int found, @Nullable String error) {}

    /** What happens inside the transaction, before it is committed. */
    interface Interruption {
        void during(Chunk chunk) throws Exception;
    }

    private final List<Stored> stored = new CopyOnWriteArrayList<>();
    private final List<Integer> chunks = new CopyOnWriteArrayList<>();
    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> headers = new CopyOnWriteArrayList<>();
    private final Map<Long, Cursor> cursors = new TreeMap<>();
    private long listed;
    private long gone;
    private volatile Interruption before = chunk -> {};
    private volatile Interruption after = chunk -> {};

    /** The route's only step. */
    @Handler
    public void store(Exchange exchange) throws Exception {
        Chunk chunk = Objects.requireNonNull(exchange.getMessage().getBody(Chunk.class));
        headers.add(Map.copyOf(exchange.getMessage().getHeaders()));
        List<Stored> read = new ArrayList<>();
        for (Fetched mail : chunk.mails()) {
            read.add(read(chunk, mail));
        }
        before.during(chunk);
        commit(chunk, read);
        after.during(chunk);
    }

    private static Stored read(Chunk chunk, Fetched mail) throws IOException, NoSuchAlgorithmException {
        if (mail.content() instanceof Content.Refused refused) {
            return new Stored(chunk.uidValidity(), mail.uid(), null, "", 0, refused.reason());
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        StringBuilder text = new StringBuilder();
        long length = 0;
        try (InputStream in = ((Content.Raw) mail.content()).open()) {
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                length += count;
                if (text.length() < 1000) {
                    text.append(new String(buffer, 0, count, java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            }
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        return new Stored(chunk.uidValidity(), mail.uid(), text.toString(), sha256, length, "");
    }

    private synchronized void commit(Chunk chunk, List<Stored> read) {
        Cursor old = cursor(chunk.uidValidity());
        stored.addAll(read);
        chunks.add(read.size());
        long open = old.open() - read.size();
        set(new Cursor(old.uidValidity(), chunk.lastUid(), old.markedUid(), old.listedUid(), open));
    }

    void before(Interruption interruption) {
        before = interruption;
    }

    void after(Interruption interruption) {
        after = interruption;
    }

    List<Stored> stored() {
        return stored;
    }

    List<String> subjects() {
        return stored.stream()
                .map(mail -> String.valueOf(mail.text()).replaceAll("(?s).*?Subject: ([^\r\n]*).*", "$1"))
                .toList();
    }

    List<Integer> chunks() {
        return chunks;
    }

    List<Map<String, Object>> headers() {
        return headers;
    }

    List<Look> looks() {
        return looks;
    }

    @Nullable
    Look lastLook() {
        return looks.isEmpty() ? null : looks.get(looks.size() - 1);
    }

    synchronized long listedCount() {
        return listed;
    }

    synchronized long goneCount() {
        return gone;
    }

    synchronized List<Cursor> cursors() {
        return List.copyOf(cursors.values());
    }

    private Cursor cursor(long uidValidity) {
        return cursors.getOrDefault(uidValidity, Cursor.start(uidValidity));
    }

    private void set(Cursor cursor) {
        cursors.put(cursor.uidValidity(), cursor);
    }

    @Override
    public synchronized Optional<Cursor> load(String mailbox, long uidValidity) {
        return Optional.ofNullable(cursors.get(uidValidity));
    }

    @Override
    public synchronized List<Long> unmarked(String mailbox, long uidValidity) {
        long from = cursor(uidValidity).markedUid();
        return stored.stream()
                .filter(mail -> mail.uidValidity() == uidValidity && mail.uid() > from && mail.text() != null)
                .map(Stored::uid)
                .toList();
    }

    @Override
    public synchronized void listed(String mailbox, long uidValidity, long highestUid, int count) {
        Cursor old = cursor(uidValidity);
        listed += count;
        set(new Cursor(uidValidity, old.lastUid(), old.markedUid(), highestUid, old.open() + count));
    }

    @Override
    public synchronized void gone(String mailbox, long uidValidity, long count) {
        Cursor old = cursor(uidValidity);
        gone += count;
        set(new Cursor(uidValidity, old.lastUid(), old.markedUid(), old.listedUid(), old.open() - count));
    }

    @Override
    public synchronized void marked(String mailbox, long uidValidity, long uid) {
        Cursor old = cursor(uidValidity);
        set(new Cursor(uidValidity, old.lastUid(), uid, old.listedUid(), old.open()));
    }

    @Override
    public void polled(String mailbox, Instant at, int found, @Nullable String error) {
        looks.add(new Look(found, error));
    }
}
