package dromos.mail;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A JPEG or PNG picture that a letter shows within its HTML. It is known by the digest of its bytes, and so is its
 * Content-ID: the same picture has the same names in every letter. Immutable.
 */
public final class Picture {
    /** SOI and the beginning of the next marker (ISO/IEC 10918-1 annex B). */
    private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ff");

    /** The signature of ISO/IEC 15948 section 5.2. */
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");

    private final byte[] bytes;
    private final String subtype;
    private final String digest;

    private Picture(byte[] bytes, String subtype) {
        this.bytes = bytes.clone();
        this.subtype = subtype;
        this.digest = HexFormat.of().formatHex(Sha256.start().digest(bytes));
    }

    /** The picture, or nothing where the first bytes are those of neither form. */
    public static Optional<Picture> of(byte[] bytes) {
        if (startsWith(bytes, JPEG)) {
            return Optional.of(new Picture(bytes, "jpeg"));
        }
        return startsWith(bytes, PNG) ? Optional.of(new Picture(bytes, "png")) : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, byte[] beginning) {
        return bytes.length > beginning.length
                && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    }

    /** SHA-256 of the bytes in 64 lower-case hexadecimal digits. */
    public String digest() {
        return digest;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** What HTML names as the source of an image to show this picture (RFC 2392). */
    public String url() {
        return "cid:" + contentId();
    }

    /** Unique in the world as RFC 2045 section 7 wants it, for the digest is. */
    private String contentId() {
        return digest.substring(0, 32) + "@footer.dromos";
    }

    /** Whether an attribute of the HTML names this picture; escaped text cannot, for its quotation marks are escaped. */
    public boolean isShownIn(String html) {
        return html.contains('"' + url() + '"') || html.contains("'" + url() + "'");
    }

    /** The part of a mail that stands beside the HTML which shows it. */
    public OutgoingMail.Part inline() {
        var name = "picture." + (subtype.equals("jpeg") ? "jpg" : subtype);
        return new OutgoingMail.Part(name, "image/" + subtype, contentId(), () -> new ByteArrayInputStream(bytes));
    }
}
