package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dromos.testing.Corpora;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;

/**
 * Pages of real mail and what another mail program shows of them once the history is hidden. Both sides are parsed;
 * heads, styles, comments and whatever is empty (no text, no picture) are dropped, since they show nothing; then the
 * nested tags and the words in them must be the same. Attributes are not compared, as the parsers disagree about the
 * broken ones.
 */
class HtmlQuotesCorpusTest {
    private static final int WANTED = 25;

    @Test
    void historyIsHiddenWhereAnotherProgramHidesIt() throws IOException {
        var folder = Corpora.folder("mailspring_html");
        var expectations = new ObjectMapper().readTree(Corpora.bytes(folder.resolve("expectations.json")));
        var missed = new ArrayList<String>();
        int all = 0;
        for (var expected : expectations.properties()) {
            var page =
                    Jsoup.parse(new String(Corpora.bytes(folder.resolve(expected.getKey())), StandardCharsets.UTF_8));
            HtmlQuotes.removeHistory(page, "");
            var outline = outline(page);
            var wanted =
                    outline(Jsoup.parse(expected.getValue().get("stripped_html").asText()));
            all++;
            if (!outline.equals(wanted)) {
                missed.add("  missed " + expected.getKey() + difference(outline, wanted));
            }
        }
        System.out.printf("mailspring_html  %d of %d pages as expected%n", all - missed.size(), all);
        missed.forEach(System.out::println);
        assertThat(all - missed.size()).isGreaterThanOrEqualTo(WANTED);
    }

    private static String difference(String outline, String wanted) {
        int at = 0;
        while (at < Math.min(outline.length(), wanted.length()) && outline.charAt(at) == wanted.charAt(at)) {
            at++;
        }
        return " after " + outline.substring(Math.max(0, at - 60), at) + "\n    got "
                + outline.substring(at, Math.min(outline.length(), at + 120)) + "\n    not "
                + wanted.substring(at, Math.min(wanted.length(), at + 120));
    }

    private static String outline(Document page) {
        page.select("head, style, script, title, meta").remove();
        var outline = new StringBuilder();
        outline(page.body(), outline);
        return outline.toString();
    }

    private static boolean showsSomething(Element element) {
        return !element.text().replace('\u00a0', ' ').isBlank() || element.selectFirst("img") != null;
    }

    private static void outline(Element element, StringBuilder outline) {
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text) {
                outline.append(text.text().replace('\u00a0', ' ').replaceAll("\\s+", ""));
            } else if (child instanceof Element inner && showsSomething(inner)) {
                outline.append('<').append(inner.normalName()).append('>');
                outline(inner, outline);
                outline.append("</>");
            }
        }
    }
}
