package dromos.mail;

import java.util.List;

/** The marks that programs put before the lines of a quote: {@code >}, or some other one that a person chose. */
final class QuoteMarks {
    private static final int DEEPEST_INDENT = 4;
    private static final int LONGEST_INITIALS = 4;
    private static final int LONGEST_MARK = 3;

    /** One of these must be in an odd mark; dashes, stars and figures alone begin the items of a list. */
    private static final String TELLING = "|])}>:%#";

    private static final String POSSIBLE = TELLING + "-=~+*!$";

    private QuoteMarks() {}

    static boolean isMarked(String line) {
        int start = indent(line);
        return start < DEEPEST_INDENT && start < line.length() && line.charAt(start) == '>';
    }

    /**
     * The mark, with its indentation, that the next two lines of text share ("| ", "--]", "AL> "); empty where they
     * share none.
     */
    static String oddMarkAt(List<String> lines, int from) {
        int first = from;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        if (first + 1 >= lines.size() || isMarked(lines.get(first))) {
            return "";
        }
        var mark = oddMark(lines.get(first));
        return lines.get(first + 1).startsWith(mark) ? mark : "";
    }

    private static String oddMark(String line) {
        int start = indent(line);
        int end = start;
        while (end < line.length() && end - start < LONGEST_INITIALS && Character.isLetter(line.charAt(end))) {
            end++;
        }
        if (end > start) {
            return end < line.length() && line.charAt(end) == '>' ? line.substring(0, end + 1) : "";
        }
        boolean telling = false;
        while (end < line.length() && end - start < LONGEST_MARK && POSSIBLE.indexOf(line.charAt(end)) >= 0) {
            telling |= TELLING.indexOf(line.charAt(end)) >= 0;
            end++;
        }
        boolean command =
                end < line.length() && line.charAt(end - (end > start ? 1 : 0)) == '#' && line.charAt(end) != ' ';
        return telling && !command ? line.substring(0, end) : "";
    }

    private static int indent(String line) {
        int start = 0;
        while (start < line.length() && (line.charAt(start) == ' ' || line.charAt(start) == '\t')) {
            start++;
        }
        return start;
    }
}
