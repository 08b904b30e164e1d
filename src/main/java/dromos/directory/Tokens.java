package dromos.directory;

import java.text.Normalizer;
import java.util.Locale;

/** The form in which words are compared: lower case, compatibility-normalised, punctuation gone. */
public final class Tokens {
    private Tokens() {}

    /** {@code "Gift-Card No. 7"} becomes {@code "gift card no 7"}; linear in the text. */
    public static String of(String text) {
        var normal = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var tokens = new StringBuilder(normal.length());
        boolean gap = false;
        for (int i = 0; i < normal.length(); ) {
            int c = normal.codePointAt(i);
            if (Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
                if (gap && !tokens.isEmpty()) {
                    tokens.append(' ');
                }
                tokens.appendCodePoint(c);
                gap = false;
            } else {
                gap = true;
            }
            i += Character.charCount(c);
        }
        return tokens.toString();
    }

    /** Whether the words stand in the text as whole words; both are in the form of {@link #of}. */
    public static boolean contain(String tokens, String words) {
        return (" " + tokens + " ").contains(" " + words + " ");
    }
}
