package dromos.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/**
 * Unpacks what is wrapped otherwise than by MIME: {@code winmail.dat}, opaque S/MIME signatures, files within plain
 * text. What was in them hangs below their part in the tree, so that everything behind sees one tree.
 */
final class Wrappings {
    /** Bytes of all wrappings of a mail together, which are held while it is read. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private static final int MOST = 20;
    private static final int DEEPEST = 3;

    private final RawRanges raw;
    private final List<String> defects;
    private final MimeScanner.TimeLimit limit;
    private int opened;
    private int parts;
    private long bytesLeft = MOST_BYTES;

    private Wrappings(RawRanges raw, List<String> defects, MimeScanner.TimeLimit limit) {
        this.raw = raw;
        this.defects = defects;
        this.limit = limit;
    }

    /** @param defects what cannot be unpacked, and stays as it is, is told here in words */
    static void unpack(MimePart root, RawRanges raw, List<String> defects, MimeScanner.TimeLimit limit)
            throws IOException {
        new Wrappings(raw, defects, limit).unpack(root, 0);
    }

    private void unpack(MimePart part, int depth) throws IOException {
        if (++parts > MimeScanner.MOST_PARTS) {
            throw MimeScanner.tooManyParts();
        }
        int inside = depth;
        if (part.children.isEmpty()) {
            part.children.addAll(contents(part, depth));
            inside++;
        } else if (part.type().equals("multipart/encrypted")) {
            defects.add("encrypted (PGP): only its recipient can read it");
        }
        for (var child : List.copyOf(part.children)) {
            unpack(child, inside);
        }
    }

    private List<MimePart> contents(MimePart part, int depth) throws IOException {
        boolean tnef = Tnef.isTnef(part);
        boolean pkcs7 = !tnef && OpaqueSignature.isPkcs7(part);
        boolean uuencoded = part.mayHoldUuencoded && part.type().equals("text/plain") && !isBinary(part);
        if (!tnef && !pkcs7 && !uuencoded) {
            return List.of();
        }
        limit.check();
        bytesLeft -= part.bodyEnd - part.bodyStart;
        if (++opened > MOST || depth == DEEPEST || bytesLeft < 0) {
            defects.add("wrapped contents that are too many or too large to be unpacked");
            return List.of();
        }
        var body = bytes(part);
        try {
            return tnef ? Tnef.unpack(part, body) : pkcs7 ? signed(part, body) : UuencodedText.unpack(part, body);
        } catch (IOException damaged) {
            defects.add(tnef ? "a winmail.dat that cannot be unpacked" : "an S/MIME part that cannot be unpacked");
            return List.of();
        }
    }

    private static boolean isBinary(MimePart part) {
        return part.encoding().equals("base64") || part.encoding().contains("uu");
    }

    private List<MimePart> signed(MimePart part, byte[] pkcs7) throws IOException {
        var content = OpaqueSignature.signedContent(pkcs7);
        if (content == null) {
            defects.add("encrypted (S/MIME): only its recipient can read it");
            return List.of();
        }
        return List.of(MimeScanner.scanUnpacked(part, content, new ByteArrayInputStream(content), defects, limit));
    }

    private byte[] bytes(MimePart part) throws IOException {
        try (var stream = raw.open(part)) {
            return stream.readAllBytes();
        }
    }
}
