package dromos.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Tells the language of a text by its letter sequences (the model of OpenNLP). Loading the model takes
 * about half a second, so it is done at the first question. Thread-safe.
 */
public final class Languages {
    /** Letters. Fewer do not tell one language from another. */
    private static final int SHORTEST = 15;

    /** Letters. Signs that stand for syllables or words tell more. */
    private static final int SHORTEST_OF_SIGNS = 4;

    /** Letters. More make the answer slower and no better. */
    private static final int LONGEST = 1_000;

    private static final int LONGEST_WORD = 60;

    /** Longer words of Latin, Greek or Cyrillic letters are none; from Thai on there are scripts without blanks. */
    private static final char FIRST_WITHOUT_BLANKS = '\u0e00';

    private static final String MODEL = "/langdetect-183.bin";
    /** The languages (ISO 639-3) that customers write; the model knows as many again, and sees them in short texts. */
    private static final Set<String> WRITTEN = Set.of(
            "ara", "bel", "ben", "bul", "cat", "ces", "dan", "deu", "ell", "eng", "est", "eus", "fas", "fin", "fra",
            "gle", "glg", "heb", "hin", "hrv", "hun", "hye", "ind", "isl", "ita", "kat", "kaz", "lit", "lvs", "mkd",
            "nld", "nob", "pes", "pol", "por", "ron", "rus", "slk", "slv", "spa", "sqi", "srp", "swe", "tam", "tgl",
            "tha", "tur", "ukr", "urd", "uzb", "vie", "zsm");

    /** Letters. In shorter texts the best guess must be clearly better than the next. */
    private static final int LONG_ENOUGH = 60;

    private static final double LEAD = 1.15;

    private static final Map<String, String> TWO_LETTERS = twoLetters();

    /**
     * A language tag of RFC 5646 ({@code de}, {@code pt}; three letters where there are no two); empty where the text
     * is too short to tell.
     */
    public String of(String text) {
        var letters = letters(text);
        var byScript = letters.length() < SHORTEST_OF_SIGNS ? "" : byScript(letters);
        if (!byScript.isEmpty() || letters.length() < SHORTEST) {
            return byScript;
        }
        var guesses = Stream.of(new LanguageDetectorME(Model.LOADED).predictLanguages(letters))
                .filter(guess -> WRITTEN.contains(guess.getLang()))
                .limit(2)
                .toList();
        double lead = guesses.get(0).getConfidence() / guesses.get(1).getConfidence();
        boolean sure = letters.length() >= LONG_ENOUGH || lead >= LEAD;
        return sure ? TWO_LETTERS.getOrDefault(guesses.get(0).getLang(), "") : "";
    }

    /** The language of what the sender wrote himself, quotes and signature not counted. */
    public String of(Mail mail) {
        return of(mail.subject() + "\n" + mail.reply());
    }

    /** One for all, since it takes some thirty megabytes. */
    private static final class Model {
        static final LanguageDetectorModel LOADED = load();

        private static LanguageDetectorModel load() {
            try (var stream = Languages.class.getResourceAsStream(MODEL)) {
                if (stream == null) {
                    throw new IllegalStateException("the language model is not on the class path: " + MODEL);
                }
                return new LanguageDetectorModel(stream);
            } catch (IOException e) {
                throw new UncheckedIOException("the language model cannot be read", e);
            }
        }
    }

    /** Words only: no addresses, links, numbers, which look alike in all languages. */
    private static String letters(String text) {
        var letters = new StringBuilder();
        int start = 0;
        for (int i = 0; i <= text.length() && letters.length() < LONGEST; i++) {
            if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
                var word = text.substring(start, i);
                if (isWord(word)) {
                    letters.append(letters.length() == 0 ? "" : " ");
                    letters.append(word, 0, Math.min(word.length(), LONGEST - letters.length() + 1));
                }
                start = i + 1;
            }
        }
        return letters.toString();
    }

    private static boolean isWord(String word) {
        return !word.isEmpty()
                && (word.length() < LONGEST_WORD || word.charAt(0) >= FIRST_WITHOUT_BLANKS)
                && word.indexOf('@') < 0
                && word.indexOf('/') < 0
                && word.chars().noneMatch(Character::isDigit)
                && word.chars().anyMatch(Character::isLetter);
    }

    private static String byScript(String letters) {
        int han = 0;
        int kana = 0;
        int hangul = 0;
        for (int i = 0; i < letters.length(); i++) {
            switch (Character.UnicodeScript.of(letters.charAt(i))) {
                case HAN -> han++;
                case HIRAGANA, KATAKANA -> kana++;
                case HANGUL -> hangul++;
                default -> {}
            }
        }
        int all = letters.length();
        if (hangul * 3 > all) {
            return "ko";
        }
        return (han + kana) * 3 < all ? "" : kana * 10 > han ? "ja" : "zh";
    }

    private static Map<String, String> twoLetters() {
        var codes = new HashMap<String, String>();
        for (String two : Locale.getISOLanguages()) {
            codes.putIfAbsent(new Locale(two).getISO3Language(), two);
        }
        codes.put("cmn", "zh");
        codes.put("nob", "no");
        codes.put("ekk", "et");
        codes.put("lvs", "lv");
        codes.put("plt", "mg");
        codes.put("pes", "fa");
        return codes;
    }
}
