package dromos.mail;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How mail programs announce the history that they quote, language by language: an introduction ("On Monday Ann
 * wrote:"), a separator ("-----Original Message-----"), or a block of header fields (From, Sent, To, Subject). To
 * teach Dromos a language is to add a row.
 */
final class ReplyHeaders {
    private static final int LONGEST_INTRODUCTION = 300;
    private static final int MOST_INTRODUCTION_LINES = 4;
    private static final int MOST_FIELDS = 8;

    private static final int MOST_WORDS_OF_A_NAME = 5;

    /**
     * A line (perhaps wrapped over several) that introduces a quote: how it may begin, the verb that may stand before
     * a name and a colon, and how it may end, all in lower case. The empty beginning stands for any, the empty verb for
     * none.
     */
    private record Introduction(List<String> beginnings, String verb, List<String> endings) {
        Introduction(List<String> beginnings, List<String> endings) {
            this(beginnings, "", endings);
        }

        boolean begins(String line) {
            return beginnings.stream().anyMatch(line::startsWith);
        }

        boolean ends(String line) {
            return endings.stream().anyMatch(line::endsWith) || endsWithName(line);
        }

        private boolean endsWithName(String line) {
            int at = verb.isEmpty() ? -1 : line.lastIndexOf(verb);
            return at >= 0
                    && line.endsWith(":")
                    && line.substring(at + verb.length()).strip().split("\\s+", MOST_WORDS_OF_A_NAME + 1).length
                            <= MOST_WORDS_OF_A_NAME;
        }
    }

    private static final List<Introduction> INTRODUCTIONS = List.of(
            // English
            new Introduction(List.of("on ", "at ", "in message "), List.of("wrote:", "writes:", "said:", "wrote :")),
            new Introduction(List.of(""), List.of("> wrote:", "> writes:")),
            // German
            new Introduction(List.of("am ", "on ", "von "), " schrieb ", List.of("schrieb:", ">:", "geschrieben:")),
            new Introduction(List.of(""), List.of("> schrieb:")),
            // French
            new Introduction(
                    List.of("le ", "on "), List.of("a écrit :", "a écrit:", "a ecrit :", "a ecrit:", "écrit :")),
            // Russian
            new Introduction(
                    List.of(""), List.of("пишет:", "написал:", "написала:", "написал(а):", "писал:", "писал(а):")),
            // Spanish
            new Introduction(List.of("el ", "en "), List.of("escribió:", "escribio:", "escribió :")),
            // Portuguese
            new Introduction(List.of("em ", "a ", "no dia "), List.of("escreveu:", "escreveu :")),
            // Italian
            new Introduction(List.of("il ", "in data "), List.of("ha scritto:", "ha scritto :", "scrive:")),
            // Dutch
            new Introduction(List.of("op "), " schreef ", List.of("schreef:", "geschreven:", ">:")),
            // Polish
            new Introduction(List.of("w dniu ", "dnia "), List.of("napisał:", "napisał(a):", "napisała:", "pisze:")),
            // Swedish, Danish, Norwegian
            new Introduction(List.of("den ", "på "), " skrev ", List.of("skrev:", "skrev :", ">:")),
            // Japanese
            new Introduction(List.of(""), List.of("のメール:", "書きました:", "書きました：", "wrote：")),
            // Chinese
            new Introduction(List.of(""), List.of("写道：", "写道:", "寫道：", "寫道:")));

    private static final List<String> SEPARATORS = List.of(
            "original message",
            "original appointment",
            "ursprüngliche nachricht",
            "ursprungliche nachricht",
            "originalnachricht",
            "message d'origine",
            "message original",
            "mensaje original",
            "mensagem original",
            "messaggio originale",
            "oorspronkelijk bericht",
            "исходное сообщение",
            "oryginalna wiadomość",
            "wiadomość oryginalna",
            "ursprungligt meddelande",
            "oprindelig meddelelse",
            "opprinnelig melding",
            "reply message",
            "原始邮件");

    private static final List<String> FORWARD_MARKS = List.of(
            "forwarded message",
            "begin forwarded message",
            "weitergeleitete nachricht",
            "anfang der weitergeleiteten",
            "message transféré",
            "message transmis",
            "mensaje reenviado",
            "mensagem encaminhada",
            "messaggio inoltrato",
            "doorgestuurd bericht",
            "пересылаемое сообщение",
            "пересланное сообщение",
            "wiadomość przekazana",
            "vidarebefordrat meddelande",
            "转发邮件",
            "转发的邮件",
            "転送されたメッセージ");

    private static final Set<String> FROM =
            Set.of("from", "von", "de", "da", "от", "от кого", "van", "od", "från", "fra", "差出人", "发件人", "寄件者");

    private static final Set<String> OTHERS = Set.of(
            "sent",
            "date",
            "to",
            "cc",
            "subject",
            "reply-to",
            "gesendet",
            "datum",
            "an",
            "betreff",
            "envoyé",
            "à",
            "objet",
            "enviado",
            "enviado el",
            "fecha",
            "para",
            "asunto",
            "assunto",
            "enviada em",
            "data",
            "inviato",
            "a",
            "oggetto",
            "verzonden",
            "aan",
            "onderwerp",
            "отправлено",
            "дата",
            "кому",
            "тема",
            "копия",
            "wysłano",
            "do",
            "temat",
            "skickat",
            "till",
            "ämne",
            "sendt",
            "til",
            "emne",
            "日時",
            "送信日時",
            "宛先",
            "件名",
            "发送时间",
            "收件人",
            "主题",
            "日期");

    static final List<String> DEVICE_NOTES = List.of(
            "sent from my ",
            "sent from mail for ",
            "sent from outlook",
            "get outlook for ",
            "von meinem ",
            "gesendet von ",
            "envoyé de mon ",
            "envoyé depuis ",
            "enviado desde mi ",
            "enviado do meu ",
            "inviato da ",
            "verzonden vanaf ",
            "отправлено с ",
            "wysłane z ",
            "skickat från ",
            "iphoneから送信",
            "发自我的");

    private ReplyHeaders() {}

    /**
     * How many lines the introduction takes that starts at the index; 0 where none does.
     *
     * @param plain lines as {@link #plain} gives them
     */
    static int introductionAt(List<String> plain, int index) {
        int most = Math.min(MOST_INTRODUCTION_LINES, plain.size() - index);
        var joined = new StringBuilder();
        boolean telling = false;
        for (int taken = 1; taken <= most; taken++) {
            var line = plain.get(index + taken - 1);
            if (line.isEmpty() || joined.length() + line.length() > LONGEST_INTRODUCTION) {
                return 0;
            }
            joined.append(taken == 1 ? "" : " ").append(line);
            telling |= line.indexOf('@') >= 0 || line.chars().anyMatch(Character::isDigit);
            boolean ended = line.endsWith(":") || line.endsWith("：");
            if (ended && telling && isIntroduction(joined.toString(), taken > 1)) {
                return taken;
            }
        }
        return 0;
    }

    /** What may begin anyhow must stand on one line, else it would swallow the sentence before. */
    private static boolean isIntroduction(String text, boolean wrapped) {
        return INTRODUCTIONS.stream()
                .anyMatch(introduction -> introduction.begins(text)
                        && introduction.ends(text)
                        && (!wrapped || !introduction.beginnings().contains("") || startsWithDigit(text)));
    }

    private static boolean startsWithDigit(String text) {
        return Character.isDigit(text.charAt(0));
    }

    /** Whether everything from the line on is history: a separator, or a block of header fields. */
    static boolean isHistoryAt(List<String> plain, int index) {
        var line = plain.get(index);
        return isSeparator(line) || isRuleBeforeBlock(plain, index, line) || isFieldBlock(plain, index);
    }

    static boolean isForwardMark(String plain) {
        return plain.length() < 120 && FORWARD_MARKS.stream().anyMatch(plain::contains);
    }

    private static boolean isSeparator(String line) {
        if (line.length() > 120 || !(line.startsWith("-") || line.startsWith("_") || line.startsWith("="))) {
            return false;
        }
        return SEPARATORS.stream().anyMatch(line::contains);
    }

    /** Outlook draws a line of underscores above its header block. */
    private static boolean isRuleBeforeBlock(List<String> plain, int index, String line) {
        boolean rule = line.length() >= 5 && line.chars().allMatch(letter -> letter == '_' || letter == '-');
        return rule && index + 1 < plain.size() && isFieldBlock(plain, index + 1);
    }

    /** A From field with at least two of its companions right below. */
    private static boolean isFieldBlock(List<String> plain, int index) {
        if (!FROM.contains(label(plain.get(index)))) {
            return false;
        }
        int companions = 0;
        for (int i = index + 1; i < Math.min(plain.size(), index + MOST_FIELDS); i++) {
            companions += OTHERS.contains(label(plain.get(i))) ? 1 : 0;
        }
        return companions >= 2;
    }

    /** What stands before the colon of a field. */
    private static String label(String plain) {
        int colon = plain.indexOf(':');
        int wide = plain.indexOf('：');
        int end = colon < 0 ? wide : wide < 0 ? colon : Math.min(colon, wide);
        return end < 0 || end > 30 ? "" : plain.substring(0, end).strip();
    }

    /** The line in lower case, without the asterisks of bold type and surrounding blanks. */
    static String plain(String line) {
        return line.replace("*", "").replace('\u00a0', ' ').strip().toLowerCase(Locale.ROOT);
    }
}
