package dromos.screen;

import java.util.List;

/** What the codes and the words of a failure amount to: a status of RFC 3463, hard or soft. */
final class StatusText {
    /** Codes that mail systems write without a dot behind a reply code (RFC 5321 section 4.2) lie within this text. */
    private static final int LONGEST = 20_000;

    /** {@code status | words}: what failures without a code amount to. */
    private record Meaning(String status, String words) {}

    private static final List<Meaning> MEANINGS = meanings();

    private StatusText() {}

    private static List<Meaning> meanings() {
        return Phrases.rows("bounce-causes.txt")
                .map(row -> new Meaning(row.first(), Phrases.squeeze(row.phrase())))
                .toList();
    }

    /**
     * @param told of the status field, empty where there is none
     * @param action {@code failed} or {@code delayed}
     * @param explanation in which the failure is explained: a diagnostic, or the whole notice
     */
    static Bounce.Failed failed(String address, String told, String action, String explanation) {
        var within = explanation.substring(0, Math.min(LONGEST, explanation.length()));
        var explained = explained(within);
        var status = told.isEmpty() ? explained : told;
        boolean vague = told.endsWith(".0.0") || told.isEmpty();
        boolean soft = action.equals("delayed")
                || status.startsWith("4")
                || status.endsWith(".2.2")
                || (vague && (explained.startsWith("4") || explained.endsWith(".2.2")))
                || meaning(within).equals("5.2.2");
        return new Bounce.Failed(address, status, action, soft ? Bounce.Kind.SOFT : Bounce.Kind.HARD);
    }

    private static String explained(String explanation) {
        var code = code(explanation);
        return code.isEmpty() || code.endsWith(".0.0") ? meaningOr(explanation, code) : code;
    }

    private static String meaningOr(String explanation, String code) {
        var meaning = meaning(explanation);
        return meaning.isEmpty() ? code : meaning;
    }

    /** Of the row that is found, rows that say more before those that say less. */
    private static String meaning(String explanation) {
        var text = Phrases.squeeze(explanation);
        return MEANINGS.stream()
                .filter(meaning -> text.contains(meaning.words()))
                .map(Meaning::status)
                .findFirst()
                .orElse("");
    }

    /** The first status code of RFC 3463 section 2 in the text, {@code 5.1.1}; empty where there is none. */
    static String code(String text) {
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            int to = codeEnd(text, i);
            if (to > 0) {
                return text.substring(i, to);
            }
        }
        return "";
    }

    /** End of the code that begins at the index, -1 where none does: {@code 192.0.2.1} and {@code 5.5.2650} are none. */
    private static int codeEnd(String text, int from) {
        char status = text.charAt(from);
        boolean begins = status == '2' || status == '4' || status == '5';
        if (!begins || (from > 0 && isNumber(text.charAt(from - 1)))) {
            return -1;
        }
        int subject = digits(text, dot(text, from + 1));
        int detail = digits(text, dot(text, subject));
        return detail < 0 || continues(text, detail) ? -1 : detail;
    }

    private static int dot(String text, int at) {
        return at > 0 && at < text.length() && text.charAt(at) == '.' ? at + 1 : -1;
    }

    /** End of one to three digits, -1 where there is none at the index. */
    private static int digits(String text, int from) {
        int to = from;
        while (to >= 0 && to < text.length() && to < from + 3 && isDigit(text.charAt(to))) {
            to++;
        }
        return to > from ? to : -1;
    }

    /** Whether the number goes on; a full stop at the end of a sentence does not. */
    private static boolean continues(String text, int at) {
        boolean stop = at < text.length() && text.charAt(at) == '.';
        int next = stop ? at + 1 : at;
        return next < text.length() && isDigit(text.charAt(next));
    }

    private static boolean isNumber(char letter) {
        return isDigit(letter) || letter == '.';
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
