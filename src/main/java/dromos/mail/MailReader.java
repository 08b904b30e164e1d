package dromos.mail;

import jakarta.mail.internet.MailDateFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mail as far as it can be read. Nothing that senders get wrong is an error: it is decoded by the best guess
 * and named among the {@link Mail#defects()}. Only limits are: MIME depth 30, 1,000 parts, 1,000 header lines or 256 kB
 * of headers in one block, 5 seconds. Large attachments stream by and are never held. Thread-safe.
 */
public final class MailReader {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int HELD_IN_MEMORY = 1024 * 1024;
    private static final int LONGEST_SUBJECT = 2_000;
    private static final int MOST_DEFECTS = 20;
    private static final List<String> DELIVERED_TO = List.of("Delivered-To", "X-Original-To", "Envelope-To");

    private final Duration longest;

    public MailReader() {
        this(LONGEST);
    }

    MailReader(Duration longest) {
        this.longest = longest;
    }

    /**
     * @throws UnreadableMail past one of the limits
     * @throws UncheckedIOException where the raw bytes cannot be read
     */
    public Mail read(RawMail raw) {
        var defects = new ArrayList<String>();
        var limit = new MimeScanner.TimeLimit(longest);
        try {
            var bytes = held(raw);
            var root = scan(bytes, defects, limit);
            try (var ranges = new RawRanges(bytes)) {
                Wrappings.unpack(root, ranges, defects, limit);
                var contents = Contents.of(root, subject(root.headers), ranges, defects, limit);
                return assemble(raw, root.headers, contents, defects);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the raw bytes of a mail cannot be read", e);
        }
    }

    /**
     * Opens the attachments of a mail.
     *
     * @throws UnreadableMail past one of the limits
     * @throws UncheckedIOException where the raw bytes cannot be read
     */
    public Attachments attachments(RawMail raw) {
        var defects = new ArrayList<String>();
        try {
            var limit = new MimeScanner.TimeLimit(longest);
            var root = scan(raw, defects, limit);
            try (var ranges = new RawRanges(raw)) {
                Wrappings.unpack(root, ranges, defects, limit);
            }
            return new Attachments(new RawRanges(raw), MimeLayout.of(root).attachments());
        } catch (IOException e) {
            throw new UncheckedIOException("the raw bytes of a mail cannot be read", e);
        }
    }

    private static MimePart scan(RawMail raw, List<String> defects, MimeScanner.TimeLimit limit) throws IOException {
        try (var stream = raw.open()) {
            return MimeScanner.scan(stream, defects, limit);
        }
    }

    /** Small mails are fetched once, large ones stream by again for their texts and for their attachments. */
    private static RawMail held(RawMail raw) throws IOException {
        if (raw.size() > HELD_IN_MEMORY) {
            return raw;
        }
        try (var stream = raw.open()) {
            return RawMail.of(stream.readAllBytes());
        }
    }

    private static Mail assemble(RawMail raw, Headers headers, Contents contents, List<String> defects) {
        var from = Addresses.parse(headers.first("From"));
        var to = addresses(headers, "To");
        var cc = addresses(headers, "Cc");
        var messageIds = MessageIdList.parse(headers.all("Message-ID"));
        if (headers.isEmpty()) {
            defects.add("no header field: this is hardly a mail");
        }
        if (from.isEmpty()) {
            defects.add(headers.has("From") ? "no address in the From field" : "no From field");
        }
        var date = date(headers.first("Date"));
        if (date == null) {
            defects.add(headers.has("Date") ? "a Date field that is not a date" : "no Date field");
        }
        if (messageIds.isEmpty()) {
            defects.add("no Message-ID");
        }
        var cut = contents.cut();
        var appointments = String.join("\n", contents.appointments());
        var text = contents.text().isBlank() || appointments.isEmpty()
                ? contents.text() + appointments
                : contents.text().stripTrailing() + "\n\n" + appointments;
        return new Mail(
                messageIds.isEmpty() ? null : messageIds.get(0),
                MessageIdList.parse(headers.all("In-Reply-To")),
                MessageIdList.parse(headers.all("References")),
                from.isEmpty() ? null : from.get(0),
                addresses(headers, "Reply-To"),
                to,
                cc,
                sentTo(headers, to, cc),
                subject(headers),
                date,
                text,
                contents.html(),
                contents.text().isBlank() ? appointments : cut.reply(),
                cut.quoted(),
                cut.signature(),
                contents.attachments(),
                headers,
                defects.stream().distinct().limit(MOST_DEFECTS).toList(),
                raw);
    }

    private static List<Address> addresses(Headers headers, String field) {
        return headers.all(field).stream()
                .flatMap(value -> Addresses.parse(value).stream())
                .limit(1_000)
                .toList();
    }

    private static List<Address> sentTo(Headers headers, List<Address> to, List<Address> cc) {
        var all = new ArrayList<Address>();
        DELIVERED_TO.forEach(field -> all.addAll(addresses(headers, field)));
        all.addAll(to);
        all.addAll(cc);
        var byAddress = new LinkedHashMap<String, Address>();
        all.forEach(address -> byAddress.putIfAbsent(address.address(), address));
        return List.copyOf(byAddress.values());
    }

    private static String subject(Headers headers) {
        var field = headers.first("Subject");
        return field == null ? "" : SafeText.line(EncodedWords.decode(field), LONGEST_SUBJECT);
    }

    private static @Nullable Instant date(@Nullable String field) {
        if (field == null || field.length() > 200) {
            return null;
        }
        try {
            return new MailDateFormat().parse(field).toInstant();
        } catch (java.text.ParseException | RuntimeException e) {
            return null;
        }
    }
}
