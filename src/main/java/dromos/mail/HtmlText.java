package dromos.mail;

import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeVisitor;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/**
 * Turns HTML into text that reads well: blocks and rows on lines of their own, list items with dashes, links followed
 * by their target, quotations behind {@code >}. Scripts, styles and hidden elements are dropped.
 */
final class HtmlText implements NodeVisitor {
    /** Beyond these the parser's time grows with the square of the input; nothing that people read needs as many. */
    private static final int DEEPEST = 100;

    private static final Evaluator UNSEEN =
            QueryParser.parse("script, style, head, noscript, template, [style~=(?i)display\\s*:\\s*none]");

    private static final int MOST_TABLES = 2_000;

    private final StringBuilder text = new StringBuilder();
    private int quotes;
    private int preformatted;
    private boolean lineEmpty = true;
    private boolean blankPending;
    private int linkStart;

    private HtmlText() {}

    /** The page without what nobody sees; null where it is too hostile to be parsed. */
    static @Nullable Document parse(String html) {
        if (count(html, "<table") > MOST_TABLES) {
            return null;
        }
        var document = Parser.htmlParser().setMaxDepth(DEEPEST).parseInput(html, "");
        document.select(UNSEEN).remove();
        return document;
    }

    static String of(Element element) {
        var visitor = new HtmlText();
        element.traverse(visitor);
        return tidy(visitor.text);
    }

    /** The page without its tags, for what cannot be parsed. */
    static String bare(String html) {
        return tidy(withoutTags(html));
    }

    private static int count(String text, String wanted) {
        int count = 0;
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
            count += text.regionMatches(true, at, wanted, 0, wanted.length()) ? 1 : 0;
        }
        return count;
    }

    private static CharSequence withoutTags(String html) {
        var text = new StringBuilder();
        boolean tag = false;
        for (int i = 0; i < html.length(); i++) {
            char letter = html.charAt(i);
            if (letter == '<') {
                text.append(tag ? "" : " ");
            } else if (!tag && letter != '>') {
                text.append(letter);
            }
            tag = letter == '<' || (tag && letter != '>');
        }
        return text;
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode textNode) {
            append(textNode.getWholeText());
        } else if (node instanceof Element element) {
            open(element);
        }
    }

    private void open(Element element) {
        switch (element.normalName()) {
            case "br" -> newLine();
            case "hr" -> {
                freshLine();
                append("--------");
                freshLine();
            }
            case "li" -> {
                freshLine();
                append("- ");
            }
            case "blockquote" -> {
                freshLine();
                quotes += HtmlQuotes.isIndentation(element) ? 0 : 1;
            }
            case "pre", "textarea" -> {
                freshLine();
                preformatted++;
            }
            case "td", "th" -> blankPending = !lineEmpty;
            case "a" -> linkStart = text.length();
            case "img" -> image(element);
            case "p" -> {
                freshLine();
                paragraph();
            }
            default -> {
                if (element.isBlock()) {
                    freshLine();
                }
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return;
        }
        switch (element.normalName()) {
            case "br", "hr", "td", "th", "img" -> {}
            case "blockquote" -> {
                freshLine();
                quotes -= HtmlQuotes.isIndentation(element) ? 0 : 1;
            }
            case "pre", "textarea" -> {
                freshLine();
                preformatted--;
            }
            case "a" -> link(element);
            case "p", "h1", "h2", "h3", "h4", "h5", "h6" -> {
                freshLine();
                paragraph();
            }
            default -> {
                if (element.isBlock()) {
                    freshLine();
                }
            }
        }
    }

    private void image(Element element) {
        var description = element.attr("alt").strip();
        if (!description.isEmpty()) {
            append("[" + description + "]");
        }
    }

    /** A link's target is told where the text does not tell it already. */
    private void link(Element element) {
        var target = element.attr("href").strip();
        var lower = target.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http:") && !lower.startsWith("https:") && !lower.startsWith("mailto:")) {
            return;
        }
        var shown = text.substring(Math.min(linkStart, text.length())).strip();
        var bare = target.substring(target.indexOf(':') + 1).replace("//", "");
        bare = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
        if (!shown.isEmpty() && !shown.contains(bare)) {
            append(" <" + SafeText.line(target, 1_000) + ">");
        }
    }

    private void append(String written) {
        for (int i = 0; i < written.length(); i++) {
            char letter = written.charAt(i);
            boolean blank = letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t' || letter == '\f';
            if (preformatted > 0 && letter == '\n') {
                newLine();
            } else if (blank && preformatted == 0) {
                blankPending |= !lineEmpty;
            } else if (letter != '\r') {
                put(letter == '\u00a0' ? ' ' : letter);
            }
        }
    }

    private void put(char letter) {
        if (lineEmpty) {
            text.append("> ".repeat(Math.min(quotes, 20)));
        }
        if (blankPending) {
            text.append(' ');
        }
        blankPending = false;
        lineEmpty = false;
        text.append(letter);
    }

    private void freshLine() {
        if (!lineEmpty) {
            newLine();
        }
    }

    private void paragraph() {
        if (text.length() > 1 && text.charAt(text.length() - 2) != '\n') {
            newLine();
        }
    }

    private void newLine() {
        if (lineEmpty && quotes > 0) {
            text.append(">".repeat(Math.min(quotes, 20)));
        }
        text.append('\n');
        lineEmpty = true;
        blankPending = false;
    }

    /** Cuts blanks at line ends and more than one empty line in a row. */
    private static String tidy(CharSequence text) {
        var tidy = new StringBuilder(text.length());
        int empty = 0;
        for (String line : text.toString().split("\n", -1)) {
            var stripped = line.stripTrailing();
            empty = stripped.isEmpty() ? empty + 1 : 0;
            if (empty < 2) {
                tidy.append(stripped).append('\n');
            }
        }
        return tidy.toString().strip();
    }
}
