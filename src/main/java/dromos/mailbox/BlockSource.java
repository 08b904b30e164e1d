package dromos.mailbox;

import java.io.IOException;

/** One mail on the server, a block at a time. */
@FunctionalInterface
interface BlockSource {
    /** At most {@code length} bytes from {@code offset}; fewer at the end of the mail, none behind it. */
    Content.Bytes read(long offset, int length) throws IOException;
}
