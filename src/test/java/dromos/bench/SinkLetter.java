package dromos.bench;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One letter as the SMTP server that took it wrote it down; read without a line of Dromos.
 *
 * @param tag the case's, as in the subject; empty where there is none
 * @param envelopeFrom empty for the null reverse-path
 * @param bytes without what the sink put on top
 */
@SuppressWarnings("ArrayRecordComponent")
record SinkLetter(
        String recipient,
        String envelopeFrom,
        String messageId,
        String inReplyTo,
        String replyTo,
        String subject,
        String tag,
        byte[] bytes) {
    private static final Pattern TAG = Pattern.compile("\\[([A-Z]+-\\d+-[0-9A-Z]{8})\\]");
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";\\s]+)");

    /** Reads all dumps of a folder, oldest first; one cut off in the middle is left out. */
    static List<SinkLetter> readAll(Path folder) throws IOException {
        return readNew(folder, new HashSet<>());
    }

    /** Reads the dumps that are not known yet, and adds them to the known ones. */
    static List<SinkLetter> readNew(Path folder, Set<Path> known) throws IOException {
        List<SinkLetter> letters = new ArrayList<>();
        for (Path dump : dumps(folder)) {
            SinkLetter letter = known.add(dump) ? read(Files.readAllBytes(dump)) : null;
            if (letter != null) {
                letters.add(letter);
            }
        }
        return letters;
    }

    /** The files of letters that the sink wrote. */
    static List<Path> dumps(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("mail."))
                    .sorted()
                    .toList();
        }
    }

    private static @Nullable SinkLetter read(byte[] dump) {
        try {
            var headers = new InternetHeaders(new ByteArrayInputStream(dump), true);
            String id = value(headers, "Message-ID");
            if (id.isEmpty() || !isWhole(dump, headers)) {
                return null;
            }
            String subject = value(headers, "Subject").replaceAll("\\r?\\n\\s*", " ");
            subject = jakarta.mail.internet.MimeUtility.decodeText(subject);
            Matcher tag = TAG.matcher(subject);
            return new SinkLetter(
                    bare(value(headers, "X-Rcpt-Args")),
                    bare(value(headers, "X-Mail-Args")),
                    bare(id),
                    bare(value(headers, "In-Reply-To")),
                    value(headers, "Reply-To").isEmpty() ? value(headers, "From") : value(headers, "Reply-To"),
                    subject,
                    tag.find() ? tag.group(1) : "",
                    mail(dump));
        } catch (MessagingException | java.io.UnsupportedEncodingException broken) {
            throw new IllegalStateException("the sink holds a letter that cannot be read", broken);
        }
    }

    /** A letter whose sender died in the middle of it has no last boundary. */
    private static boolean isWhole(byte[] dump, InternetHeaders headers) {
        Matcher boundary = BOUNDARY.matcher(value(headers, "Content-Type"));
        String end = new String(
                dump, Math.max(0, dump.length - 200), Math.min(200, dump.length), StandardCharsets.ISO_8859_1);
        return !boundary.find() || end.contains("--" + boundary.group(1) + "--");
    }

    private static String value(InternetHeaders headers, String name) {
        String[] values = headers.getHeader(name);
        return values == null ? "" : values[0].strip();
    }

    /** What stands between angle brackets. */
    private static String bare(String value) {
        int open = value.indexOf('<');
        int close = value.indexOf('>', open + 1);
        return open < 0 || close < 0 ? value : value.substring(open + 1, close);
    }

    /** The letter without the sink's own lines, the last of which is its Received field. */
    private static byte[] mail(byte[] dump) {
        String text = new String(dump, StandardCharsets.ISO_8859_1);
        int start = 0;
        boolean own = true;
        while (own) {
            int end = text.indexOf('\n', start) + 1;
            String line = text.substring(start, end);
            own = line.startsWith("X-Client-")
                    || line.startsWith("X-Helo-Args:")
                    || line.startsWith("X-Mail-Args:")
                    || line.startsWith("X-Rcpt-Args:")
                    || line.startsWith("Received:")
                    || line.startsWith("\t")
                    || line.startsWith(" ");
            start = own ? end : start;
        }
        return Arrays.copyOfRange(dump, start, dump.length);
    }

    boolean isTo(String address) {
        return recipient.equals(address);
    }

    String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
