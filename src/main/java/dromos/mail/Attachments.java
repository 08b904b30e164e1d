package dromos.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The decoded bytes of a mail's attachments; an attached mail is byte for byte what came. The mail is scanned once for
 * all of them, and whoever reads them in their order runs over its bytes once. One at a time; not thread-safe.
 */
public final class Attachments {
    private final RawRanges raw;
    private final List<MimePart> parts;

    Attachments(RawRanges raw, List<MimePart> parts) {
        this.raw = raw;
        this.parts = parts;
    }

    /**
     * What was opened before is no longer readable. The caller closes the stream.
     *
     * @param index {@link Attachment#index()}
     * @throws IndexOutOfBoundsException where the mail has no such attachment
     * @throws IOException where the raw bytes cannot be read
     */
    public InputStream open(int index) throws IOException {
        return new FilterInputStream(raw.open(parts.get(index))) {
            @Override
            public void close() throws IOException {
                if (index == parts.size() - 1) {
                    raw.close();
                }
            }
        };
    }
}
