package dromos.testing;

import dromos.mail.Mail;
import java.util.regex.Pattern;

/**
 * The tag of the case in a letter's subject, {@code [DR-10482-K7QM2XV8]}.
 *
 * @param text without brackets
 */
public record CaseTag(String text, long number) {
    private static final Pattern TAG = Pattern.compile("\\[([A-Z]+-(\\d+)-[^\\]]+)]");

    public static CaseTag of(Mail letter) {
        return TAG.matcher(letter.subject())
                .results()
                .findFirst()
                .map(found -> new CaseTag(found.group(1), Long.parseLong(found.group(2))))
                .orElseThrow(() -> new AssertionError("no tag in " + letter.subject()));
    }
}
