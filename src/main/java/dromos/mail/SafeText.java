package dromos.mail;

import org.jspecify.annotations.Nullable;

/** Makes one harmless line, or a file name, of what strangers wrote. */
final class SafeText {
    private static final int LONGEST_NAME = 120;

    private SafeText() {}

    /** The text on one line: every run of control characters and line separators is a blank; cut at the length. */
    static String line(String text, int longest) {
        var line = new StringBuilder(Math.min(text.length(), longest));
        boolean blank = false;
        for (int i = 0; i < text.length() && line.length() < longest; i++) {
            char letter = text.charAt(i);
            if (isControl(letter)) {
                blank = true;
                continue;
            }
            if (blank && line.length() > 0 && letter != ' ') {
                line.append(' ');
            }
            blank = false;
            line.append(letter);
        }
        if (line.length() > 0 && Character.isHighSurrogate(line.charAt(line.length() - 1))) {
            line.setLength(line.length() - 1);
        }
        return line.toString().strip();
    }

    /** Control characters, line separators and the marks that turn the direction of writing. */
    static boolean isControl(char letter) {
        return letter < 32
                || (letter >= 0x7f && letter < 0xa0)
                || letter == '\u2028'
                || letter == '\u2029'
                || (letter >= '\u202a' && letter <= '\u202e')
                || (letter >= '\u2066' && letter <= '\u2069')
                || letter == '\ufeff';
    }

    /** A name that is safe as a file's: no path, no control character, not hidden, not empty, at most 120 letters. */
    static String fileName(@Nullable String given, String otherwise) {
        var line = line(given == null ? "" : given, 4_000);
        var name = line.substring(Math.max(line.lastIndexOf('/'), line.lastIndexOf('\\')) + 1);
        var safe = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            safe.append("<>:\"|?*".indexOf(letter) >= 0 ? '_' : letter);
        }
        int start = 0;
        while (start < safe.length() && (safe.charAt(start) == '.' || safe.charAt(start) == ' ')) {
            start++;
        }
        name = safe.substring(start).strip();
        if (name.length() > LONGEST_NAME) {
            int dot = name.lastIndexOf('.');
            var extension = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
            name = line(name.substring(0, LONGEST_NAME - extension.length()), LONGEST_NAME) + extension;
        }
        return name.isEmpty() ? otherwise : name;
    }
}
