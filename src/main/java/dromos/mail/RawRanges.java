package dromos.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens the decoded bodies of parts one after the other. In the order of the mail it runs over the raw bytes once,
 * whatever the number of parts; only a step back opens them again. A body is no longer readable once the next is open.
 */
final class RawRanges implements AutoCloseable {
    private final RawMail raw;
    private @Nullable InputStream stream;
    private long position;

    RawRanges(RawMail raw) {
        this.raw = raw;
    }

    /** The decoded bytes of the part; closing them closes nothing else. */
    InputStream open(MimePart part) throws IOException {
        if (part.source != null) {
            int length = (int) (part.bodyEnd - part.bodyStart);
            return Transfer.decode(
                    new ByteArrayInputStream(part.source, (int) part.bodyStart, length), part.encoding());
        }
        var open = stream;
        if (open == null || position > part.bodyStart) {
            close();
            open = raw.open();
            stream = open;
            position = 0;
        }
        open.skipNBytes(part.bodyStart - position);
        position = part.bodyStart;
        return Transfer.decode(new Range(open, part.bodyEnd), part.encoding());
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
        stream = null;
    }

    /** The bytes up to a position. */
    private final class Range extends InputStream {
        private final InputStream source;
        private final long end;

        Range(InputStream source, long end) {
            this.source = source;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            int next = position < end ? source.read() : -1;
            position += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = position < end ? source.read(target, offset, (int) Math.min(length, end - position)) : -1;
            position += Math.max(0, count);
            return count;
        }
    }
}
