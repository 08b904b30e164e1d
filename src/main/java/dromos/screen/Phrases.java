package dromos.screen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A table of phrases in many languages, one row each: {@code de | konnte nicht zugestellt}. The first column is the
 * language, or the program whose habit it is, for whoever reads the table. Phrases and texts are compared without case,
 * accents and line ends, since programs write all of these as they like. To teach Dromos a language is to add a row.
 */
final class Phrases {
    private static final int ACCENTED = 0x600;
    private static final char[] BASE = baseLetters();

    private final List<String> folded;

    private Phrases(List<String> folded) {
        this.folded = folded;
    }

    /** {@code de | konnte nicht zugestellt}. */
    record Row(String first, String phrase) {
        private static Row of(String line) {
            int bar = line.indexOf('|');
            return new Row(
                    line.substring(0, bar).strip(), line.substring(bar + 1).strip());
        }
    }

    static Phrases of(String rows) {
        return of(rows.lines().map(Row::of));
    }

    /** A table that lies beside this class. */
    static Phrases read(String file) {
        return of(rows(file));
    }

    private static Phrases of(Stream<Row> rows) {
        return new Phrases(rows.map(row -> squeeze(row.phrase())).toList());
    }

    /** The rows of a table that lies beside this class, without its comments. */
    static Stream<Row> rows(String file) {
        try (var stream = Objects.requireNonNull(Phrases.class.getResourceAsStream(file), file)) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).map(Row::of);
        } catch (IOException e) {
            throw new UncheckedIOException("the table " + file + " cannot be read", e);
        }
    }

    List<String> all() {
        return folded;
    }

    /** @param text {@linkplain #squeeze squeezed} */
    boolean isIn(String text) {
        return folded.stream().anyMatch(text::contains);
    }

    /** Whether one of the phrases is the whole text, {@linkplain #squeeze squeezed}. */
    boolean is(String text) {
        return folded.contains(text);
    }

    /**
     * Whether one of the phrases stands in the text with no letter or digit right before or behind it.
     *
     * @param text {@linkplain #squeeze squeezed}
     */
    boolean isInAsWords(String text) {
        return folded.stream().anyMatch(phrase -> hasWords(text, phrase));
    }

    private static boolean hasWords(String text, String phrase) {
        int at = text.indexOf(phrase);
        while (at >= 0) {
            int end = at + phrase.length();
            boolean begun = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            if (begun && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
            at = text.indexOf(phrase, at + 1);
        }
        return false;
    }

    /** @param text {@linkplain #squeeze squeezed} */
    boolean begins(String text) {
        return folded.stream().anyMatch(text::startsWith);
    }

    /**
     * Where the first of the phrases stands, -1 where there is none.
     *
     * @param text {@linkplain #fold folded}
     */
    int firstIn(String text, int from) {
        return folded.stream()
                .mapToInt(phrase -> text.indexOf(phrase, from))
                .filter(index -> index >= 0)
                .min()
                .orElse(-1);
    }

    /** Letter by letter in lower case and without accents, line ends as blanks; as long as before. */
    static String fold(String text) {
        var folded = new char[text.length()];
        for (int i = 0; i < folded.length; i++) {
            folded[i] = base(text.charAt(i));
        }
        return new String(folded);
    }

    /** Folded, with one blank for each run of them and none at the ends. */
    static String squeeze(String text) {
        var folded = fold(text);
        var squeezed = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char letter = folded.charAt(i);
            boolean doubled = letter == ' ' && (squeezed.isEmpty() || squeezed.charAt(squeezed.length() - 1) == ' ');
            if (!doubled) {
                squeezed.append(letter);
            }
        }
        return squeezed.toString().stripTrailing();
    }

    private static char base(char letter) {
        if (letter < ACCENTED) {
            return BASE[letter];
        }
        if (letter >= '\u1e00' && letter < '\u2000') {
            return decomposed(letter);
        }
        return switch (letter) {
            case '\u2018', '\u2019' -> '\'';
            case '\u2010', '\u2011', '\u2013', '\u2014' -> '-';
            case '\uff1a' -> ':';
            case '\u2003', '\u202f', '\u3000' -> ' ';
            default -> Character.toLowerCase(letter);
        };
    }

    private static char[] baseLetters() {
        var base = new char[ACCENTED];
        for (char letter = 0; letter < ACCENTED; letter++) {
            base[letter] = Character.isWhitespace(letter) || letter == '\u00a0' ? ' ' : decomposed(letter);
        }
        // These are letters of their own in Unicode, but often written without their stroke or as others.
        base['ł'] = 'l';
        base['Ł'] = 'l';
        base['ø'] = 'o';
        base['Ø'] = 'o';
        base['đ'] = 'd';
        base['Đ'] = 'd';
        base['ı'] = 'i';
        base['İ'] = 'i';
        return base;
    }

    private static char decomposed(char letter) {
        return Character.toLowerCase(Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD)
                .charAt(0));
    }
}
