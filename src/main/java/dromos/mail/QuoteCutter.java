package dromos.mail;

import java.util.ArrayList;
import java.util.List;

/**
 * Separates what somebody wrote now from the history that his program quoted below (or above, or in between) and from
 * his signature. Forwarded content is content, not quote. Works line by line with the tables of {@link ReplyHeaders}
 * and {@link Signatures}. In doubt a line is kept: to lose a customer's words is worse than to keep a quote.
 */
public final class QuoteCutter {
    /** A quoted line of this length was likely broken by a program on the way, and the line below is its rest. */
    private static final int BROKEN_LENGTH = 65;

    /** Lines below an introduction within which a marked one makes it the introduction of marked quotes. */
    private static final int NEAR = 2;

    /**
     * @param reply what was written now
     * @param quoted the history with its introductory lines; empty where there was none
     * @param signature without its separator; empty where there was none
     */
    public record Cut(String reply, String quoted, String signature) {}

    private final List<String> lines;
    private final List<String> plain;
    private final boolean forwarded;
    private final boolean answer;
    private final boolean[] quoted;
    private int at;
    private String oddMark = "";
    private boolean written;
    private boolean marked;
    private boolean introduced;

    private QuoteCutter(String text, String subject) {
        lines = text.lines().toList();
        plain = lines.stream().map(ReplyHeaders::plain).toList();
        forwarded = ReplyHeaders.saysForward(subject);
        answer = ReplyHeaders.saysAnswer(subject);
        quoted = new boolean[lines.size()];
    }

    /** @param text lines separated by LF or CRLF */
    public static Cut cut(String text) {
        return cut(text, "");
    }

    /**
     * @param text lines separated by LF or CRLF
     * @param subject of the mail: where it says that the mail is a forwarded one, the header of a mail within the text
     *     begins content
     */
    public static Cut cut(String text, String subject) {
        return new QuoteCutter(text, subject).cut();
    }

    private Cut cut() {
        while (at < lines.size() && !isForward()) {
            if (isMarked(lines.get(at))) {
                marked = true;
                quote(1);
            } else if (!isIntroduced() && !isHistory()) {
                if (isRestOfQuote() || isForeignIntroduction()) {
                    quote(1);
                } else {
                    write(1);
                }
            }
        }
        return assemble();
    }

    /** Whether a mail that is passed on begins here. Within history it belongs to the history. */
    private boolean isForward() {
        boolean history = isMarked(lines.get(at)) && (marked || introduced);
        return !history && ReplyHeaders.isForwardAt(plain, at);
    }

    private void quote(int count) {
        for (int end = Math.min(lines.size(), at + count); at < end; at++) {
            quoted[at] = true;
        }
    }

    private void write(int count) {
        for (int end = at + count; at < end; at++) {
            written |= !plain.get(at).isEmpty() && !plain.get(at).endsWith(",");
        }
    }

    private boolean isMarked(String line) {
        return QuoteMarks.isMarked(line) || (!oddMark.isEmpty() && line.startsWith(oddMark));
    }

    /**
     * Quotes an introduction, and all that follows where no marks tell where the history ends. With nothing written
     * above, what follows without marks may be the answer itself, and is kept.
     */
    private boolean isIntroduced() {
        var introduction = ReplyHeaders.introductionAt(plain, at);
        if (introduction.lines() == 0) {
            return false;
        }
        int below = at + introduction.lines();
        below += below < lines.size() ? ReplyHeaders.headerAt(plain, below) : 0;
        oddMark = oddMark.isEmpty() ? QuoteMarks.oddMarkAt(lines, below) : oddMark;
        boolean marks = isQuoteNear(below);
        if (!marks && !introduction.certain()) {
            return false;
        }
        introduced = true;
        quote(marks || !written ? below - at : lines.size());
        return true;
    }

    /** Whether a marked line follows, perhaps below a word or two about what was left out. */
    private boolean isQuoteNear(int from) {
        int seen = 0;
        for (int i = from; i < lines.size() && seen < NEAR; i++) {
            if (isMarked(lines.get(i))) {
                return true;
            }
            seen += plain.get(i).isEmpty() ? 0 : 1;
        }
        return false;
    }

    /**
     * A separator or a block of header fields. With nothing above it is a mail that was passed on without a word,
     * unless the subject calls it an answer.
     */
    private boolean isHistory() {
        int header = forwarded ? 0 : ReplyHeaders.headerAt(plain, at);
        if (header == 0) {
            return false;
        }
        if (written || answer) {
            introduced = true;
            quote(isQuoteNear(at + header) ? header : lines.size());
        } else {
            write(header);
        }
        return true;
    }

    private boolean isRestOfQuote() {
        if (at == 0 || at + 1 >= lines.size() || plain.get(at).isEmpty() || !isMarked(lines.get(at + 1))) {
            return false;
        }
        var above = lines.get(at - 1).stripTrailing();
        char last = above.isEmpty() ? ' ' : above.charAt(above.length() - 1);
        return isMarked(above)
                && above.length() >= BROKEN_LENGTH
                && ".?!:;".indexOf(last) < 0
                && Character.isLowerCase(lines.get(at).stripLeading().charAt(0));
    }

    /** A line of its own that ends in a colon right above the first quote introduces it, in whatever language. */
    private boolean isForeignIntroduction() {
        return !marked
                && plain.get(at).endsWith(":")
                && at + 1 < lines.size()
                && isMarked(lines.get(at + 1))
                && (at == 0 || plain.get(at - 1).isEmpty());
    }

    private Cut assemble() {
        var reply = new ArrayList<String>();
        var history = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (quoted[i]) {
                history.append(lines.get(i)).append('\n');
            } else if (!closesGap(i, reply)) {
                reply.add(lines.get(i));
            }
        }
        if (isDoubtful(reply)) {
            return new Cut(String.join("\n", lines).strip(), "", "");
        }
        var signed = Signatures.takeOff(reply);
        var words = new StringBuilder();
        signed.lines().forEach(line -> words.append(line.stripTrailing()).append('\n'));
        return new Cut(words.toString().strip(), history.toString().stripTrailing(), signed.signature());
    }

    /** Where a quote is cut out between two blank lines, one of them is enough. */
    private boolean closesGap(int index, List<String> reply) {
        return index > 0
                && quoted[index - 1]
                && lines.get(index).isBlank()
                && (reply.isEmpty() || reply.get(reply.size() - 1).isBlank());
    }

    /** Whether nothing was written although no marked and introduced quote says so. */
    private boolean isDoubtful(List<String> reply) {
        return !answer && !(marked && introduced) && reply.stream().allMatch(String::isBlank);
    }
}
