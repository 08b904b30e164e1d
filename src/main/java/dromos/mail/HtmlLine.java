package dromos.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * What stands on one line of an HTML page: a text, or a whole quote, or an element that mail programs put there for a
 * purpose.
 *
 * @param first the node that it begins with
 * @param text with plain blanks; empty for anything but text
 */
record HtmlLine(Kind kind, Node first, String text) {
    enum Kind {
        TEXT,
        PICTURE,
        QUOTE,
        /** Introduces a quote, by its class. */
        INTRODUCTION,
        /** Stands above the history, by its class. */
        HEADER,
        /** The line that Outlook draws. */
        RULE
    }

    static List<HtmlLine> of(Element body) {
        var reader = new Reader();
        body.filter(reader);
        reader.end();
        return reader.lines;
    }

    boolean quote() {
        return kind == Kind.QUOTE;
    }

    boolean isWritten() {
        return kind == Kind.PICTURE || (kind == Kind.TEXT && !text.isBlank());
    }

    boolean isBlank() {
        return kind == Kind.TEXT && text.isBlank();
    }

    /** As {@link ReplyHeaders#plain} gives it, a quote as its mark. */
    String plain() {
        return quote() ? ">" : ReplyHeaders.plain(text);
    }

    /** Collects the lines in one walk; does not enter quotes. */
    private static final class Reader implements NodeFilter {
        private final List<HtmlLine> lines = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private @Nullable Node first;
        private @Nullable Element introduction;

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode words) {
                append(words);
                return FilterResult.CONTINUE;
            }
            return node instanceof Element element ? open(element) : FilterResult.SKIP_CHILDREN;
        }

        private FilterResult open(Element element) {
            var name = element.normalName();
            if (name.equals("style") || name.equals("script") || name.equals("head") || name.equals("title")) {
                return FilterResult.SKIP_CHILDREN;
            }
            if (isQuote(element)) {
                add(Kind.QUOTE, element);
                return FilterResult.SKIP_CHILDREN;
            }
            if (isNamed(element, HtmlQuotes.HEADERS)) {
                add(Kind.HEADER, element);
            } else if (HtmlQuotes.isOutlookRule(element)) {
                add(Kind.RULE, element);
            } else if (isNamed(element, HtmlQuotes.INTRODUCTIONS)) {
                end();
                introduction = element;
            } else if (name.equals("hr")) {
                end();
                start(element);
                text.append("--------");
                end();
            } else if (name.equals("img") && !isInvisible(element)) {
                add(Kind.PICTURE, element);
            } else if (element.isBlock() || name.equals("br")) {
                end();
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element && element.isBlock()) {
                end();
            }
            if (node.equals(introduction)) {
                end();
                introduction = null;
            }
            return FilterResult.CONTINUE;
        }

        private void append(TextNode words) {
            if (first == null && words.isBlank()) {
                return;
            }
            start(words);
            for (char letter : words.getWholeText().toCharArray()) {
                boolean blank = letter <= ' ' || letter == '\u00a0';
                if (!blank) {
                    text.append(letter);
                } else if (text.length() > 0 && text.charAt(text.length() - 1) != ' ') {
                    text.append(' ');
                }
            }
        }

        private void start(Node node) {
            if (first == null) {
                first = node;
            }
        }

        private void add(Kind kind, Element element) {
            end();
            lines.add(new HtmlLine(kind, element, ""));
        }

        private void end() {
            if (first != null) {
                lines.add(new HtmlLine(introduction == null ? Kind.TEXT : Kind.INTRODUCTION, first, text.toString()));
            }
            first = null;
            text.setLength(0);
        }

        /**
         * A container with blockquotes in it is no quote itself: somebody may have answered between them. Nor is a
         * mail that was passed on.
         */
        private static boolean isQuote(Element element) {
            boolean quote = element.normalName().equals("blockquote")
                    ? !HtmlQuotes.isIndentation(element)
                    : isNamed(element, HtmlQuotes.QUOTES) && element.selectFirst("blockquote") == null;
            return quote && !ReplyHeaders.isForwardMark(ReplyHeaders.plain(firstWords(element)));
        }

        private static String firstWords(Element element) {
            return element.stream()
                    .flatMap(each -> each.textNodes().stream())
                    .filter(words -> !words.isBlank())
                    .findFirst()
                    .map(TextNode::text)
                    .orElse("");
        }

        private static boolean isNamed(Element element, Set<String> names) {
            if (!element.id().isEmpty() && names.contains(element.id())) {
                return true;
            }
            return element.hasAttr("class") && element.classNames().stream().anyMatch(names::contains);
        }

        private static boolean isInvisible(Element picture) {
            return isTiny(picture.attr("width")) || isTiny(picture.attr("height"));
        }

        private static boolean isTiny(String length) {
            return length.equals("0") || length.equals("1");
        }
    }
}
