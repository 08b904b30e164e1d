package dromos.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the texts of one mail: decodes them, takes the best of alternatives, and turns HTML into text. */
final class BodyReader {
    /** Bytes of one text, and letters of all that are shown. */
    private static final int LONGEST = 1024 * 1024;

    /** Bytes of all texts, those included that say nothing. */
    private static final int MOST = 4 * LONGEST;

    private static final String CUT = "a text of more than " + LONGEST / 1024 + " kB, cut there";
    private static final HtmlQuotes.Removed NOTHING = new HtmlQuotes.Removed("", "");

    /**
     * One alternative made readable.
     *
     * @param written the text without what HTML marks as history or signature
     */
    record Reading(String text, boolean html, String written, HtmlQuotes.Removed removed) {
        static Reading plain(String text) {
            return new Reading(text, false, text, NOTHING);
        }

        static Reading html(String html, String subject) {
            var page = HtmlText.parse(html);
            if (page == null) {
                var bare = HtmlText.bare(html);
                return new Reading(bare, true, bare, NOTHING);
            }
            var text = HtmlText.of(page);
            var removed = HtmlQuotes.removeFrom(page, subject);
            return new Reading(text, true, removed.equals(NOTHING) ? text : HtmlText.of(page), removed);
        }
    }

    private final RawRanges raw;
    private final String subject;
    private final List<String> defects;
    private final MimeScanner.TimeLimit limit;
    private int left = MOST;

    /** @param subject of the mail, decoded; it tells whether something was forwarded */
    BodyReader(RawRanges raw, String subject, List<String> defects, MimeScanner.TimeLimit limit) {
        this.raw = raw;
        this.subject = subject;
        this.defects = defects;
        this.limit = limit;
    }

    /** @param texts each a list of alternatives that say the same, the plainest first */
    List<Reading> read(List<List<MimePart>> texts) throws IOException {
        var readings = new ArrayList<Reading>();
        int length = 0;
        for (var alternatives : texts) {
            if (length > LONGEST) {
                defects.add(CUT);
                break;
            }
            var readable = best(alternatives);
            if (!readable.text().isBlank()) {
                readings.add(readable);
                length += readable.text().length();
            }
        }
        return readings;
    }

    private Reading best(List<MimePart> alternatives) throws IOException {
        var best = Reading.plain("");
        for (var part : alternatives) {
            if (best.text().isBlank()) {
                best = readable(part);
            }
        }
        return best;
    }

    private Reading readable(MimePart part) throws IOException {
        var bytes = bytes(part);
        boolean html = part.type().equals("text/html");
        var label = part.contentType.get("charset");
        if (html && label == null) {
            label = labelWithin(bytes);
        }
        var text = Charsets.decode(bytes, label, defects::add);
        return html ? Reading.html(text, subject) : Reading.plain(plain(text, part));
    }

    private byte[] bytes(MimePart part) throws IOException {
        limit.check();
        try (var stream = raw.open(part)) {
            var bytes = stream.readNBytes(Math.min(LONGEST, left));
            if (stream.read() >= 0) {
                defects.add(CUT);
            }
            left -= bytes.length;
            Transfer.check(part, bytes.length, defects);
            return bytes;
        }
    }

    /** LF line ends, no NUL, and the lines of format=flowed (RFC 3676) joined. */
    private static String plain(String text, MimePart part) {
        var plain = text.replace("\r\n", "\n").replace('\r', '\n').replace("\0", "");
        return "flowed".equalsIgnoreCase(part.contentType.get("format"))
                ? FlowedText.join(plain, "yes".equalsIgnoreCase(part.contentType.get("delsp")))
                : plain;
    }

    /** The charset that an HTML page names within itself. */
    private static @Nullable String labelWithin(byte[] html) {
        var start = new String(html, 0, Math.min(2_048, html.length), StandardCharsets.ISO_8859_1);
        int at = start.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (at < 0) {
            return null;
        }
        int from = at + "charset=".length();
        while (from < start.length() && (start.charAt(from) == '"' || start.charAt(from) == '\'')) {
            from++;
        }
        int to = from;
        while (to < start.length() && "\"' />;".indexOf(start.charAt(to)) < 0) {
            to++;
        }
        return to > from && to - from < 40 ? start.substring(from, to) : null;
    }
}
