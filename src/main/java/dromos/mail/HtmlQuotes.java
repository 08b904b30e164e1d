package dromos.mail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.Elements;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/**
 * Takes the history and the signature out of an HTML mail by the elements that mail programs wrap them in, and by the
 * words of {@link ReplyHeaders} on its lines. A quote with written text below it stays where it is, since somebody
 * answered between the lines; as text it stands behind {@code >}. A mail that was passed on is content and stays; and
 * where nothing would remain, everything does.
 */
final class HtmlQuotes {
    /** Classes and ids of elements that hold a quote, besides blockquote. */
    static final Set<String> QUOTES = Set.of(
            "gmail_quote",
            "gmail_quote_container",
            "yahoo_quoted",
            "protonmail_quote",
            "tutanota_quote",
            "zmail_extra",
            "ms-outlook-mobile-reference-message",
            "isReplyContent",
            "mail_quote",
            "mailspring-quote",
            "front-blockquote",
            "quotedHTML");

    /** Classes and ids of elements that stand above the history, which then goes on to the end. */
    static final Set<String> HEADERS = Set.of(
            "divRplyFwdMsg",
            "x_divRplyFwdMsg",
            "appendonsend",
            "OLK_SRC_BODY_SECTION",
            "OutlookMessageHeader",
            "mail-editor-reference-message-container");

    /** Classes and ids of elements that introduce a quote, in whatever language. */
    static final Set<String> INTRODUCTIONS =
            Set.of("gmail_attr", "moz-cite-prefix", "moz-email-headers-table", "reply-intro");

    /** The colours of the line that Outlook draws above its header block. */
    private static final List<String> RULES = List.of("#b5c4df", "#e1e1e1", "rgb(181,196,223)", "rgb(225,225,225)");

    private static final Evaluator SIGNATURES =
            QueryParser.parse(".gmail_signature, [data-smartmail=gmail_signature], .moz-signature,"
                    + " #Signature, #x_Signature, #AppleMailSignature, #x_AppleMailSignature, #ms-outlook-mobile-signature,"
                    + " #x_ms-outlook-mobile-signature, .acompli_signature, signature, .protonmail_signature_block,"
                    + " .tutanota_signature, #ymail_android_signature, #yahoo_signature, .yahoo-signature, .zmail_signature,"
                    + " #mobile_signature, #composer_signature, .mailspring-signature, .front-signature");

    private static final String PICTURE = "[]";
    private static final int LONGEST_SIGNATURE = 1_500;
    private static final int MOST_SIGNATURE_LINES = 12;

    /** Nobody signs as often; to look for each of them on a page that is full of them would take long. */
    private static final int MOST_SIGNATURES = 20;

    private static final int MOST_INTRODUCTION_LINES = 5;

    /**
     * @param history as text; empty where nothing was taken
     * @param signature as text; empty where nothing was taken
     */
    record Removed(String history, String signature) {}

    private final List<HtmlLine> lines;
    private final List<String> plain;
    private final boolean forwarded;

    private HtmlQuotes(List<HtmlLine> lines, boolean forwarded) {
        this.lines = lines;
        this.plain = lines.stream().map(HtmlLine::plain).toList();
        this.forwarded = forwarded;
    }

    /**
     * Takes history and signature out of the document.
     *
     * @param subject of the mail: where it calls the mail a forwarded one, a header within is that of content
     */
    static Removed removeFrom(Document document, String subject) {
        var history = removeHistory(document, subject);
        return new Removed(history, removeSignature(document));
    }

    /** @return the history as text; empty where nothing was taken */
    static String removeHistory(Document document, String subject) {
        var lines = HtmlLine.of(document.body());
        var quotes = new HtmlQuotes(lines, ReplyHeaders.saysForward(subject));
        int start = quotes.startOfHistory();
        return quotes.isWrittenBefore(start) && start < lines.size()
                ? remove(lines.get(start).first())
                : "";
    }

    /** Whether the element only indents, as the button of that name does, and quotes nobody. */
    static boolean isIndentation(Element blockquote) {
        var style = styleOf(blockquote);
        return !blockquote.hasAttr("type")
                && !blockquote.hasAttr("cite")
                && blockquote.className().indexOf("quote") < 0
                && style.contains("40px")
                && (style.contains("border:none") || style.contains("border:medium") || style.contains("border:0"));
    }

    /** Whether Outlook's line is drawn above the element. */
    static boolean isOutlookRule(Element element) {
        var style = styleOf(element);
        int at = style.indexOf("border-top:");
        if (at < 0) {
            return false;
        }
        int end = style.indexOf(';', at);
        var border = end < 0 ? style.substring(at) : style.substring(at, end);
        return border.contains("solid") && RULES.stream().anyMatch(border::contains);
    }

    private static String styleOf(Element element) {
        return element.attr("style").replace(" ", "").toLowerCase(Locale.ROOT);
    }

    /** Index of the line that begins the history, or the number of lines where there is none to take. */
    private int startOfHistory() {
        boolean written = false;
        for (int i = 0; i < lines.size(); i++) {
            if (isForwardAt(i)) {
                return lines.size();
            }
            if (written && isHistoryAt(i)) {
                return above(i);
            }
            written |= lines.get(i).isWritten();
        }
        return startOfLastQuote();
    }

    private boolean isForwardAt(int index) {
        if (!ReplyHeaders.isForwardMark(plain.get(index))) {
            return false;
        }
        int below = index + 1;
        while (below < lines.size() && lines.get(below).isBlank()) {
            below++;
        }
        return ReplyHeaders.isForwardAt(plain, index)
                || (below < lines.size() && lines.get(below).quote());
    }

    private boolean isHistoryAt(int index) {
        if (lines.get(index).quote()) {
            return false;
        }
        if (isHeader(index) || ReplyHeaders.isHistoryAt(plain, index)) {
            return !forwarded;
        }
        var introduction = ReplyHeaders.introductionAt(plain, index);
        return introduction.certain() && !isQuoteBelow(index + introduction.lines());
    }

    private boolean isHeader(int index) {
        return switch (lines.get(index).kind()) {
            case HEADER -> true;
            case RULE -> isFieldBelow(index + 1);
            default -> false;
        };
    }

    private boolean isFieldBelow(int from) {
        int i = from;
        while (i < lines.size() && lines.get(i).isBlank()) {
            i++;
        }
        return i < lines.size() && ReplyHeaders.isField(plain.get(i));
    }

    private boolean isQuoteBelow(int from) {
        int i = from;
        while (i < lines.size() && lines.get(i).isBlank()) {
            i++;
        }
        return i < lines.size() && lines.get(i).quote();
    }

    /** Where the quotes begin with which the mail ends, or the number of lines where something is written below. */
    private int startOfLastQuote() {
        int last = lines.size() - 1;
        while (last >= 0 && !lines.get(last).quote()) {
            last--;
        }
        return last >= 0 && isOnlySigned(last + 1) ? above(last) : lines.size();
    }

    /** Whether a signature is all that stands below. */
    private boolean isOnlySigned(int from) {
        var text = lines.subList(from, lines.size()).stream()
                .map(line -> line.kind() == HtmlLine.Kind.PICTURE
                        ? PICTURE
                        : line.text().strip())
                .toList();
        return Signatures.isAll(text);
    }

    /** Goes up over further quotes and over the lines that introduce them. */
    private int above(int from) {
        int start = from;
        while (true) {
            int end = start;
            while (end > 0 && lines.get(end - 1).isBlank()) {
                end--;
            }
            int taken = end == 0 ? 0 : linesOfIntroductionAbove(end, from);
            if (taken == 0) {
                return start;
            }
            start = end - taken;
        }
    }

    private int linesOfIntroductionAbove(int end, int from) {
        var line = lines.get(end - 1);
        var text = plain.get(end - 1);
        boolean dated = Dates.hasDay(text) || Dates.hasTime(text) || text.indexOf('@') >= 0;
        boolean telling = text.endsWith(":") && lines.get(from).quote() && dated;
        for (int taken = 1; taken <= Math.min(MOST_INTRODUCTION_LINES, end); taken++) {
            if (ReplyHeaders.introductionAt(plain, end - taken).lines() == taken) {
                return taken;
            }
        }
        boolean field = !lines.get(from).quote() && ReplyHeaders.isField(text);
        boolean rule = !lines.get(from).quote() && ReplyHeaders.isDrawn(text);
        return line.quote() || line.kind() == HtmlLine.Kind.INTRODUCTION || telling || field || rule ? 1 : 0;
    }

    private boolean isWrittenBefore(int end) {
        return lines.subList(0, end).stream().anyMatch(HtmlLine::isWritten);
    }

    /** Takes out the node and whatever follows it in the order of the document. */
    private static String remove(Node first) {
        var doomed = new ArrayList<Node>();
        doomed.add(first);
        for (Node node = first; node != null && !node.nodeName().equals("body"); node = node.parent()) {
            for (var next = node.nextSibling(); next != null; next = next.nextSibling()) {
                doomed.add(next);
            }
        }
        var removed = new Element("div");
        doomed.forEach(removed::appendChild);
        return HtmlText.of(removed);
    }

    private static boolean isOutermost(Element element, Set<Element> signatures) {
        for (var parent = element.parent(); parent != null; parent = parent.parent()) {
            if (signatures.contains(parent) || parent.normalName().equals("blockquote")) {
                return false;
            }
        }
        return true;
    }

    /** Some people write their whole letter within the element of the signature. */
    private static boolean isSignature(Element element) {
        if (element.text().length() > LONGEST_SIGNATURE) {
            return false;
        }
        var text = HtmlText.of(element).lines().filter(line -> !line.isBlank()).toList();
        return text.size() <= MOST_SIGNATURE_LINES && text.stream().noneMatch(Signatures::isProse);
    }

    private static String removeSignature(Document document) {
        var signatures = new Elements();
        Set<Element> known = Collections.newSetFromMap(new IdentityHashMap<>());
        int length = 0;
        for (var found : document.select(SIGNATURES)) {
            if (isOutermost(found, known) && isSignature(found)) {
                known.add(found);
                signatures.add(found);
                length += found.text().length();
            }
            if (signatures.size() == MOST_SIGNATURES) {
                break;
            }
        }
        if (document.body().text().strip().length() <= length + signatures.size()) {
            return "";
        }
        var text = new StringBuilder();
        signatures.forEach(signature -> text.append(HtmlText.of(signature)).append('\n'));
        signatures.remove();
        return text.toString().strip();
    }
}
