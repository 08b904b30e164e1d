package dromos.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the Message-IDs out of In-Reply-To and References fields (RFC 5322 section 3.6.4), in any state of repair. */
final class MessageIdList {
    /** Bytes of UTF-8: an id is looked up in indexes, whose entries are limited. Real ones fit on a line (RFC 5322). */
    private static final int LONGEST = 998;

    private static final int MOST = 200;

    private MessageIdList() {}

    /** The ids without angle brackets in their order, each once; of very many the last ones. */
    static List<String> parse(List<String> fields) {
        var ids = new LinkedHashSet<String>();
        for (String field : fields) {
            int before = ids.size();
            int open = field.indexOf('<');
            while (open >= 0) {
                int close = field.indexOf('>', open);
                if (close < 0) {
                    break;
                }
                add(field.substring(field.lastIndexOf('<', close) + 1, close), ids);
                open = field.indexOf('<', close);
            }
            if (ids.size() == before) {
                bare(field, ids);
            }
        }
        var all = new ArrayList<>(ids);
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }

    /** Old programs write ids without brackets, or words; a word with an at sign is taken for an id. */
    private static void bare(String field, Set<String> ids) {
        for (String word : field.split("[\\s,;]+", 2 * MOST)) {
            if (word.indexOf('@') > 0) {
                add(word.replace("<", "").replace(">", ""), ids);
            }
        }
    }

    private static void add(String written, Set<String> ids) {
        var id = new StringBuilder();
        for (int i = 0; i < written.length() && id.length() <= LONGEST; i++) {
            char letter = written.charAt(i);
            if (letter > ' ' && !SafeText.isControl(letter)) {
                id.append(letter);
            }
        }
        int bytes = id.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > 0 && bytes <= LONGEST) {
            ids.add(id.toString());
        }
    }
}
