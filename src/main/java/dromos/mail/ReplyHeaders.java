package dromos.mail;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How mail programs announce the history that they quote: an introduction ("On Monday Ann wrote:"), a separator
 * ("-----Original Message-----"), or a block of header fields (From, Sent, To, Subject); and how they announce a
 * forwarded mail. To teach Dromos a language is to add a row. All methods take lines as {@link #plain} gives them.
 */
final class ReplyHeaders {
    private static final int LONGEST_INTRODUCTION = 300;
    private static final int MOST_INTRODUCTION_LINES = 5;
    private static final int MOST_WORDS_OF_A_NAME = 5;
    private static final int LONGEST_LABEL = 30;
    private static final int LONGEST_SEPARATOR = 120;
    private static final int MOST_WORDS_OF_A_LABEL = 3;
    private static final int MOST_BLOCK_LINES = 20;

    /** Lines below a mark or rule within which the fields that it announces begin. */
    private static final int NEAR = 4;

    /**
     * @param lines how many lines the introduction takes; 0 where there is none
     * @param certain whether a program must have written it, so that what follows is history even without marks; else
     *     it is believed only right above a marked quote, because a person might have written it
     */
    record Introduction(int lines, boolean certain) {
        static final Introduction NONE = new Introduction(0, false);
    }

    /**
     * How a language introduces a quote, in lower case.
     *
     * @param verbs last words before the colon
     * @param inner verbs that stand before the name: "schrieb Ann:"
     * @param personal words that no program uses in an introduction, but a person does: "your colleague wrote:"
     * @param articles before a noun that is no name: "the driver wrote:"
     */
    private record Wording(List<String> verbs, List<String> inner, Set<String> personal, Set<String> articles) {}

    /** What stands after the time of day. */
    private static final Set<String> CLOCK = Set.of("am", "pm", "a.m.", "p.m.", "uhr", "h", "hrs", "uur", "o'clock");

    private static final List<Wording> WORDINGS = List.of(
            wording("wrote|writes|said|has written", "", "i|me|my|your|our|us|we", "the|a|an|one"), // English
            wording(
                    "schrieb|schreibt|schrieben|geschrieben",
                    "schrieb|schreibt",
                    "ich|mir|mich|mein|meine|ihr|ihre|ihnen|uns|unser|unsere|wir|man",
                    "der|die|das|ein|eine|einer"), // German
            wording(
                    "a écrit|a ecrit|écrit|écrivait|a envoyé",
                    "",
                    "je|j'ai|me|m'a|m'avez|mon|ma|mes|votre|vos|nous|notre|nos",
                    "le|la|les|un|une|l'"), // French
            wording(
                    "escribió|escribio|escribe|ha escrito|ha escrit|va escriure",
                    "",
                    "yo|me|mi|mis|su|sus|nos|nuestro|nuestra|usted|ustedes",
                    "el|la|los|las|un|una"), // Spanish
            wording(
                    "escreveu|escreve",
                    "",
                    "eu|me|meu|minha|seu|sua|seus|nos|nosso|nossa",
                    "o|a|os|as|um|uma"), // Portuguese
            wording(
                    "ha scritto|scrive|scrisse|ha inviato",
                    "",
                    "io|mi|mio|mia|suo|sua|vostro|vostra|ci|nostro",
                    "il|lo|la|i|gli|le|un|una|l'|un'"), // Italian
            wording(
                    "schreef|geschreven|schrijft",
                    "schreef|schrijft",
                    "ik|mij|me|mijn|uw|jullie|ons|onze|u",
                    "de|het|een"), // Dutch
            wording(
                    "napisał|napisała|napisał(a)|napisał/a|pisze|napisano",
                    "",
                    "ja|mnie|mi|mój|moja|wasz|wasza|państwa|nam|nasz",
                    ""), // Polish
            wording(
                    "пишет|написал|написала|написал(а)|написал(-а)|писал|писала|писал(а)",
                    "",
                    "я|мне|мой|моя|ваш|ваша|ваше|нам|наш",
                    ""), // Russian
            wording(
                    "пише|написав|написала|написав(ла)|написав(-ла)|писав",
                    "",
                    "я|мені|мій|моя|ваш|ваша|нам|наш",
                    ""), // Ukrainian
            wording("skrev|skriver", "skrev|skriver", "jag|mig|min|er|era|ert|oss|vår", "en|ett|den|det"), // Swedish
            wording("skrev|skriver", "skrev|skriver", "jeg|mig|min|jeres|din|os|vores", "en|et|den|det"), // Danish
            wording("skrev|skriver", "skrev|skriver", "jeg|meg|min|deres|din|oss|vår", "en|et|ei|den|det"), // Norwegian
            wording("kirjoitti|kirjoittaa", "", "minä|minulle|teidän", ""), // Finnish
            wording("napsal|napsala|napsal(a)|napsal/a|píše", "", "já|mi|mně|můj|váš|vaše|nám|náš", ""), // Czech
            wording("napísal|napísala|napísal(a)|napísal/a|píše", "", "ja|mi|môj|váš|nám|náš", ""), // Slovak
            wording("írta|írt", "", "én|nekem|önök", "a|az|egy"), // Hungarian
            wording("a scris", "", "eu|mi|meu|mea|vă|ne|nostru", "un|o"), // Romanian
            wording("yazdı|yazmış", "", "ben|bana|benim|sizin|bize", "bir"), // Turkish
            wording("έγραψε", "", "εγώ|μου|σας|μας", "ο|η|το|ένας|μία"), // Greek
            wording("のメール|のメッセージ|書きました|書いた|wrote", "", "私|弊社|貴社", ""), // Japanese
            wording("写道|寫道|写到|撰寫|写了", "", "我|我们|您|你们", ""), // Chinese
            wording("작성|썼습니다|쓴 글|작성함", "", "제가|저희", ""), // Korean
            wording("כתב|כתבה|מאת", "", "אני", ""), // Hebrew
            wording("كتب|كتبت", "", "أنا", "")); // Arabic

    /** Of the verbs; most lines are told apart by them. */
    private static final Set<Character> LAST_LETTERS = WORDINGS.stream()
            .flatMap(wording -> wording.verbs().stream())
            .map(verb -> verb.charAt(verb.length() - 1))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> INNER_VERBS =
            WORDINGS.stream().flatMap(wording -> wording.inner().stream()).collect(Collectors.toUnmodifiableSet());

    /** The fields of a quoted mail's header, in lower case, alternatives divided by a bar. */
    private enum Field {
        FROM,
        DATE,
        TO,
        COPY,
        SUBJECT
    }

    /** One language's names of the fields. */
    private record Labels(String from, String date, String to, String copy, String subject) {
        void addTo(Map<String, Field> fields) {
            add(fields, from, Field.FROM);
            add(fields, date, Field.DATE);
            add(fields, to, Field.TO);
            add(fields, copy, Field.COPY);
            add(fields, subject, Field.SUBJECT);
        }

        private static void add(Map<String, Field> fields, String labels, Field field) {
            Stream.of(labels.split("\\|")).forEach(label -> fields.putIfAbsent(label, field));
        }
    }

    private static final List<Labels> LABELS = List.of(
            new Labels("from|reply-to", "sent|date|sent at", "to", "cc|bcc", "subject"), // English
            new Labels(
                    "von|absender|antwort an",
                    "gesendet|datum|gesendet am",
                    "an|empfänger",
                    "kopie|cc",
                    "betreff|thema"), // German
            new Labels(
                    "de|expéditeur",
                    "envoyé|envoyé le|date|message du|le",
                    "à|a|destinataire|pour",
                    "copie à|copie|cc",
                    "objet|sujet"), // French
            new Labels(
                    "de|remitente", "enviado|enviado el|fecha|enviada", "para|a", "cc|con copia", "asunto"), // Spanish
            new Labels(
                    "de|remetente",
                    "enviado|enviada|enviada em|enviado em|data|data de envio",
                    "para",
                    "cc|cópia",
                    "assunto"), // Portuguese
            new Labels(
                    "da|mittente",
                    "inviato|data|inviata|inviato il",
                    "a|destinatario",
                    "cc|copia",
                    "oggetto"), // Italian
            new Labels("van|afzender", "verzonden|datum|verstuurd", "aan", "cc|kopie", "onderwerp"), // Dutch
            new Labels("od|nadawca", "wysłano|wysłane|data|wyslano", "do|adresat", "dw|kopia|udw", "temat"), // Polish
            new Labels("от|от кого", "отправлено|дата|отправлен", "кому", "копия|cc", "тема"), // Russian
            new Labels("від|від кого", "надіслано|дата|відправлено", "кому", "копія", "тема"), // Ukrainian
            new Labels("från|avsändare", "skickat|datum|skickades", "till", "kopia|cc", "ämne"), // Swedish
            new Labels("fra|afsender", "sendt|dato", "til", "cc|kopi", "emne"), // Danish, Norwegian
            new Labels(
                    "lähettäjä", "lähetetty|päivämäärä|päiväys", "vastaanottaja|kenelle", "kopio", "aihe"), // Finnish
            new Labels(
                    "od|odesílatel|odosielateľ",
                    "odesláno|datum|dátum|odoslané",
                    "komu|adresát",
                    "kopie|kópia",
                    "předmět|predmet|věc"), // Czech, Slovak
            new Labels(
                    "feladó|küldő",
                    "elküldve|dátum|küldve|küldés ideje",
                    "címzett|kinek",
                    "másolatot kap|másolat",
                    "tárgy"), // Hungarian
            new Labels(
                    "kimden|gönderen",
                    "gönderildi|tarih|gönderim tarihi",
                    "kime|alıcı",
                    "bilgi|bcc",
                    "konu"), // Turkish
            new Labels("de la|expeditor", "trimis|data", "către", "cc", "subiect"), // Romanian
            new Labels("από", "στάλθηκε|ημερομηνία", "προς", "κοιν.|κοινοποίηση", "θέμα"), // Greek
            new Labels("差出人|送信者|from", "送信日時|日時|日付|送信日", "宛先", "cc|写し", "件名"), // Japanese
            new Labels("发件人|寄件者|寄件人", "发送时间|日期|寄件日期|时间|傳送時間|发送日期", "收件人|收件者", "抄送|副本", "主题|主旨|主題"), // Chinese
            new Labels("보낸 사람|보낸사람|발신", "보낸 날짜|날짜|보낸날짜", "받는 사람|받는사람|수신", "참조", "제목"), // Korean
            new Labels("מאת", "נשלח|תאריך", "אל", "עותק", "נושא"), // Hebrew
            new Labels("من", "تاريخ|أرسلت|التاريخ", "إلى", "نسخة", "الموضوع")); // Arabic

    private static final Map<String, Field> FIELDS = fields();

    /** Further fields that programs quote, in lower case. A field with any other name is one of a form. */
    private static final Set<String> FURTHER_FIELDS = Stream.of(
                    "importance|priority|x-priority|sensitivity|attachments|attachment|attach|categories|when|where",
                    "message-id|in-reply-to|references|organization|organisation|user-agent|x-mailer|mime-version",
                    "content-type|return-path|delivered-to|received|newsgroups|mailed-by|signed-by|security|list-id",
                    "sender|resent-from|resent-to|wichtigkeit|priorität|anlagen|anlage|anhang|anhänge", // German
                    "importance|priorité|pièces jointes|pièce jointe", // French
                    "importancia|prioridad|datos adjuntos|archivos adjuntos", // Spanish
                    "prioridade|importância|anexos|anexo", // Portuguese
                    "priorità|allegati|allegato", // Italian
                    "urgentie|prioriteit|bijlagen|bijlage", // Dutch
                    "ważność|priorytet|załączniki|załącznik", // Polish
                    "важность|вложения|важливість|вкладення", // Russian, Ukrainian
                    "prioritet|bilagor|vedhæftede filer|vedhæftet fil|vedlegg|tärkeys|liitteet", // Nordic
                    "důležitost|přílohy|prílohy|fontosság|mellékletek|önem|ekler", // Czech, Slovak, Hungarian, Turkish
                    "重要度|添付ファイル|附件|重要性|첨부 파일") // East Asian
            .flatMap(row -> Stream.of(row.split("\\|")))
            .collect(Collectors.toUnmodifiableSet());

    /** Whole lines, without the rules around them. */
    private static final Set<String> SEPARATORS = Set.of(
            "original message",
            "original appointment",
            "original email",
            "original e-mail",
            "original",
            "reply message",
            "previous message",
            "ursprüngliche nachricht",
            "ursprungliche nachricht",
            "ursprüngliche mail",
            "originalnachricht",
            "original-nachricht",
            "original nachricht",
            "originalmail",
            "original mail",
            "message d'origine",
            "message original",
            "message initial",
            "courriel original",
            "mensaje original",
            "mensaje de origen",
            "mensagem original",
            "messaggio originale",
            "messaggio originario",
            "oorspronkelijk bericht",
            "oorspronkelijke bericht",
            "origineel bericht",
            "исходное сообщение",
            "оригинальное сообщение",
            "первоначальное сообщение",
            "вихідне повідомлення",
            "оригінальне повідомлення",
            "oryginalna wiadomość",
            "wiadomość oryginalna",
            "ursprungligt meddelande",
            "originalmeddelande",
            "oprindelig meddelelse",
            "oprindelig besked",
            "original meddelelse",
            "original besked",
            "opprinnelig melding",
            "original melding",
            "alkuperäinen viesti",
            "původní zpráva",
            "původní e-mail",
            "pôvodná správa",
            "eredeti üzenet",
            "orijinal mesaj",
            "orijinal ileti",
            "özgün ileti",
            "mesaj original",
            "αρχικό μήνυμα",
            "元のメッセージ",
            "オリジナルメッセージ",
            "原始邮件",
            "原始郵件",
            "原始訊息",
            "원본 메시지",
            "원본 메일");

    /** Beginnings of lines, without the rules around them. */
    private static final List<String> FORWARD_MARKS = List.of(
            "forwarded message",
            "forwarded by",
            "begin forwarded text",
            "begin forwarded message",
            "start of forwarded message",
            "weitergeleitete nachricht",
            "weitergeleitet von",
            "anfang der weitergeleiteten",
            "message transféré",
            "message transmis",
            "message réexpédié",
            "début du message transféré",
            "début du message réexpédié",
            "début du message transmis",
            "mensaje reenviado",
            "inicio del mensaje reenviado",
            "mensagem encaminhada",
            "mensagem reencaminhada",
            "início da mensagem",
            "messaggio inoltrato",
            "inizio messaggio inoltrato",
            "messaggio rediretto",
            "doorgestuurd bericht",
            "begin doorgestuurd bericht",
            "пересылаемое сообщение",
            "пересланное сообщение",
            "начало переадресованного",
            "начало пересылаемого",
            "переслане повідомлення",
            "wiadomość przekazana",
            "przekazana wiadomość",
            "treść przekazanej wiadomości",
            "początek przekazywanej wiadomości",
            "vidarebefordrat meddelande",
            "vidarebefordrat mejl",
            "vidarebefordrat brev",
            "videresendt meddelelse",
            "videresendt besked",
            "videresendt melding",
            "videresendt e-post",
            "start på videresendt",
            "välitetty viesti",
            "edelleenlähetetty viesti",
            "přeposlaná zpráva",
            "preposlaná správa",
            "továbbított üzenet",
            "yönlendirilen ileti",
            "yönlendirilmiş mesaj",
            "iletilen mesaj",
            "mesaj redirecționat",
            "转发邮件",
            "转发的邮件",
            "轉寄郵件",
            "开始转发的邮件",
            "転送されたメッセージ",
            "転送メッセージ",
            "전달된 메시지");

    /** What programs put before the subject of an answer. */
    private static final Set<String> ANSWER_PREFIXES = Set.of(
            "re", "aw", "sv", "antw", "odp", "ref", "r", "vs", "ynt", "rép", "ang", "回复", "回覆", "答复", "返信", "답장", "رد");

    /**
     * What programs put before the subject of a forwarded mail. A prefix that stands for an answer in one language and
     * for a forwarded mail in another, as "VS", counts as an answer, so that no history is passed on by mistake.
     */
    private static final Set<String> FORWARD_PREFIXES = Set.of(
            "fw", "fwd", "wg", "tr", "rv", "enc", "i", "doorst", "pd", "vb", "vl", "ilt", "转发", "轉寄", "転送", "전달");

    private ReplyHeaders() {}

    private static Map<String, Field> fields() {
        var fields = new HashMap<String, Field>();
        LABELS.forEach(labels -> labels.addTo(fields));
        return Map.copyOf(fields);
    }

    private static Wording wording(String verbs, String inner, String personal, String articles) {
        return new Wording(
                alternatives(verbs),
                alternatives(inner),
                Set.copyOf(alternatives(personal)),
                Set.copyOf(alternatives(articles)));
    }

    private static List<String> alternatives(String row) {
        return row.isEmpty() ? List.of() : List.of(row.split("\\|"));
    }

    private static boolean isPlain(String line) {
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (letter < ' ' || letter > '~' || letter == '*') {
                return false;
            }
        }
        return true;
    }

    /**
     * The line in lower case, with plain blanks, and without quotation-like ornament: bold type's asterisks, invisible
     * letters, and the dashes, underscores or equal signs around it.
     */
    static String plain(String line) {
        if (isPlain(line)) {
            return line.strip().toLowerCase(Locale.ROOT);
        }
        var plain = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (Character.isSpaceChar(letter) || letter == '\t') {
                plain.append(' ');
            } else if (letter == '’') {
                plain.append('\'');
            } else if (letter == '：') {
                plain.append(':');
            } else if (letter != '*' && Character.getType(letter) != Character.FORMAT && !SafeText.isControl(letter)) {
                plain.append(letter);
            }
        }
        return plain.toString().strip().toLowerCase(Locale.ROOT);
    }

    /** Without the rule that a program drew before and after: "---- On Monday Ann wrote ----". */
    private static String bare(String plain) {
        int start = 0;
        int end = plain.length();
        while (start < end && isRule(plain.charAt(start))) {
            start++;
        }
        while (end > start && isRule(plain.charAt(end - 1))) {
            end--;
        }
        return plain.substring(start, end);
    }

    private static boolean isRule(char letter) {
        return letter == ' '
                || letter == '-'
                || letter == '_'
                || letter == '='
                || letter == '—'
                || letter == '–'
                || letter == '~';
    }

    /** Whether the line begins with a drawn rule, or is one. */
    private static boolean isRuled(String plain) {
        return plain.length() > 2
                && plain.length() <= LONGEST_SEPARATOR
                && plain.charAt(0) != ' '
                && isRule(plain.charAt(0))
                && plain.charAt(1) == plain.charAt(0)
                && plain.charAt(2) == plain.charAt(0);
    }

    /** The introduction that starts at the index. */
    static Introduction introductionAt(List<String> plain, int index) {
        var joined = new StringBuilder();
        int most = Math.min(MOST_INTRODUCTION_LINES, plain.size() - index);
        for (int taken = 1; taken <= most; taken++) {
            var line = bare(plain.get(index + taken - 1));
            boolean quote = line.startsWith(">") && joined.lastIndexOf("<") <= joined.lastIndexOf(">");
            if (line.isEmpty() || quote || joined.length() + line.length() > LONGEST_INTRODUCTION) {
                return Introduction.NONE;
            }
            joined.append(taken == 1 ? "" : " ").append(line);
            boolean standsAlone =
                    index + taken >= plain.size() || plain.get(index + taken).isEmpty();
            var found = judge(joined.toString(), taken, standsAlone);
            if (found.lines() > 0 && (taken == 1 || !startsLater(plain, index, taken))) {
                return startsHere(plain, index, taken) ? found : Introduction.NONE;
            }
            char last = line.charAt(line.length() - 1);
            if (last == ':' || last == '!' || last == '?') {
                return Introduction.NONE;
            }
        }
        return Introduction.NONE;
    }

    private static Introduction judge(String text, int lines, boolean standsAlone) {
        boolean ended = text.endsWith(":");
        boolean address = text.indexOf('@') > 0;
        // Most lines end here, before anything of them is looked at more closely.
        if ((!ended && !address) || (!address && !Dates.hasDigit(text))) {
            return Introduction.NONE;
        }
        boolean day = Dates.hasDay(text);
        if (!ended && !day) {
            return Introduction.NONE;
        }
        var said = ended ? text.substring(0, text.length() - 1).strip() : text;
        var wordings = wordingsOf(said, ended);
        boolean bracketed = address && isBracketed(text);
        if (!ended) {
            return wordings.isEmpty() ? Introduction.NONE : new Introduction(lines, true);
        }
        if (!wordings.isEmpty()) {
            boolean personal = wordings.stream().anyMatch(wording -> isPersonal(wording, said));
            boolean named = wordings.stream().noneMatch(wording -> isAboutSomebody(wording, said));
            boolean certain = !personal && (address || (day && standsAlone && named));
            return new Introduction(lines, certain);
        }
        boolean dated = day || Dates.hasTime(text);
        boolean signedOff = address && day && Dates.hasTime(text) && startsWithDate(text) && endsWithAddress(said);
        return (bracketed && dated) || signedOff ? new Introduction(lines, true) : Introduction.NONE;
    }

    /** Neighbours share their verbs, so that a line may be worded in several languages. */
    private static List<Wording> wordingsOf(String said, boolean ended) {
        boolean verbal = !said.isEmpty() && LAST_LETTERS.contains(said.charAt(said.length() - 1));
        boolean inverted = ended && INNER_VERBS.stream().anyMatch(said::contains);
        if (!verbal && !inverted) {
            return List.of();
        }
        return WORDINGS.stream()
                .filter(wording -> (verbal && wording.verbs().stream().anyMatch(verb -> endsWithWord(said, verb)))
                        || (inverted && wording.inner().stream().anyMatch(verb -> namesAfter(said, verb))))
                .toList();
    }

    private static boolean endsWithWord(String text, String word) {
        if (!text.endsWith(word) || text.length() == word.length()) {
            return false;
        }
        char before = text.charAt(text.length() - word.length() - 1);
        return !Character.isLetter(before)
                || Character.isIdeographic(before)
                || Character.isIdeographic(word.charAt(0))
                || word.charAt(0) > '\u3000';
    }

    /** Whether a name, perhaps with an address or a date, follows the verb. */
    private static boolean namesAfter(String text, String verb) {
        int at = text.lastIndexOf(" " + verb + " ");
        if (at < 0) {
            return text.startsWith(verb + " ") && text.indexOf('@') > 0;
        }
        var rest = text.substring(at + verb.length() + 2).strip();
        return rest.indexOf('@') >= 0
                || Dates.hasTime(rest)
                || rest.split(" +", MOST_WORDS_OF_A_NAME + 1).length <= MOST_WORDS_OF_A_NAME;
    }

    private static boolean isPersonal(Wording wording, String said) {
        return Arrays.stream(said.split("[ ,]+")).anyMatch(wording.personal()::contains);
    }

    /** Whether it names no sender, but a noun: "at 10:00 the driver wrote", "der Fahrer schrieb". */
    private static boolean isAboutSomebody(Wording wording, String said) {
        var words = said.replace("'", "' ").split("[ ,]+", -1);
        if (wording.articles().contains(words[0]) && !startsWithDate(said)) {
            return true;
        }
        for (int i = 1; i + 1 < words.length; i++) {
            boolean beginsName = Dates.hasDigit(words[i - 1])
                    || CLOCK.contains(words[i - 1])
                    || wording.inner().contains(words[i - 1]);
            boolean beginsTime =
                    Dates.hasDigit(words[i + 1]) || wording.articles().contains(words[i + 1]);
            if (beginsName && !beginsTime && wording.articles().contains(words[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBracketed(String text) {
        int open = text.indexOf('<');
        int at = text.indexOf('@', Math.max(open, 0));
        return (open >= 0 && at > open) || text.contains("&lt;") || text.contains("[mailto:");
    }

    private static boolean endsWithAddress(String said) {
        var last = said.substring(said.lastIndexOf(' ') + 1);
        return last.indexOf('@') > 0;
    }

    /** What takes several lines starts with a date, or begins its paragraph; else it would swallow what is above. */
    private static boolean startsHere(List<String> plain, int index, int taken) {
        boolean paragraph = index == 0
                || bare(plain.get(index - 1)).isEmpty()
                || plain.get(index - 1).startsWith(">");
        return taken == 1 || paragraph || startsWithDate(bare(plain.get(index)));
    }

    /** Whether what begins on a later line is an introduction too, and the more likely one. */
    private static boolean startsLater(List<String> plain, int index, int taken) {
        boolean dated = startsWithDate(bare(plain.get(index)));
        for (int later = index + 1; later < index + taken; later++) {
            var line = bare(plain.get(later));
            boolean likelier = !dated || (startsWithDate(line) && !line.startsWith("at "));
            if (likelier && judge(joined(plain, later, index + taken), 1, true).lines() > 0) {
                return true;
            }
        }
        return false;
    }

    private static String joined(List<String> plain, int from, int to) {
        return plain.subList(from, to).stream().map(ReplyHeaders::bare).collect(Collectors.joining(" "));
    }

    /** "on mon, 2 feb", "2026-02-02", "wednesday, 2": a digit among the first words, after nothing but short ones. */
    private static boolean startsWithDate(String line) {
        var words = line.split(" +", 5);
        boolean leads = words[0].length() <= 5
                || words[0].endsWith(",")
                || (!words[0].isEmpty() && Character.isDigit(words[0].charAt(0)));
        return leads && Arrays.stream(words).limit(4).anyMatch(word -> word.indexOf('@') < 0 && Dates.hasDigit(word));
    }

    /** Whether a separator or a block of header fields begins here, below which stands history. */
    static boolean isHistoryAt(List<String> plain, int index) {
        return headerAt(plain, index) > 0;
    }

    /** How many lines the separator or rule and the block of header fields take; 0 where there is neither. */
    static int headerAt(List<String> plain, int index) {
        var line = plain.get(index);
        boolean separator = isSeparator(line);
        if (separator || isRuled(line)) {
            int block = blockWithin(plain, index + 1);
            return block >= 0 ? block + blockAt(plain, block, true) - index : separator ? 1 : 0;
        }
        return blockAt(plain, index, false);
    }

    private static boolean isSeparator(String line) {
        if (line.length() > LONGEST_SEPARATOR || line.length() < 4) {
            return false;
        }
        var bare = bare(line);
        return SEPARATORS.contains(
                        bare.endsWith(":")
                                ? bare.substring(0, bare.length() - 1).strip()
                                : bare)
                && (isRuled(line) || bare.indexOf(' ') > 0);
    }

    private static int blockWithin(List<String> plain, int from) {
        for (int i = from; i < Math.min(plain.size(), from + NEAR); i++) {
            if (blockAt(plain, i, true) > 0) {
                return i;
            }
            if (!plain.get(i).isEmpty()) {
                return -1;
            }
        }
        return -1;
    }

    /** Whether a mail that is passed on begins here, which is content. */
    static boolean isForwardAt(List<String> plain, int index) {
        if (!isForwardMark(plain.get(index))) {
            return false;
        }
        var below = plain.subList(index + 1, Math.min(plain.size(), index + 1 + MOST_BLOCK_LINES)).stream()
                .map(ReplyHeaders::unquoted)
                .toList();
        return isRuled(unquoted(plain.get(index))) || blockWithin(below, 0) >= 0;
    }

    static boolean isForwardMark(String plain) {
        if (plain.length() > LONGEST_SEPARATOR || plain.length() < 4) {
            return false;
        }
        var bare = bare(unquoted(plain));
        return FORWARD_MARKS.stream().anyMatch(bare::startsWith);
    }

    /** Whether the line is nothing but a drawn rule, or a separator. */
    static boolean isDrawn(String plain) {
        return isSeparator(plain) || (isRuled(plain) && bare(plain).isEmpty());
    }

    private static String unquoted(String line) {
        int start = 0;
        while (start < line.length() && (line.charAt(start) == '>' || line.charAt(start) == ' ')) {
            start++;
        }
        return line.substring(start);
    }

    /**
     * How many lines the block of header fields takes that starts at the index; 0 where none does. A letter on paper
     * begins with a date and a subject too, the ticket of a railway has From, To and Date, and what a form sends has
     * fields of its own: neither is a header.
     *
     * @param announced whether a mark or a rule stands above, so that fewer fields are believed
     */
    private static int blockAt(List<String> plain, int index, boolean announced) {
        if (fieldOf(plain.get(index)) == null) {
            return 0;
        }
        var found = EnumSet.noneOf(Field.class);
        boolean address = false;
        int end = index;
        int foreign = 0;
        for (int i = index; i < Math.min(plain.size(), index + MOST_BLOCK_LINES) && foreign < 3; i++) {
            var field = fieldOf(plain.get(i));
            foreign = field == null ? foreign + 1 : 0;
            if (field != null) {
                found.add(field);
                address |= field != Field.SUBJECT && plain.get(i).indexOf('@') > 0;
                end = i + 1;
            }
        }
        boolean telling = found.contains(Field.SUBJECT) || address;
        boolean whole = found.contains(Field.DATE) && found.contains(Field.TO);
        boolean header = telling && found.contains(Field.FROM) && found.size() >= 3 && (announced || whole);
        return header && !isForm(plain, index, end) ? end - index : 0;
    }

    /** Whether a field that no mail has stands among the fields or right below them. */
    private static boolean isForm(List<String> plain, int index, int end) {
        boolean tabular = plain.get(index).endsWith(":");
        int last = Math.min(plain.size() - 1, tabular ? end + 1 : end);
        return plain.subList(index, last + 1).stream().anyMatch(line -> isForeignField(line, tabular));
    }

    /** @param tabular whether the value stands on the next line, as it does in a table of an HTML page */
    private static boolean isForeignField(String plain, boolean tabular) {
        int colon = plain.indexOf(':');
        if (colon <= 0 || colon > LONGEST_LABEL || plain.startsWith("//", colon + 1)) {
            return false;
        }
        var label = plain.substring(0, colon).strip();
        boolean valued = tabular || colon < plain.length() - 1;
        return valued
                && label.split(" +", -1).length <= MOST_WORDS_OF_A_LABEL
                && label.chars().allMatch(letter -> Character.isLetter(letter) || letter == ' ' || letter == '-')
                && !FIELDS.containsKey(label)
                && !FURTHER_FIELDS.contains(label);
    }

    static boolean isField(String plain) {
        return fieldOf(plain) != null;
    }

    private static @Nullable Field fieldOf(String plain) {
        int colon = plain.indexOf(':');
        if (colon <= 0 || colon > LONGEST_LABEL) {
            return null;
        }
        return FIELDS.get(plain.substring(0, colon).strip());
    }

    /** Whether the subject calls the mail an answer. */
    static boolean saysAnswer(String subject) {
        return ANSWER_PREFIXES.contains(prefix(subject));
    }

    /** Whether the subject calls the mail a forwarded one. */
    static boolean saysForward(String subject) {
        return FORWARD_PREFIXES.contains(prefix(subject));
    }

    private static String prefix(String subject) {
        var plain = plain(subject);
        int colon = plain.indexOf(':');
        if (colon < 1 || colon > 12) {
            return "";
        }
        int bracket = plain.indexOf('[');
        return plain.substring(0, bracket > 0 && bracket < colon ? bracket : colon)
                .strip();
    }
}
