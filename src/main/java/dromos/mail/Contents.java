package dromos.mail;

import java.io.IOException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The decoded contents of a mail.
 *
 * @param html whether the text was made of HTML
 * @param cut the text without history and signature
 * @param appointments what its calendar parts say, in a line each
 * @param attachments what there is to know of them
 */
record Contents(
        String text, boolean html, QuoteCutter.Cut cut, List<String> appointments, List<Attachment> attachments) {
    private static final int LONGEST_TEXT = 1024 * 1024;
    private static final int LONGEST_CALENDAR = 256 * 1024;
    private static final int MOST_APPOINTMENTS = 5;
    private static final String CUT = "a text of more than " + LONGEST_TEXT / 1024 + " kB, cut there";

    /**
     * One alternative made readable.
     *
     * @param written the text without what HTML marks as history or signature
     */
    private record Reading(String text, boolean html, String written, HtmlQuotes.Removed removed) {
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

    private static final HtmlQuotes.Removed NOTHING = new HtmlQuotes.Removed("", "");

    /** @param subject of the mail, decoded */
    static Contents of(MimePart root, String subject, RawRanges raw, List<String> defects, MimeScanner.TimeLimit limit)
            throws IOException {
        var layout = MimeLayout.of(root);
        var readings = new ArrayList<Reading>();
        int length = 0;
        for (var alternatives : layout.texts()) {
            limit.check();
            if (length > LONGEST_TEXT) {
                defects.add(CUT);
                break;
            }
            var readable = best(alternatives, subject, raw, defects);
            if (!readable.text().isBlank()) {
                readings.add(readable);
                length += readable.text().length();
            }
        }
        var attachments = new ArrayList<Attachment>();
        for (var part : layout.attachments()) {
            attachments.add(attachment(attachments.size(), part, raw, defects, limit));
        }
        var text = readings.stream().map(Reading::text).collect(Collectors.joining("\n"));
        return new Contents(
                text,
                readings.stream().anyMatch(Reading::html),
                cut(readings, subject),
                appointments(layout.attachments(), raw, limit),
                attachments);
    }

    private static List<String> appointments(List<MimePart> parts, RawRanges raw, MimeScanner.TimeLimit limit)
            throws IOException {
        var appointments = new LinkedHashSet<String>();
        for (var part : parts) {
            if (part.type().equals("text/calendar") && appointments.size() < MOST_APPOINTMENTS) {
                limit.check();
                appointments.addAll(Appointments.summaries(calendar(part, raw)));
            }
        }
        return List.copyOf(appointments);
    }

    private static String calendar(MimePart part, RawRanges raw) throws IOException {
        try (var stream = raw.open(part)) {
            var label = part.contentType.get("charset");
            return Charsets.decode(stream.readNBytes(LONGEST_CALENDAR), label == null ? "utf-8" : label, defect -> {});
        }
    }

    /** What the HTML marks as history and signature, and what the words of the rest tell to be so. */
    private static QuoteCutter.Cut cut(List<Reading> readings, String subject) {
        var written = readings.stream().map(Reading::written).collect(Collectors.joining("\n"));
        var cut = QuoteCutter.cut(written, subject);
        return new QuoteCutter.Cut(
                cut.reply(),
                joined(cut.quoted(), readings.stream().map(reading -> reading.removed()
                        .history())),
                joined(cut.signature(), readings.stream().map(reading -> reading.removed()
                        .signature())));
    }

    private static String joined(String first, Stream<String> others) {
        return Stream.concat(Stream.of(first), others)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static Reading best(List<MimePart> alternatives, String subject, RawRanges raw, List<String> defects)
            throws IOException {
        var best = Reading.plain("");
        for (var part : alternatives) {
            if (best.text().isBlank()) {
                best = readable(part, subject, raw, defects);
            }
        }
        return best;
    }

    private static Reading readable(MimePart part, String subject, RawRanges raw, List<String> defects)
            throws IOException {
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
        return html ? Reading.html(text, subject) : Reading.plain(plain(text, part));
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
