package dromos.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One part of a mail's MIME tree (RFC 2045, 2046) and where its body lies among the raw bytes. */
final class MimePart {
    final @Nullable MimePart parent;
    final Headers headers;
    final Parameters contentType;
    final List<MimePart> children = new ArrayList<>();
    final int depth;
    final long bodyStart;
    long bodyEnd;
    boolean closed;

    /** What the boundary lines hold behind their two dashes; null in a part that is none or does not name it. */
    byte @Nullable [] boundary;

    private final String type;

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

    /** The file name as the sender gave it, null where he gave none. */
    @Nullable
    String fileName() {
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
