package dromos.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * Tells the language of a text by its letter sequences (the model of OpenNLP, 103 languages). Loading the model takes
 * about half a second, so it is done at the first question. Thread-safe.
 */
public final class Languages {
    /** Letters. Fewer do not tell one language from another. */
    private static final int SHORTEST = 20;

    /** Letters. Signs that stand for syllables or words tell more. */
    private static final int SHORTEST_OF_SIGNS = 4;

    /** Letters. More make the answer slower and no better. */
    private static final int LONGEST = 1_000;

    private static final int LONGEST_WORD = 60;

    /** Longer words of Latin, Greek or Cyrillic letters are none; from Thai on there are scripts without blanks. */
    private static final char FIRST_WITHOUT_BLANKS = '\u0e00';

    private static final String MODEL = "/langdetect-183.bin";
    private static final Map<String, String> TWO_LETTERS = twoLetters();

    private volatile @Nullable LanguageDetectorModel model;

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
        var best = new LanguageDetectorME(model()).predictLanguage(letters);
        return TWO_LETTERS.getOrDefault(best.getLang(), best.getLang());
    }

    /** The language of what the sender wrote himself, quotes and signature not counted. */
    public String of(Mail mail) {
        return of(mail.subject() + "\n" + mail.reply());
    }

    private LanguageDetectorModel model() {
        var loaded = model;
        return loaded == null ? load() : loaded;
    }

    private synchronized LanguageDetectorModel load() {
        var loaded = model;
        if (loaded != null) {
            return loaded;
        }
        try (var stream = Languages.class.getResourceAsStream(MODEL)) {
            if (stream == null) {
                throw new IllegalStateException("the language model is not on the class path: " + MODEL);
            }
            loaded = new LanguageDetectorModel(stream);
            model = loaded;
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException("the language model cannot be read", e);
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
