package dromos.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One part of a mail's MIME tree (RFC 2045, 2046) and where its body lies among the raw bytes, or among the bytes that
 * were unpacked from another part.
 */
final class MimePart {
    final @Nullable MimePart parent;
    final Headers headers;
    final Parameters contentType;
    private final String type;
    final List<MimePart> children = new ArrayList<>();
    final int depth;
    final long bodyStart;
    long bodyEnd;
    boolean closed;

    /** Whether a line of the body begins like a file in the encoding of uuencode(1). */
    boolean mayHoldUuencoded;

    /** The bytes that the positions count; null for those of the raw mail. */
    byte @Nullable [] source;

    private @Nullable String unpackedName;

    /** What the boundary lines hold behind their two dashes; null in a part that is none or does not name it. */
    byte @Nullable [] boundary;

    MimePart(@Nullable MimePart parent, Headers headers, long bodyStart) {
        this.parent = parent;
        this.headers = headers;
        this.bodyStart = bodyStart;
        this.bodyEnd = bodyStart;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.contentType = Parameters.parse(headers.first("Content-Type"));
        this.type = readType();
        var named = isMultipart() ? contentType.get("boundary") : null;
        this.boundary = named == null ? null : named.getBytes(StandardCharsets.UTF_8);
    }

    /** A part that was unpacked from another one and is all of the bytes. */
    static MimePart unpacked(MimePart parent, Headers headers, byte[] bytes) {
        return unpacked(parent, headers, bytes, 0, bytes.length);
    }

    /** A part that was unpacked from another one and lies among the bytes. */
    static MimePart unpacked(MimePart parent, Headers headers, byte[] bytes, int start, int end) {
        var part = new MimePart(parent, headers, start);
        part.bodyEnd = end;
        part.source = bytes;
        return part;
    }

    /** The media type in lower case; what is missing or malformed is text/plain, or message/rfc822 within a digest. */
    String type() {
        return type;
    }

    private String readType() {
        var given = contentType.value();
        int slash = given.indexOf('/');
        if (slash > 0
                && slash < given.length() - 1
                && given.length() < 100
                && given.chars().allMatch(MimePart::isToken)) {
            return given;
        }
        if (given.equals("text") || (!given.isEmpty() && headers.has("Content-Disposition"))) {
            return given.equals("text") ? "text/plain" : "application/octet-stream";
        }
        boolean inDigest = parent != null && parent.type().equals("multipart/digest");
        return inDigest && given.isEmpty() ? "message/rfc822" : "text/plain";
    }

    private static boolean isToken(int letter) {
        return letter > 32 && letter < 127 && "()<>@,;:\\\"[]?=".indexOf(letter) < 0;
    }

    boolean isMultipart() {
        return type().startsWith("multipart/");
    }

    /** Content-Transfer-Encoding in lower case without comments; empty where there is none. */
    String encoding() {
        var field = headers.first("Content-Transfer-Encoding");
        var value = Parameters.parse(field).value();
        return value.replace("\"", "").replace("'", "").strip().toLowerCase(Locale.ROOT);
    }

    Parameters disposition() {
        return Parameters.parse(headers.first("Content-Disposition"));
    }

    /** Gives an unpacked part the name that its wrapping tells. */
    MimePart named(String fileName) {
        this.unpackedName = fileName;
        return this;
    }

    /** The file name as the sender gave it, null where he gave none. */
    @Nullable
    String fileName() {
        if (unpackedName != null) {
            return unpackedName;
        }
        var name = disposition().get("filename");
        return name == null ? contentType.get("name") : name;
    }

    @Nullable
    String contentId() {
        var field = headers.first("Content-ID");
        if (field == null) {
            return null;
        }
        var id = SafeText.line(field, 250).replace("<", "").replace(">", "").strip();
        return id.isEmpty() ? null : id;
    }
}
