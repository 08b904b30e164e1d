package dromos.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Separates what somebody wrote now from the history that his program quoted below (or above, or in between) and from
 * his signature. Forwarded content is content, not quote. Works line by line with the tables of {@link ReplyHeaders}.
 */
public final class QuoteCutter {
    private static final int LONGEST_SIGNATURE = 15;

    /**
     * @param reply what was written now
     * @param quoted the history with its introductory lines; empty where there was none
     * @param signature without its separator; empty where there was none
     */
    public record Cut(String reply, String quoted, String signature) {}

    private enum Kind {
        WRITTEN,
        QUOTED
    }

    private QuoteCutter() {}

    /** @param text lines separated by LF or CRLF */
    public static Cut cut(String text) {
        var lines = text.lines().toList();
        var plain = lines.stream().map(ReplyHeaders::plain).toList();
        var kinds = new ArrayList<Kind>(lines.size());
        int i = 0;
        while (i < lines.size()) {
            int header = ReplyHeaders.introductionAt(plain, i);
            if (header > 0) {
                add(kinds, Kind.QUOTED, header);
                i += header;
                if (!quoteFollows(lines, i)) {
                    add(kinds, Kind.QUOTED, lines.size() - i);
                    i = lines.size();
                }
            } else if (ReplyHeaders.isHistoryAt(plain, i) && !isForwarded(plain, i)) {
                add(kinds, Kind.QUOTED, lines.size() - i);
                i = lines.size();
            } else {
                boolean quoted = isQuote(lines.get(i)) || introducesQuote(lines, i);
                kinds.add(quoted ? Kind.QUOTED : Kind.WRITTEN);
                i++;
            }
        }
        return assemble(lines, kinds);
    }

    private static void add(List<Kind> kinds, Kind kind, int times) {
        for (int i = 0; i < times; i++) {
            kinds.add(kind);
        }
    }

    private static Cut assemble(List<String> lines, List<Kind> kinds) {
        var reply = new ArrayList<String>();
        var quoted = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (kinds.get(i) == Kind.WRITTEN) {
                reply.add(lines.get(i).stripTrailing());
            } else {
                quoted.append(lines.get(i)).append('\n');
            }
        }
        int signature = signatureStart(reply);
        var written = String.join("\n", reply.subList(0, signature)).strip();
        var signed = signature == reply.size() ? "" : String.join("\n", reply.subList(signature, reply.size()));
        return new Cut(written, quoted.toString().stripTrailing(), withoutSeparator(signed));
    }

    private static boolean isQuote(String line) {
        var stripped = line.stripLeading();
        return stripped.startsWith(">") && line.length() - stripped.length() < 4;
    }

    /** A line of its own that ends in a colon right above a quote introduces it, in whatever language. */
    private static boolean introducesQuote(List<String> lines, int at) {
        return lines.get(at).stripTrailing().endsWith(":")
                && at + 1 < lines.size()
                && isQuote(lines.get(at + 1))
                && (at == 0 || lines.get(at - 1).isBlank());
    }

    private static boolean quoteFollows(List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && lines.get(i).isBlank()) {
            i++;
        }
        return i < lines.size() && isQuote(lines.get(i));
    }

    /** Whether the header block at the line is that of a forwarded mail, which is content. */
    private static boolean isForwarded(List<String> plain, int at) {
        for (int i = at; i >= Math.max(0, at - 3); i--) {
            if (ReplyHeaders.isForwardMark(plain.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Index of the line that begins the signature, or the number of lines where there is none. */
    private static int signatureStart(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            var line = lines.get(i);
            if (line.equals("--") && lines.size() - i <= 2 * LONGEST_SIGNATURE) {
                return i;
            }
        }
        int last = lines.size() - 1;
        while (last >= 0 && lines.get(last).isBlank()) {
            last--;
        }
        return last >= 0 && isDeviceNote(lines.get(last)) ? last : lines.size();
    }

    private static boolean isDeviceNote(String line) {
        var lower = line.strip().toLowerCase(Locale.ROOT);
        return lower.length() < 80 && ReplyHeaders.DEVICE_NOTES.stream().anyMatch(lower::startsWith);
    }

    private static String withoutSeparator(String signature) {
        return signature.startsWith("--\n")
                ? signature.substring(3).strip()
                : signature.strip().equals("--") ? "" : signature.strip();
    }
}
