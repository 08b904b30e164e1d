package dromos.mail;

/** Joins the lines that format=flowed (RFC 3676) broke at a trailing blank. */
final class FlowedText {
    private FlowedText() {}

    /** @param deleteBlank whether the trailing blank goes too (DelSp) */
    static String join(String text, boolean deleteBlank) {
        var joined = new StringBuilder(text.length());
        int openDepth = -1;
        for (String line : text.split("\n", -1)) {
            int depth = 0;
            while (depth < line.length() && line.charAt(depth) == '>') {
                depth++;
            }
            var content = line.substring(depth);
            content = content.startsWith(" ") ? content.substring(1) : content;
            boolean continues = openDepth == depth && !content.equals("-- ");
            if (!continues) {
                joined.append(joined.length() == 0 ? "" : "\n");
                joined.append(">".repeat(depth)).append(depth > 0 ? " " : "");
            }
            boolean flows = content.endsWith(" ") && !content.equals("-- ");
            joined.append(flows && deleteBlank ? content.substring(0, content.length() - 1) : content);
            openDepth = flows ? depth : -1;
        }
        return joined.toString();
    }
}
