package dromos.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The raw bytes of a mail, exactly as the server keeps them, or the reason why there are none. */
public sealed interface Content {

    /** Bytes that can be read, from the start, as often as wanted. */
    sealed interface Raw extends Content {
        /**
         * A stream over the whole mail.
         *
         * @throws IOException if the server does not deliver, for instance because the mail was expunged meanwhile
         */
        InputStream open() throws IOException;
    }

    /** Not fetched; {@code reason} says why, in words. */
    record Refused(String reason) implements Content {}

    /** A small mail: a window on the server's answer, not a copy of it. */
    final class Bytes implements Raw {
        private final byte[] answer;
        private final int offset;
        private final int length;

        Bytes(byte[] answer, int offset, int length) {
            this.answer = answer;
            this.offset = offset;
            this.length = length;
        }

        /** Length in bytes. */
        public int length() {
            return length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(answer, offset, length);
        }
    }

    /** A large mail: each {@link #open()} reads it from the server again, block by block, while the chunk is handled. */
    final class Streamed implements Raw {
        private final BlockSource source;
        private volatile boolean expired;

        Streamed(BlockSource source) {
            this.source = source;
        }

        @Override
        public InputStream open() throws IOException {
            if (expired) {
                throw new IOException("a streamed mail can only be read while its chunk is handled");
            }
            return new BlockStream(source);
        }

        void expire() {
            expired = true;
        }
    }
}
