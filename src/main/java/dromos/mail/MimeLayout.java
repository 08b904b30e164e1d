package dromos.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides which parts of a MIME tree are the text to read and which are attachments, before anything is decoded.
 *
 * @param texts in their order; each entry is a list of alternatives that say the same, the plainest first
 * @param attachments in their order
 */
record MimeLayout(List<List<MimePart>> texts, List<MimePart> attachments) {
    private static final Set<String> SIGNATURES =
            Set.of("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature");

    static MimeLayout of(MimePart root) {
        var layout = new MimeLayout(new ArrayList<>(), new ArrayList<>());
        layout.add(root, false);
        return layout;
    }

    /** @param related whether the part stands beside the HTML that refers to it */
    private void add(MimePart part, boolean related) {
        if (part.type().equals("multipart/alternative") && !part.children.isEmpty()) {
            addAlternatives(part);
        } else if (Tnef.isTnef(part) && !part.children.isEmpty()) {
            addOutlookWrapping(part);
        } else if (!part.children.isEmpty()) {
            boolean first = true;
            for (var child : part.children) {
                add(child, part.type().equals("multipart/related") && !first);
                first = false;
            }
        } else if (isSignature(part)) {
            // It says nothing to people, and nothing to programs without the very bytes that it signs.
        } else if (isText(part) && !related) {
            texts.add(List.of(part));
        } else if (!isEmptyMultipart(part)) {
            attachments.add(part);
        }
    }

    /** The text in a winmail.dat says the same as the one beside it; it is read where that is missing. */
    private void addOutlookWrapping(MimePart part) {
        var inner = new MimeLayout(new ArrayList<>(), new ArrayList<>());
        part.children.forEach(child -> inner.add(child, false));
        attachments.addAll(inner.attachments);
        boolean isMessageInWrapping = part.parent != null && Tnef.isTnef(part.parent);
        if (texts.isEmpty() || isMessageInWrapping) {
            texts.addAll(inner.texts);
        } else {
            var alternatives = new ArrayList<>(texts.remove(texts.size() - 1));
            inner.texts.forEach(alternatives::addAll);
            texts.add(alternatives);
        }
    }

    /** The second part of multipart/signed (RFC 1847). */
    private static boolean isSignature(MimePart part) {
        return part.parent != null && part.parent.type().equals("multipart/signed") && SIGNATURES.contains(part.type());
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
