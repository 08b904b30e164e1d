package dromos.mailbox;

import java.util.ArrayList;
import java.util.List;

/** A mail as the server lists it, before anything of it is fetched; {@code size} in bytes (RFC822.SIZE). */
record Listed(long uid, long size) {

    /** Cuts a listing into chunks by count and bytes, in its order; a mail over the bytes is a chunk of its own. */
    static List<List<Listed>> inChunks(List<Listed> listing, Limits limits) {
        List<List<Listed>> chunks = new ArrayList<>();
        List<Listed> chunk = new ArrayList<>();
        long bytes = 0;
        for (Listed mail : listing) {
            long cost = mail.size() > limits.maxSize() ? 0 : mail.size();
            boolean full = chunk.size() == limits.chunkMessages() || bytes + cost > limits.chunkBytes();
            if (full && !chunk.isEmpty()) {
                chunks.add(List.copyOf(chunk));
                chunk.clear();
                bytes = 0;
            }
            chunk.add(mail);
            bytes += cost;
        }
        if (!chunk.isEmpty()) {
            chunks.add(List.copyOf(chunk));
        }
        return chunks;
    }
}
