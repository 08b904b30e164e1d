package dromos.mail;

import java.io.IOException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decoded contents of a mail.
 *
 * @param appointments what its calendar parts say, in a line each
 * @param attachments what there is to know of them
 */
record Contents(String text, boolean html, List<String> appointments, List<Attachment> attachments) {
    private static final int LONGEST_TEXT = 1024 * 1024;
    private static final int LONGEST_CALENDAR = 256 * 1024;
    private static final int MOST_APPOINTMENTS = 5;
    private static final String CUT = "a text of more than " + LONGEST_TEXT / 1024 + " kB, cut there";

    /** One alternative made readable. */
    private record Reading(String text, boolean html) {}

    static Contents of(MimePart root, RawRanges raw, List<String> defects, MimeScanner.TimeLimit limit)
            throws IOException {
        var layout = MimeLayout.of(root);
        var text = new StringBuilder();
        boolean html = false;
        for (var alternatives : layout.texts()) {
            limit.check();
            if (text.length() > LONGEST_TEXT) {
                defects.add(CUT);
                break;
            }
            var readable = best(alternatives, raw, defects);
            if (!readable.text().isBlank()) {
                text.append(text.length() == 0 ? "" : "\n").append(readable.text());
                html |= readable.html();
            }
        }
        var attachments = new ArrayList<Attachment>();
        var appointments = new ArrayList<String>();
        for (var part : layout.attachments()) {
            attachments.add(attachment(attachments.size(), part, raw, defects, limit));
        }
        for (var part : layout.attachments()) {
            if (part.type().equals("text/calendar") && appointments.size() < MOST_APPOINTMENTS) {
                limit.check();
                appointments.addAll(Appointments.summaries(calendar(part, raw)));
            }
        }
        return new Contents(
                text.toString(), html, appointments.stream().distinct().toList(), attachments);
    }

    private static String calendar(MimePart part, RawRanges raw) throws IOException {
        try (var stream = raw.open(part)) {
            var label = part.contentType.get("charset");
            return Charsets.decode(stream.readNBytes(LONGEST_CALENDAR), label == null ? "utf-8" : label, defect -> {});
        }
    }

    private static Reading best(List<MimePart> alternatives, RawRanges raw, List<String> defects) throws IOException {
        var best = new Reading("", false);
        for (var part : alternatives) {
            if (best.text().isBlank()) {
                best = readable(part, raw, defects);
            }
        }
        return best;
    }

    private static Reading readable(MimePart part, RawRanges raw, List<String> defects) throws IOException {
        byte[] bytes;
        try (var stream = raw.open(part)) {
            bytes = stream.readNBytes(LONGEST_TEXT);
            if (stream.read() >= 0) {
                defects.add(CUT);
            }
        }
        checkEncoding(part, bytes.length, defects);
        boolean html = part.type().equals("text/html");
        var label = part.contentType.get("charset");
        if (html && label == null) {
            label = labelWithin(bytes);
        }
        var text = Charsets.decode(bytes, label, defects::add);
        return html ? new Reading(HtmlText.of(text), true) : new Reading(plain(text, part), false);
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
        var start = new String(html, 0, Math.min(2_048, html.length), java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = start.toLowerCase(java.util.Locale.ROOT).indexOf("charset=");
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

    private static Attachment attachment(
            int index, MimePart part, RawRanges raw, List<String> defects, MimeScanner.TimeLimit limit)
            throws IOException {
        var digest = Sha256.start();
        long size = 0;
        try (var stream = new DigestInputStream(raw.open(part), digest)) {
            var buffer = new byte[16 * 1024];
            int count = stream.read(buffer, 0, buffer.length);
            while (count >= 0) {
                size += count;
                limit.check();
                count = stream.read(buffer, 0, buffer.length);
            }
        }
        checkEncoding(part, size, defects);
        var contentId = part.contentId();
        boolean related = part.parent != null && part.parent.type().equals("multipart/related");
        boolean inline = !part.disposition().value().equals("attachment")
                && (part.disposition().value().equals("inline") || (related && contentId != null));
        return new Attachment(
                index,
                SafeText.fileName(part.fileName(), "attachment-" + (index + 1) + extension(part.type())),
                part.type(),
                size,
                HexFormat.of().formatHex(digest.digest()),
                inline,
                contentId);
    }

    private static void checkEncoding(MimePart part, long decoded, List<String> defects) {
        var encoding = part.encoding();
        if (!Transfer.isKnown(encoding)) {
            defects.add("unknown transfer encoding \"" + SafeText.line(encoding, 40) + "\", taken as it is");
        } else if (encoding.equals("base64") && decoded * 2 < part.bodyEnd - part.bodyStart - 8) {
            defects.add("base 64 with foreign letters in it");
        }
    }

    private static String extension(String type) {
        return switch (type) {
            case "message/rfc822" -> ".eml";
            case "text/plain" -> ".txt";
            case "text/html" -> ".html";
            case "text/calendar" -> ".ics";
            case "image/jpeg" -> ".jpg";
            case "image/png" -> ".png";
            case "image/gif" -> ".gif";
            case "application/pdf" -> ".pdf";
            default -> "";
        };
    }
}
