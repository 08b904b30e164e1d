package dromos.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines (ended by LF, with or without CR) and knows their positions. Of a line it keeps at most
 * {@link #KEPT} bytes, so that a line without end costs no memory.
 */
final class Lines {
    /** As many bytes of one line are kept as the headers of a whole mail may have. */
    static final int KEPT = 256 * 1024;

    private final InputStream stream;
    private final byte[] buffer = new byte[32 * 1024];
    private int filled;
    private int next;
    private byte[] line = new byte[256];
    private int length;
    private long start;
    private long end;
    private int terminator;
    private boolean pushedBack;

    Lines(InputStream stream) {
        this.stream = stream;
    }

    /** Moves to the next line; false at the end of the stream. */
    boolean next() throws IOException {
        if (pushedBack) {
            pushedBack = false;
            return true;
        }
        start = end;
        length = 0;
        terminator = 0;
        boolean ended = false;
        while (!ended && (next < filled || fill())) {
            int stop = next;
            while (stop < filled && buffer[stop] != '\n') {
                stop++;
            }
            ended = stop < filled;
            keep(next, stop);
            end += stop - next + (ended ? 1 : 0);
            next = ended ? stop + 1 : stop;
        }
        if (ended) {
            terminator = 1;
            if (length > 0 && length == end - start - 1 && line[length - 1] == '\r') {
                length--;
                terminator = 2;
            }
        }
        return end > start;
    }

    /** The current line will come again. */
    void pushBack() {
        pushedBack = true;
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(0, stream.read(buffer, 0, buffer.length));
        return filled > 0;
    }

    private void keep(int from, int to) {
        int kept = Math.min(to - from, KEPT - length);
        if (length + kept > line.length) {
            line = Arrays.copyOf(line, Math.max(length + kept, Math.min(KEPT, line.length * 2)));
        }
        System.arraycopy(buffer, from, line, length, kept);
        length += kept;
    }

    /** Position of the first byte of the line. */
    long start() {
        return start;
    }

    /** Position behind the line and its terminator. */
    long end() {
        return end;
    }

    /** Bytes of the line's terminator: 0, 1 or 2. */
    int terminator() {
        return terminator;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean startsWith(char first, char second) {
        return length > 1 && line[0] == first && line[1] == second;
    }

    /** Whether the line holds these bytes from the index on. */
    boolean holds(int from, byte[] wanted) {
        int to = from + wanted.length;
        return to <= length && Arrays.equals(line, from, to, wanted, 0, wanted.length);
    }

    /** Whether nothing but blanks stands in the line from the index on. */
    boolean isBlankFrom(int from) {
        int i = from;
        while (i < length && (line[i] == ' ' || line[i] == '\t')) {
            i++;
        }
        return i == length;
    }

    byte[] bytes() {
        return Arrays.copyOf(line, length);
    }

    int length() {
        return length;
    }

    byte at(int index) {
        return line[index];
    }
}
