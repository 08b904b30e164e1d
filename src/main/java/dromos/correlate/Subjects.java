package dromos.correlate;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether two subjects name the same matter, whatever mail programs and gateways put around them. Linear in time. */
final class Subjects {
    /** What stands before a colon and names no matter. To teach Dromos a language is to add a row. */
    private static final Set<String> PREFIXES = words("""
            English     re | fw | fwd | forward | reply
            German      aw | antw | wg | antwort | weitergeleitet
            Dutch       antw | antwoord | doorst | betr
            Scandinavia sv | vs | vb | vl | svar | videresendt | vidarebefordrat
            Finnish     vs | vl | vast
            Icelandic   sv | fs
            French      re | ref | rep | rt | tr | trans
            Italian     r | rif | i | inoltro | risposta
            Spanish     re | rv | reenv | resp
            Portuguese  res | enc | reenc
            Polish      odp | pd
            Czech       odp | re | fwd | prepos
            Hungarian   vá | továb | tovab
            Romanian    ras | redir
            Turkish     ynt | ilt | cvp
            Greek       απ | σχετ | πρθ
            Russian     отв | ha | на | ответ | пересл
            Ukrainian   відп | відповідь | пер
            Bulgarian   отг | препр
            Hebrew      השב | תגובה | הועבר
            Arabic      رد | إعادة توجيه
            Chinese     回复 | 回覆 | 答复 | 答覆 | 转发 | 轉寄 | 轉發
            Japanese    返信 | 転送
            Korean      답장 | 회신 | 전달
            Vietnamese  trả lời | tl | chuyển tiếp
            Indonesian  bls | trs | balas | terusan
            Latvian     atb | nos | ats
            """);

    /** What programs that answer by themselves put before the colon. */
    private static final Set<String> ANSWERS_OF_PROGRAMS = words("""
            English     auto | autoreply | auto reply | automatic reply | out of office | read | accepted | declined
            German      automatische antwort | abwesenheit | abwesenheitsnotiz | gelesen | zugesagt | abgesagt
            French      reponse automatique | absence du bureau | lu | accepte | refuse
            Spanish     respuesta automatica | leido | aceptado
            Italian     risposta automatica | letto | accettato
            Dutch       automatisch antwoord | gelezen | geaccepteerd
            Portuguese  resposta automatica | lida | aceito
            Polish      odpowiedz automatyczna | automatyczna odpowiedz
            Scandinavia autosvar | automatisk svar | automatiskt svar
            """);

    /** What gateways and filters put before a subject, before a colon or between stars or brackets of any kind. */
    private static final Set<String> MARKS = words("""
            outside     extern | external | ext | externe | externe mail | external email | external mail | esterno
            filter      spam | possible spam | probable spam | junk | bulk | suspicious | disarmed | verdacht
            cipher      secure | encrypted | verschluesselt | signed
            """);

    /** What begins the old name of a matter that got a new one: {@code Invoice (was: Gift card)}. */
    private static final Set<String> FORMERLY = words("any | was | war | vorher | frueher | era | antes | etait | byl");

    private static final int LONGEST_LABEL = 30;
    private static final int MOST_LABELS = 3;
    private static final int SHORTEST_CUT = 12;
    private static final int SHORTEST_CUT_WITHOUT_DOTS = 60;

    private Subjects() {}

    /**
     * A subject that is empty but for its prefixes names no other matter. One that was cut short, or that got a label
     * and a colon in front of it, is still the same.
     */
    static boolean isSame(String one, String other) {
        var first = matter(one);
        var second = matter(other);
        var firstLetters = letters(first);
        var secondLetters = letters(second);
        return firstLetters.isEmpty()
                || secondLetters.isEmpty()
                || firstLetters.equals(secondLetters)
                || isLabelled(first, secondLetters)
                || isLabelled(second, firstLetters)
                || isCutShort(first, firstLetters, secondLetters)
                || isCutShort(second, secondLetters, firstLetters);
    }

    /** The subject without what stands around it: prefixes, bracketed tags and list names, {@code (fwd)}, {@code (was: ..)}. */
    private static String matter(String subject) {
        var text = withoutBrackets(folded(subject));
        int start = 0;
        int next = afterPrefix(text, start);
        while (next > start) {
            start = next;
            next = afterPrefix(text, start);
        }
        return withoutEnd(text.substring(start));
    }

    /** In lower case and without accents, so that encodings and keyboards make no difference. */
    private static String folded(String text) {
        var decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var folded = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(letter -> Character.getType(letter) != Character.NON_SPACING_MARK
                        && Character.getType(letter) != Character.FORMAT)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static String withoutBrackets(String text) {
        var kept = new StringBuilder(text.length());
        int from = 0;
        int open = indexOfAny(text, "[【", 0);
        while (open >= 0) {
            int close = indexOfAny(text, "]】", open);
            if (close < 0) {
                break;
            }
            kept.append(text, from, open).append(' ');
            from = close + 1;
            open = indexOfAny(text, "[【", from);
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static int indexOfAny(String text, String wanted, int from) {
        for (int i = from; i < text.length(); i++) {
            if (wanted.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Where the text goes on after one prefix or mark at the index; the index where there is none. */
    private static int afterPrefix(String text, int start) {
        int end = Math.min(text.length(), start + LONGEST_LABEL);
        int letter = start;
        while (letter < end && !Character.isLetter(text.charAt(letter))) {
            if (text.charAt(letter) == ':' || Character.isDigit(text.charAt(letter))) {
                return start;
            }
            letter++;
        }
        int stop = letter;
        while (stop < end && (Character.isLetter(text.charAt(stop)) || isBlankWithin(text, stop, end))) {
            stop++;
        }
        var label = text.substring(letter, stop).strip();
        boolean opened = letter > start && "*{(<#".indexOf(text.charAt(letter - 1)) >= 0;
        if (opened && MARKS.contains(label)) {
            return afterNoise(text, stop);
        }
        int colon = afterCounter(text, stop, end);
        boolean isPrefix = colon < end
                && text.charAt(colon) == ':'
                && (PREFIXES.contains(label) || ANSWERS_OF_PROGRAMS.contains(label) || MARKS.contains(label));
        return isPrefix ? colon + 1 : start;
    }

    private static boolean isBlankWithin(String text, int index, int end) {
        return Character.isWhitespace(text.charAt(index)) && index + 1 < end;
    }

    /** Skips the counter of {@code Re[2]:}, {@code Re^2:}, {@code Re(2):} and {@code Re2:}, and blanks. */
    private static int afterCounter(String text, int from, int end) {
        int i = from;
        while (i < end && (Character.isDigit(text.charAt(i)) || " \t^()*.".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    private static int afterNoise(String text, int from) {
        int i = from;
        while (i < text.length() && !Character.isLetterOrDigit(text.charAt(i)) && "([{".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /** Without a last {@code (fwd)} or {@code (was: ..)}, whose closing bracket may have been cut off. */
    private static String withoutEnd(String text) {
        int end = text.length();
        for (int open = text.lastIndexOf('('); open > 0; open = text.lastIndexOf('(', open - 1)) {
            int stop = open + 1;
            while (stop < end && Character.isLetter(text.charAt(stop))) {
                stop++;
            }
            var word = text.substring(open + 1, stop);
            boolean closed = stop < end && text.charAt(stop) == ')';
            boolean named = FORMERLY.contains(word) && isNameAfter(text, stop, end);
            if (named || (closed && PREFIXES.contains(word))) {
                end = open;
            }
        }
        return text.substring(0, end);
    }

    /** An old name comes after a colon or a prefix, {@code (was: ..)} and {@code (was Re: ..)}; {@code (was late)} is none. */
    private static boolean isNameAfter(String text, int word, int end) {
        int next = word;
        while (next < end && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < end && (text.charAt(next) == ':' || (next > word && afterPrefix(text, next) > next));
    }

    /** Whether somebody only put labels in front of the whole, {@code Complaint: Urgent: Gift card}. */
    private static boolean isLabelled(String text, String whole) {
        int start = 0;
        for (int labels = 0; labels < MOST_LABELS; labels++) {
            int colon = text.indexOf(':', start);
            if (colon < 0 || colon - start > LONGEST_LABEL) {
                return false;
            }
            start = colon + 1;
            if (letters(text.substring(start)).equals(whole)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCutShort(String text, String letters, String whole) {
        var stripped = text.strip();
        // An ellipsis has become dots by now.
        boolean dots = stripped.endsWith("..");
        return letters.length() >= (dots ? SHORTEST_CUT : SHORTEST_CUT_WITHOUT_DOTS) && whole.startsWith(letters);
    }

    private static String letters(String text) {
        var letters = new StringBuilder(text.length());
        text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }

    /** The words of a table whose rows begin with a heading and are separated by bars. */
    private static Set<String> words(String table) {
        return table.lines()
                .flatMap(row ->
                        Arrays.stream(row.strip().replaceFirst("^\\S+\\s+", "").split("\\|")))
                .map(word -> folded(word.strip()))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
