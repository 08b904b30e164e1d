package dromos.app;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Lines of at most 100 columns, without colours; what a stranger wrote cannot move the cursor. */
final class Console {
    private static final int WIDTH = 100;
    private static final Pattern WORDS = Pattern.compile("\\s+");
    private static final Pattern INSTANT = Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final PrintWriter out;

    Console(PrintWriter out) {
        this.out = out;
    }

    /** {@code 09:15:02 IN    [DR-10001-7K3QX2MZ] words}, and the words that do not fit below them. */
    synchronized void line(Instant at, String label, String tag, String words) {
        var readable = INSTANT.matcher(words).replaceAll(instant -> TIME.format(Instant.parse(instant.group())));
        wrapped("%s %-5s [%s] ".formatted(TIME.format(at), label, tag), readable);
    }

    /** A line without a case. */
    synchronized void note(String label, String words) {
        wrapped("%s %-5s ".formatted(TIME.format(Instant.now()), label), words);
    }

    synchronized void text(String text) {
        out.println(text);
    }

    private void wrapped(String start, String words) {
        var line = new StringBuilder(start);
        boolean isEmpty = true;
        for (var word : WORDS.split(words.replaceAll("\\p{C}", " ").strip(), -1)) {
            if (!isEmpty && line.length() + word.length() > WIDTH) {
                out.println(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(start.length()));
            }
            line.append(word).append(' ');
            isEmpty = false;
        }
        out.println(line.toString().stripTrailing());
    }
}
