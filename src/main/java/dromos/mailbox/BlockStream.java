package dromos.mailbox;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a large mail in blocks of 1 MB, one of them in memory at a time. */
final class BlockStream extends InputStream {
    private static final int BLOCK = 1 << 20;

    private final BlockSource source;
    private @Nullable InputStream block;
    private long offset;
    private boolean last;

    BlockStream(BlockSource source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            int count = block == null ? -1 : block.read(target, start, length);
            if (count > 0) {
                return count;
            }
            if (last) {
                return -1;
            }
            nextBlock();
        }
    }

    private void nextBlock() throws IOException {
        block = null;
        Content.Bytes bytes = source.read(offset, BLOCK);
        offset += bytes.length();
        // The listed size is not trusted here: only a short block is the end (RFC 3501, 6.4.5, partial fetch).
        last = bytes.length() < BLOCK;
        block = bytes.open();
    }
}
