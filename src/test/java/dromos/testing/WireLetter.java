package dromos.testing;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A letter as its bytes go over the wire, read strictly by RFC 5322 and 2046 and without a line of Dromos, so that
 * whatever a stranger smuggled into it shows up as a violation.
 */
public final class WireLetter {
    private static final Set<String> OF_A_LETTER = Set.of(
            "date",
            "from",
            "reply-to",
            "to",
            "subject",
            "message-id",
            "in-reply-to",
            "references",
            "mime-version",
            "content-type",
            "x-dromos-loop",
            "auto-submitted",
            "x-auto-response-suppress");
    private static final Set<String> OF_A_PART =
            Set.of("content-type", "content-transfer-encoding", "content-disposition", "content-id");
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"([^\"\\r\\n]+)\"");
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]+):[ \\r].*", Pattern.DOTALL);

    private final List<String> violations = new ArrayList<>();
    private final List<String> leaves = new ArrayList<>();

    private WireLetter(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        lines(text);
        entity(text, OF_A_LETTER);
    }

    public static WireLetter of(byte[] bytes) {
        return new WireLetter(bytes);
    }

    /** As {@link SmtpSink} dumped it: LF for line ends, and its own fields on top, the last of which is Received. */
    public static WireLetter ofDump(String dump) {
        int own = dump.indexOf("\nReceived: ") + 1;
        var letter = dump.substring(own).split("\n(?![ \t])", 2)[1];
        return of(letter.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What is not clean, in words; empty for a clean letter. */
    public List<String> violations() {
        return violations;
    }

    /** Content-Type fields of the parts that hold no other parts, in their order. */
    public List<String> leaves() {
        return leaves;
    }

    private void lines(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean bareReturn = letter == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
            boolean bareFeed = letter == '\n' && (i == 0 || text.charAt(i - 1) != '\r');
            if (bareReturn || bareFeed || letter == 0) {
                violations.add("byte " + (int) letter + " at " + i);
            }
        }
        Arrays.stream(text.split("\r\n", -1))
                .filter(line -> line.length() > 998)
                .forEach(line -> violations.add("a line of " + line.length() + " octets"));
    }

    private void entity(String text, Set<String> allowed) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            violations.add("a header block without end");
            return;
        }
        var fields = fields(text.substring(0, end), allowed);
        var type = fields.getOrDefault("content-type", "");
        if (type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            multipart(type, text.substring(end + 2));
        } else {
            leaves.add(type);
        }
    }

    private Map<String, String> fields(String block, Set<String> allowed) {
        var fields = new TreeMap<String, String>();
        for (String field : block.split("\r\n(?![ \t])", -1)) {
            var matcher = FIELD.matcher(field);
            var name = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : field;
            if (!allowed.contains(name)) {
                violations.add("a field that is not ours: " + field);
            } else if (fields.put(name, field.substring(name.length() + 1).strip()) != null) {
                violations.add("a field that comes twice: " + field);
            }
            value(field);
        }
        return fields;
    }

    private void value(String field) {
        if (Arrays.stream(field.split("\r\n", -1)).anyMatch(String::isBlank)) {
            violations.add("a blank line within a field: " + field);
        }
        try {
            var text = new String(field.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            var decoded = MimeUtility.decodeText(MimeUtility.unfold(text));
            if (decoded.chars()
                    .anyMatch(letter -> (letter < 32 && letter != '\t') || (letter >= 0x7f && letter < 0xa0))) {
                violations.add("control characters in what a reader decodes: " + field);
            }
        } catch (UnsupportedEncodingException foreign) {
            violations.add("an encoded word of a stranger: " + field);
        }
    }

    private void multipart(String type, String body) {
        var boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) {
            violations.add("no boundary: " + type);
            return;
        }
        var delimiter = "\r\n--" + boundary.group(1);
        int close = body.indexOf(delimiter + "--\r\n");
        if (close < 0) {
            violations.add("no end of " + type);
            return;
        }
        var parts = body.substring(0, close).split(Pattern.quote(delimiter + "\r\n"), -1);
        for (int i = 1; i < parts.length; i++) {
            entity(parts[i], OF_A_PART);
        }
        if (!parts[0].isBlank() || body.indexOf(delimiter, close + 2) >= 0) {
            violations.add("text outside the parts of " + type);
        }
    }
}
