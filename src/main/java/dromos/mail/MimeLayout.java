package dromos.mail;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides which parts of a MIME tree are the text to read and which are attachments, before anything is decoded.
 *
 * @param texts in their order; each entry is a list of alternatives that say the same, the plainest first
 * @param attachments in their order
 */
record MimeLayout(List<List<MimePart>> texts, List<MimePart> attachments) {
    static MimeLayout of(MimePart root) {
        var layout = new MimeLayout(new ArrayList<>(), new ArrayList<>());
        layout.add(root, false);
        return layout;
    }

    /** @param related whether the part stands beside the HTML that refers to it */
    private void add(MimePart part, boolean related) {
        if (part.isMultipart() && !part.children.isEmpty()) {
            if (part.type().equals("multipart/alternative")) {
                addAlternatives(part);
            } else {
                boolean first = true;
                for (var child : part.children) {
                    add(child, part.type().equals("multipart/related") && !first);
                    first = false;
                }
            }
        } else if (isText(part) && !related) {
            texts.add(List.of(part));
        } else if (!isEmptyMultipart(part)) {
            attachments.add(part);
        }
    }

    /** Collects the texts of each alternative; together they are one entry. */
    private void addAlternatives(MimePart part) {
        var plain = new ArrayList<MimePart>();
        var html = new ArrayList<MimePart>();
        for (var child : part.children) {
            var inner = of(child);
            attachments.addAll(inner.attachments);
            for (var alternatives : inner.texts) {
                for (var text : alternatives) {
                    (text.type().equals("text/html") ? html : plain).add(text);
                }
            }
        }
        var all = new ArrayList<>(plain);
        all.addAll(html);
        if (!all.isEmpty()) {
            texts.add(all);
        }
    }

    private static boolean isEmptyMultipart(MimePart part) {
        return part.isMultipart() && part.parent != null && part.bodyEnd == part.bodyStart;
    }

    private static boolean isText(MimePart part) {
        var type = part.type();
        boolean readable = type.equals("text/plain")
                || type.equals("text/html")
                || part.isMultipart()
                || (part.parent == null && (type.equals("text/enriched") || type.equals("text/richtext")));
        return readable
                && !part.disposition().value().equals("attachment")
                && (part.fileName() == null
                        || (part.parent == null && !part.disposition().value().equals("inline")));
    }
}
