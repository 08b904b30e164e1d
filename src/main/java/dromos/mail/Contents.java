package dromos.mail;

import java.io.IOException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private static final int LONGEST_CALENDAR = 256 * 1024;
    private static final int MOST_APPOINTMENTS = 5;

    /** @param subject of the mail, decoded */
    static Contents of(MimePart root, String subject, RawRanges raw, List<String> defects, MimeScanner.TimeLimit limit)
            throws IOException {
        var layout = MimeLayout.of(root);
        var readings = new BodyReader(raw, subject, defects, limit).read(layout.texts());
        var attachments = new ArrayList<Attachment>();
        for (var part : layout.attachments()) {
            attachments.add(attachment(attachments.size(), part, raw, defects, limit));
        }
        var text = readings.stream().map(BodyReader.Reading::text).collect(Collectors.joining("\n"));
        return new Contents(
                text,
                readings.stream().anyMatch(BodyReader.Reading::html),
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
    private static QuoteCutter.Cut cut(List<BodyReader.Reading> readings, String subject) {
        var written = readings.stream().map(BodyReader.Reading::written).collect(Collectors.joining("\n"));
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
        Transfer.check(part, size, defects);
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
