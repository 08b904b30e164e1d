package dromos.mail;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the MIME tree of a mail in one pass over its bytes, in constant memory but for the headers, and enforces the
 * limits of reading while it goes, so that no bomb ever gets further. Attached mails are not entered: they stay whole.
 */
final class MimeScanner {
    static final int DEEPEST = 30;
    static final int MOST_PARTS = 1_000;
    private static final long MOST_HEADER_BYTES = 4L * HeaderBlock.MOST_BYTES;
    private static final int LONGEST_BOUNDARY = 250;
    private static final byte[] DASHES = {'-', '-'};

    private final Lines lines;
    private final List<String> defects;
    private final TimeLimit limit;
    private final List<MimePart> open = new ArrayList<>();
    private @Nullable MimePart wrapping;
    private byte @Nullable [] source;
    private int parts;
    private long headerBytes;

    private MimeScanner(InputStream raw, List<String> defects, TimeLimit limit) {
        this.lines = new Lines(raw);
        this.defects = defects;
        this.limit = limit;
    }

    /** How long one mail may take. */
    static final class TimeLimit {
        private final long end;
        private final Duration limit;

        TimeLimit(Duration limit) {
            this.limit = limit;
            this.end = System.nanoTime() + limit.toNanos();
        }

        /** @throws UnreadableMail when the time is over */
        void check() {
            if (System.nanoTime() - end > 0) {
                throw new UnreadableMail("takes more than " + limit.toMillis() + " ms to read");
            }
        }
    }

    /**
     * @param defects what is wrong with the structure is added here, in words
     * @throws UnreadableMail past a limit
     */
    static MimePart scan(InputStream raw, List<String> defects, TimeLimit limit) throws IOException {
        return new MimeScanner(raw, defects, limit).scan();
    }

    /** The tree of a mail that was unpacked from a part; together they may not be deeper than one mail. */
    static MimePart scanUnpacked(
            MimePart wrapping, byte[] content, InputStream stream, List<String> defects, TimeLimit limit)
            throws IOException {
        var scanner = new MimeScanner(stream, defects, limit);
        scanner.wrapping = wrapping;
        scanner.source = content;
        return scanner.scan();
    }

    private MimePart scan() throws IOException {
        var root = open(wrapping);
        long end = lines.end();
        int count = 0;
        while (lines.next()) {
            if ((++count & 1023) == 0) {
                limit.check();
            }
            long beforeLine = lines.start();
            boolean boundary = lines.startsWith('-', '-') && boundaryLine(beforeLine);
            if (!boundary && lines.startsWith('b', 'e') && UuencodedText.begins(lines)) {
                open.get(open.size() - 1).mayHoldUuencoded = true;
            }
            // A boundary line has taken the headers below it along.
            end = lines.end();
            lastTerminator = boundary ? 0 : lines.terminator();
        }
        closeAll(end);
        return root;
    }

    /** Bytes of the line end before the current line, which belongs to a boundary line (RFC 2046 section 5.1.1). */
    private int lastTerminator;

    private boolean boundaryLine(long lineStart) throws IOException {
        for (int i = open.size() - 1; i >= 0; i--) {
            var multipart = open.get(i);
            var line = boundary(multipart);
            if (line != Boundary.NONE) {
                boolean closes = line == Boundary.CLOSES;
                closeAbove(i, Math.max(0, lineStart - lastTerminator));
                multipart.closed = closes;
                if (!closes) {
                    open(multipart);
                }
                return true;
            }
        }
        return false;
    }

    private MimePart open(@Nullable MimePart parent) throws IOException {
        boolean root = parent == wrapping;
        var block = root
                ? HeaderBlock.readFirst(lines)
                : HeaderBlock.read(lines, line -> line.startsWith('-', '-') && isBoundary());
        headerBytes += block.bytes();
        if (headerBytes > MOST_HEADER_BYTES) {
            throw new UnreadableMail("more than " + MOST_HEADER_BYTES / 1024 + " kB of headers in its parts");
        }
        defects.addAll(block.defects());
        var part = new MimePart(parent, block.headers(), block.bodyStart());
        part.source = source;
        if (parent != null && !root) {
            parent.children.add(part);
        }
        if (++parts > MOST_PARTS) {
            throw tooManyParts();
        }
        if (part.depth > DEEPEST) {
            throw new UnreadableMail("MIME parts nested deeper than " + DEEPEST);
        }
        open.add(part);
        return part;
    }

    static UnreadableMail tooManyParts() {
        return new UnreadableMail("more than " + MOST_PARTS + " MIME parts");
    }

    private boolean isBoundary() {
        return open.stream().anyMatch(part -> boundary(part) != Boundary.NONE);
    }

    private enum Boundary {
        NONE,
        OPENS,
        CLOSES
    }

    /** What the current line, which starts with two dashes, is to the part. */
    private Boundary boundary(MimePart part) {
        if (!part.isMultipart()) {
            return Boundary.NONE;
        }
        if (part.boundary == null) {
            adoptBoundary(part);
        }
        var boundary = part.boundary;
        if (boundary == null || boundary.length == 0 || !lines.holds(2, boundary)) {
            return Boundary.NONE;
        }
        int end = 2 + boundary.length;
        if (lines.isBlankFrom(end)) {
            return Boundary.OPENS;
        }
        boolean closes = !part.closed && lines.holds(end, DASHES) && lines.isBlankFrom(end + 2);
        return closes ? Boundary.CLOSES : Boundary.NONE;
    }

    /** A multipart that does not tell its boundary has the first line in it that looks like one. */
    private void adoptBoundary(MimePart part) {
        int length = lines.length();
        if (length < 3 || length > LONGEST_BOUNDARY || !part.children.isEmpty()) {
            return;
        }
        for (int i = 2; i < length; i++) {
            if (lines.at(i) <= ' ' || lines.at(i) > 126) {
                return;
            }
        }
        part.boundary = Arrays.copyOfRange(lines.bytes(), 2, length);
        defects.add("a multipart that does not name its boundary");
    }

    private void closeAbove(int index, long end) {
        while (open.size() > index + 1) {
            close(open.remove(open.size() - 1), end);
        }
    }

    private void closeAll(long end) {
        while (!open.isEmpty()) {
            var part = open.remove(open.size() - 1);
            if (part.isMultipart() && !part.closed) {
                defects.add(
                        part.children.isEmpty()
                                ? "a multipart without parts, read as text"
                                : "a multipart whose last boundary is missing");
            }
            close(part, end);
        }
    }

    private static void close(MimePart part, long end) {
        part.bodyEnd = Math.max(part.bodyStart, end);
    }
}
