package dromos.mail;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what stands below a person's words: a signature behind its separator, the footer of a mailing list, a closing
 * formula with a name, and the note of a device ("Sent from my iPhone"). What is not plainly one of these is kept as
 * the person's words. To teach Dromos a language is to add a row.
 */
final class Signatures {
    /** Lines below a standard separator ("-- ", RFC 3676 section 4.3) that are still believed to be a signature. */
    private static final int LONGEST_SEPARATED = 40;

    private static final int LONGEST_FOOTER = 12;
    private static final int LONGEST_LINE = 80;
    private static final int LONGEST_IDEOGRAPHIC = 25;
    private static final int MOST_WORDS_OF_A_LINE = 9;
    private static final int FEWEST_WORDS_OF_A_SENTENCE = 5;
    private static final int MOST_WORDS_OF_A_NAME = 3;
    private static final int MOST_WORDS_OF_A_NOTE = 10;
    private static final int MOST_WORDS_BEFORE_A_DEVICE = 2;
    private static final int LONGEST_NOTE = 120;
    private static final int MOST_PARTS = 8;
    private static final int FEWEST_DIGITS_OF_A_NUMBER = 6;
    private static final int LONGEST_LITTLE_WORD = 3;

    /** How a device signs: first words, and last words, in lower case, alternatives divided by a bar. */
    private record Note(List<String> beginnings, List<String> endings) {}

    private static final List<Note> NOTES = List.of(
            note(
                    "sent from my |sent from |sent via |sent with |sent using |sent by my |get outlook for |download outlook for |from my ",
                    ""), // English
            note(
                    "gesendet von |gesendet mit |gesendet über |gesendet via |gesendet aus |von meinem |von meiner |von meinem/meiner |outlook für |holen sie sich outlook |hol dir outlook |mit meinem |vom ",
                    ""), // German
            note("diese nachricht wurde |diese e-mail wurde |mobil gesendet", ""), // German
            note(
                    "envoyé de mon |envoyé depuis |envoyé à partir |envoyé de |envoyé avec |envoyé par |envoyé via |télécharger outlook |téléchargez outlook |obtenez outlook |obtenir outlook |provenance : ",
                    ""), // French
            note(
                    "enviado desde mi |enviado desde |enviado de mi |enviado con |enviado por |obtener outlook |obtén outlook |descargar outlook ",
                    ""), // Spanish
            note(
                    "enviado do meu |enviado do |enviado a partir |enviado de |enviado pelo |enviado através |enviado via |obter o outlook |obtenha o outlook |baixar o outlook ",
                    ""), // Portuguese
            note(
                    "inviato dal mio |inviato da |inviato dal |inviato con |inviato tramite |inviata da |scarica outlook |ottieni outlook ",
                    ""), // Italian
            note(
                    "verzonden vanaf mijn |verstuurd vanaf mijn |verzonden vanaf |verstuurd vanaf |verzonden met |verstuurd met |verzonden via |verstuurd via |outlook voor |download outlook ",
                    ""), // Dutch
            note("wysłane z |wysłano z |wysłana z |pobierz outlook |pobierz aplikację outlook ", ""), // Polish
            note(
                    "отправлено с |отправлено из |отправлено от |отправлено через |отправлено при помощи |скачать outlook |получить outlook ",
                    ""), // Russian
            note("надіслано з |надіслано від |надіслано через |відправлено з |отримати outlook ", ""), // Ukrainian
            note(
                    "skickat från min |skickat från |skickades från |skickat med |sänt från |hämta outlook |skaffa outlook ",
                    ""), // Swedish
            note("sendt fra min |sendt fra |sendt med |sendt via |hent outlook |få outlook ", ""), // Danish
            note("sendt fra min |sendt fra |sendt med |last ned outlook |skaff deg outlook ", ""), // Norwegian
            note("lähetetty |hanki outlook |lataa outlook ", ""), // Finnish
            note("odesláno z |odesláno pomocí |odesláno ze |získat outlook |stáhnout outlook ", ""), // Czech
            note("odoslané z |odoslané zo |získajte outlook ", ""), // Slovak
            note("elküldve |küldve |az outlook letöltése |outlook letöltése ", "küldve|elküldve"), // Hungarian
            note("trimis de pe |trimis din |obțineți outlook |descărcați outlook ", ""), // Romanian
            note(
                    "şuradan gönderildi: |outlook'u edinin",
                    "den gönderildi|dan gönderildi|ndan gönderildi|gönderildi"), // Turkish
            note("στάλθηκε από |αποκτήστε το outlook ", ""), // Greek
            note("", "から送信|から送信されました|outlook を入手する|outlookを入手"), // Japanese
            note("发自|從我的|从我的|發自|来自我的|获取 outlook|取得 outlook|发送自", "傳送|发送|發送"), // Chinese
            note("나의 iphone|내 iphone", "에서 보냄|에서 보낸|outlook 다운로드"), // Korean
            note("נשלח מה|נשלח מ", ""), // Hebrew
            note("أرسلت من |مرسل من ", "")); // Arabic

    /** Beginnings that say whose device it was, so that its name need not be known. */
    private static final Set<String> OWN = Set.of(
            "sent from my ",
            "sent by my ",
            "envoyé de mon ",
            "enviado desde mi ",
            "enviado do meu ",
            "inviato dal mio ",
            "verzonden vanaf mijn ",
            "verstuurd vanaf mijn ",
            "skickat från min ",
            "sendt fra min ");

    /** Beginnings of many a sentence; believed only with a device and little else, or with the verb at the end. */
    private static final Set<String> OPEN = Set.of(
            "from my ",
            "von meinem ",
            "von meiner ",
            "von meinem/meiner ",
            "mit meinem ",
            "vom ",
            "diese nachricht wurde ",
            "diese e-mail wurde ");

    /** What a device note names besides its words: beginnings of words, which many a language inflects. */
    private static final List<String> DEVICES = Stream.of(
                    "iphon|ios|ipad|ipod|айфон|blackberry|android|samsung|galaxy|huawei|xiaomi|nokia|lumia|htc|sony",
                    "oneplus|motorola|oppo|realme|wiko|fairphone|pixel|smartphone|handheld|mobile|tablet|handy|téléphone|móvil|celular|мобильн|мобільн",
                    "手机|手機|携帯",
                    "outlook|yahoo|gmail|gmx|web.de|t-online|proton|windows|thunderbird|aquamail|icloud|hotmail|aol|yandex")
            .flatMap(row -> Stream.of(row.split("\\|")))
            .toList();

    /** What may stand between the names in a note that is nothing else. */
    private static final Set<String> FILLERS = Set.of(
            "mail", "app", "for", "on", "my", "the", "phone", "für", "der", "mit", "pour", "para", "per", "voor", "из",
            "для");

    /** What divides the parts of a line below a name: "Miller Ltd | High Street 5 | London". */
    private static final Pattern DIVIDER = Pattern.compile(" [|•·] ");

    /** A notice says all of these, in its language: what the mail is, that it is a mail, and for whom it is meant. */
    private static final List<List<String>> NOTICE = List.of(
            alternatives(
                    "confidential|privileged|vertraulich|confidentiel|confidencial|riservat|confidenzial|vertrouwelijk|poufn"
                            + "|конфиденциальн|konfidentiell|fortrolig|luottamuksell|důvěrn|gizli|機密|机密|保密"),
            alternatives(
                    "e-mail|email|message|mail|nachricht|messaggio|mensaje|mensagem|bericht|wiadomo|сообщени|письм|meddel"
                            + "|viesti|zpráv|メール|邮件"),
            alternatives(
                    "addressee|intended|recipient|empfänger|adressat|destinataire|destinatario|destinatári|geadresseerde"
                            + "|ontvanger|adresat|odbiorc|адресат|получател|mottagar|modtager|vastaanottaj|příjemc|alıcı|受信者|收件人"));

    private static final int SHORTEST_NOTICE = 80;

    /** Formulas that close a letter, in lower case, a language a row, alternatives divided by a bar. */
    private static final Set<String> CLOSINGS = Stream.of(
                    "regards|best regards|kind regards|kindest regards|warm regards|warmest regards|with kind regards|with best regards|many regards|best wishes|with best wishes|best|all the best|cheers|sincerely", // English
                    "yours sincerely|sincerely yours|yours faithfully|yours truly|very truly yours|respectfully|respectfully yours|cordially|yours|thanks and regards|thanks & regards|thank you and regards", // English
                    "thanks and best regards|thanks & best regards|br|rgds|brgds|kr|love|take care|many thanks and kind regards", // English
                    "mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|mit freundlichem gruss|freundliche grüße|freundliche grüsse|freundlichen gruß|freundliche grüße aus|mit besten grüßen", // German
                    "mit besten grüssen|beste grüße|beste grüsse|besten gruß|viele grüße|viele grüsse|vielen dank und viele grüße|vielen dank und freundliche grüße|liebe grüße|liebe grüsse|herzliche grüße|herzliche grüsse", // German
                    "herzlichst|mit herzlichen grüßen|schöne grüße|schönen gruß|lieben gruß|hochachtungsvoll|grüße|grüsse|gruß|gruss|mfg|lg|vg|mit vielen grüßen|mit freundlichen gruessen|viele gruesse|liebe gruesse", // German
                    "cordialement|bien cordialement|très cordialement|bien à vous|salutations|meilleures salutations|salutations distinguées|sincères salutations|cdt|cdlt|bonne journée|bien à toi|amicalement", // French
                    "respectueusement|avec mes meilleures salutations", // French
                    "saludos|un saludo|saludos cordiales|un cordial saludo|cordiales saludos|atentamente|muy atentamente|atte|reciba un cordial saludo|cordialmente|un abrazo|saludos atentos", // Spanish
                    "atenciosamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|os meus cumprimentos|att|cordialmente|abraços|abraço|respeitosamente", // Portuguese
                    "cordiali saluti|distinti saluti|saluti|un saluto|un cordiale saluto|cordialmente|tanti saluti|i migliori saluti", // Italian
                    "met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|hartelijke groet|hartelijke groeten|groet|groeten|groetjes|mvg|hoogachtend|met hartelijke groet", // Dutch
                    "pozdrawiam|z pozdrowieniami|z poważaniem|z powazaniem|pozdrawiam serdecznie|serdecznie pozdrawiam|z wyrazami szacunku|pozdrowienia", // Polish
                    "с уважением|с наилучшими пожеланиями|всего доброго|с наилучшими|всего наилучшего|с искренним уважением", // Russian
                    "з повагою|з найкращими побажаннями|всього найкращого", // Ukrainian
                    "med vänlig hälsning|med vänliga hälsningar|vänliga hälsningar|vänlig hälsning|hälsningar|mvh|hälsning|bästa hälsningar|med vänlig hälsning från", // Swedish
                    "med venlig hilsen|venlig hilsen|med venlige hilsner|venlige hilsner|hilsen|kh|vh|mvh|de bedste hilsner|kærlig hilsen|mange hilsner", // Danish
                    "med vennlig hilsen|vennlig hilsen|med vennlige hilsener|hilsen|mvh|beste hilsen|vennligst", // Norwegian
                    "ystävällisin terveisin|terveisin|parhain terveisin|yt", // Finnish
                    "s pozdravem|s přátelským pozdravem|se srdečným pozdravem|s úctou|zdravím|s pozdravom|s úctou a pozdravem", // Czech, Slovak
                    "üdvözlettel|tisztelettel|üdv", // Hungarian
                    "cu stimă|cu respect|o zi bună|toate cele bune", // Romanian
                    "saygılarımla|saygılarımızla|iyi çalışmalar|selamlar|sevgiler", // Turkish
                    "με εκτίμηση|με φιλικούς χαιρετισμούς", // Greek
                    "以上、よろしくお願いいたします|よろしくお願いいたします|よろしくお願いします|敬具|以上", // Japanese
                    "此致|敬礼|祝好|顺祝商祺|此致敬礼", // Chinese
                    "드림") // Korean
            .flatMap(row -> Stream.of(row.split("\\|")))
            .collect(Collectors.toUnmodifiableSet());

    /** Words of requests and orders, which stand in no signature; a language a row, alternatives divided by a bar. */
    private static final Set<String> MATTERS = Stream.of(
                    "please|pls|order|orders|refund|size|parcel|invoice|ticket|delivered|delivery|not", // English
                    "bitte|bestellung|auftrag|rechnung|größe|paket|lieferung|geliefert|erstatten|nicht", // German
                    "merci|commande|facture|taille|colis|livraison|remboursement|rembourser|pas", // French
                    "favor|pedido|factura|talla|paquete|reembolso|devolución|entrega", // Spanish
                    "encomenda|fatura|tamanho|reembolso|não", // Portuguese
                    "ordine|fattura|taglia|pacco|rimborso|consegna|non", // Italian
                    "alstublieft|graag|bestelling|factuur|maat|pakket|levering|niet", // Dutch
                    "proszę|zamówienie|faktura|rozmiar|paczka|zwrot|nie", // Polish
                    "пожалуйста|заказ|счёт|размер|посылка|возврат|не", // Russian
                    "будь|замовлення|рахунок|розмір|посилка|не", // Ukrainian
                    "vänligen|beställning|storlek|paket|inte", // Swedish
                    "venligst|ordre|bestilling|størrelse|pakke|ikke|faktura", // Danish, Norwegian
                    "tilaus|koko|lasku|paketti|ei", // Finnish
                    "prosím|objednávka|velikost|veľkosť|balík|zásilka", // Czech, Slovak
                    "kérem|rendelés|lütfen|sipariş|comanda|παραγγελία") // Hungarian, Turkish, Romanian, Greek
            .flatMap(row -> Stream.of(row.split("\\|")))
            .collect(Collectors.toUnmodifiableSet());

    /** The same for languages that write without blanks. */
    private static final List<String> UNDIVIDED_MATTERS =
            List.of("请", "請", "退款", "订单", "訂單", "ください", "下さい", "注文", "返金", "주세요", "주문", "환불");

    /** @param lines the person's words */
    record Signed(List<String> lines, String signature) {}

    private Signatures() {}

    private static Note note(String beginnings, String endings) {
        return new Note(alternatives(beginnings), alternatives(endings));
    }

    private static List<String> alternatives(String row) {
        return row.isEmpty() ? List.of() : List.of(row.split("\\|"));
    }

    /** Takes away part after part from below, as long as words of the person remain. */
    static Signed takeOff(List<String> written) {
        var signed = takeOffAll(written);
        boolean nothingLeft = signed.lines().stream().allMatch(String::isBlank);
        boolean doubtful = nothingLeft && written.stream().anyMatch(line -> believe(line) == Belief.LIKELY);
        return doubtful ? new Signed(written, "") : signed;
    }

    /** Whether there is nothing but what stands below a person's words. */
    static boolean isAll(List<String> lines) {
        return takeOffAll(lines).lines().stream().allMatch(String::isBlank);
    }

    private static Signed takeOffAll(List<String> written) {
        var parts = new ArrayList<String>();
        var lines = withoutLoneNotes(written, parts);
        int end = endOf(lines, lines.size());
        for (int taken = 0; taken < MOST_PARTS && end > 0; taken++) {
            int start = startOfLastPart(lines, end);
            boolean certain = start < end && (isSeparator(lines.get(start)) || isDeviceNote(lines.get(start)));
            if (start == end || (!certain && endOf(lines, start) == 0)) {
                break;
            }
            parts.add(0, text(lines, isRule(lines.get(start)) ? start + 1 : start, end));
            end = endOf(lines, start);
        }
        parts.removeIf(String::isBlank);
        return new Signed(lines.subList(0, end), String.join("\n", parts));
    }

    /** Notes of devices that stand as a paragraph of their own, above or between quotes. */
    private static List<String> withoutLoneNotes(List<String> lines, List<String> notes) {
        var kept = new ArrayList<String>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            boolean alone = (i == 0 || lines.get(i - 1).isBlank())
                    && i + 1 < lines.size()
                    && lines.get(i + 1).isBlank();
            if (alone && isDeviceNote(lines.get(i))) {
                notes.add(lines.get(i).strip());
            } else {
                kept.add(lines.get(i));
            }
        }
        return kept;
    }

    private static int endOf(List<String> lines, int from) {
        int end = from;
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        return end;
    }

    private static String text(List<String> lines, int start, int end) {
        return String.join("\n", lines.subList(start, end)).strip();
    }

    private static int startOfLastPart(List<String> lines, int end) {
        if (isDeviceNote(lines.get(end - 1)) || isNameLine(lines, end - 1)) {
            return end - 1;
        }
        int notice = notice(lines, end);
        if (notice < end) {
            return notice;
        }
        int separated = separated(lines, end);
        return separated < end ? separated : closed(lines, end);
    }

    /** Where the last paragraph begins, if it is the notice that a mail is confidential and for whom it is meant. */
    private static int notice(List<String> lines, int end) {
        int start = end;
        while (start > 0
                && end - start < LONGEST_FOOTER
                && !lines.get(start - 1).isBlank()) {
            start--;
        }
        var paragraph = String.join(" ", lines.subList(start, end)).toLowerCase(Locale.ROOT);
        boolean says = paragraph.length() >= SHORTEST_NOTICE
                && NOTICE.stream().allMatch(words -> words.stream().anyMatch(paragraph::contains));
        return says ? start : end;
    }

    /** Where a separator or a drawn rule with an address below it begins what plainly is a signature or a footer. */
    private static int separated(List<String> lines, int end) {
        boolean plain = true;
        boolean contact = false;
        int count = 0;
        for (int i = end - 1; i >= Math.max(0, end - LONGEST_SEPARATED); i--) {
            var line = lines.get(i);
            if (line.equals("-- ") || (line.strip().equals("--") && (plain && count <= LONGEST_FOOTER))) {
                return i;
            }
            if (isRule(line) && plain && contact && count <= LONGEST_FOOTER) {
                return i;
            }
            if (!line.isBlank()) {
                count++;
                plain = plain && isBrief(line);
                contact |= isContact(line);
            }
        }
        return end;
    }

    static boolean isSeparator(String line) {
        return line.equals("-- ") || line.strip().equals("--");
    }

    private static boolean isRule(String line) {
        var stripped = line.strip();
        return stripped.length() >= 2
                && "-_=—–*~".indexOf(stripped.charAt(0)) >= 0
                && stripped.chars().allMatch(letter -> letter == stripped.charAt(0));
    }

    /** Where a closing formula begins, below which stand only names and the like. */
    private static int closed(List<String> lines, int end) {
        int start = end;
        int count = 0;
        for (int i = end - 1; i >= 0 && count <= LONGEST_FOOTER; i--) {
            var line = lines.get(i);
            if (isClosing(line)) {
                start = i;
            } else if (!line.isBlank()) {
                if (start < end || !isSignatory(line)) {
                    break;
                }
                count++;
            }
        }
        return start;
    }

    /** A name, a role, a company, a street, a number, an address: what a person writes below a closing formula. */
    private static boolean isSignatory(String line) {
        var stripped = line.strip();
        return !isPostscript(line)
                && !isAboutMatter(stripped)
                && Stream.of(DIVIDER.split(stripped)).allMatch(Signatures::isSignatoryPart);
    }

    private static boolean isSignatoryPart(String part) {
        var stripped = part.strip();
        return isBrief(stripped) && (isContact(stripped) || isNumber(stripped) || isTitled(stripped));
    }

    /** Whether the line is a sentence, or about an order. */
    static boolean isProse(String line) {
        var stripped = line.strip();
        boolean sentence = wordsOf(stripped) >= FEWEST_WORDS_OF_A_SENTENCE
                && !isContact(stripped)
                && ".!?。！？".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
        return !isDeviceNote(stripped) && (sentence || isAboutMatter(stripped));
    }

    private static boolean isAboutMatter(String line) {
        var lower = line.toLowerCase(Locale.ROOT);
        return Stream.of(lower.split("[^\\p{L}]+", -1)).anyMatch(MATTERS::contains)
                || UNDIVIDED_MATTERS.stream().anyMatch(lower::contains);
    }

    /** "tel. +47 22 33 44": at least as many figures as a telephone number has, and hardly a word. */
    private static boolean isNumber(String line) {
        long digits = line.chars().filter(Character::isDigit).count();
        long letters = line.chars().filter(Character::isLetter).count();
        return digits >= FEWEST_DIGITS_OF_A_NUMBER && letters <= digits;
    }

    /** One word, or several whose long ones begin with a capital letter, where the script has any. */
    private static boolean isTitled(String line) {
        var words = Stream.of(line.split("[^\\p{L}\\p{N}\\p{M}'’.]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        return words.size() == 1
                || words.stream()
                        .filter(word -> word.length() > LONGEST_LITTLE_WORD)
                        .noneMatch(word -> Character.isLowerCase(word.charAt(0)));
    }

    private static boolean isClosing(String line) {
        var plain = line.strip();
        if (plain.length() > LONGEST_LINE) {
            return false;
        }
        int end = plain.length();
        while (end > 0 && !Character.isLetterOrDigit(plain.charAt(end - 1))) {
            end--;
        }
        plain = plain.substring(0, end);
        var lower = plain.toLowerCase(Locale.ROOT).replace('\u00a0', ' ');
        if (CLOSINGS.contains(lower)) {
            return true;
        }
        int comma = plain.indexOf(',');
        if (comma > 0
                && lower.length() == plain.length()
                && CLOSINGS.contains(lower.substring(0, comma).strip())) {
            return isName(plain.substring(comma + 1).strip());
        }
        return false;
    }

    private static boolean isPostscript(String line) {
        var lower = line.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("ps") || lower.startsWith("p.s") || lower.startsWith("p. s") || lower.startsWith("nb");
    }

    /** No sentence: a name, a role, a number, an address. */
    private static boolean isBrief(String line) {
        var stripped = line.strip();
        if (stripped.contains("://")) {
            return true;
        }
        if (stripped.chars().anyMatch(Character::isIdeographic)) {
            return stripped.length() <= LONGEST_IDEOGRAPHIC
                    && "。？！".chars().noneMatch(mark -> stripped.indexOf(mark) >= 0);
        }
        int words = wordsOf(stripped);
        boolean sentence = words >= FEWEST_WORDS_OF_A_SENTENCE && (stripped.endsWith(".") || stripped.endsWith("!"));
        return !sentence
                && stripped.length() <= LONGEST_LINE
                && !stripped.endsWith("?")
                && !stripped.endsWith(":")
                && !stripped.startsWith("#")
                && words <= MOST_WORDS_OF_A_LINE;
    }

    private static boolean isContact(String line) {
        return line.indexOf('@') >= 0 || line.contains("://") || line.contains("www.");
    }

    /** "-Ann Lee", "/Ann": a dash and a name right behind it, alone below a blank line, and no item of a list. */
    private static boolean isNameLine(List<String> lines, int at) {
        var line = lines.get(at).strip();
        int start = 0;
        while (start < line.length() && start < 2 && "-—–/~".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        int above = endOf(lines, at);
        return start > 0
                && above < at
                && above > 0
                && lines.get(above - 1).strip().charAt(0) != line.charAt(0)
                && isName(line.substring(start));
    }

    private static boolean isName(String text) {
        var words = text.split(" +", MOST_WORDS_OF_A_NAME + 1);
        return words.length <= MOST_WORDS_OF_A_NAME
                && text.length() <= 40
                && Stream.of(words).allMatch(Signatures::isNameWord);
    }

    private static boolean isNameWord(String word) {
        return !word.isEmpty()
                && (Character.isUpperCase(word.charAt(0)) || Character.isIdeographic(word.charAt(0)))
                && word.chars().allMatch(letter -> Character.isLetter(letter) || ".-'’".indexOf(letter) >= 0);
    }

    /** How far a line is believed to say from what device, or with which program, the mail was sent. */
    private enum Belief {
        NONE,
        LIKELY,
        /** It says nothing else. */
        CERTAIN
    }

    /** Whether the line says no more than from what device, or with which program, the mail was sent. */
    static boolean isDeviceNote(String line) {
        return believe(line) != Belief.NONE;
    }

    private static Belief believe(String line) {
        if (line.length() > 4 * LONGEST_NOTE) {
            return Belief.NONE;
        }
        var note = withoutTargets(line).strip();
        var lower = note.toLowerCase(Locale.ROOT).replace('\u00a0', ' ');
        if (lower.length() > LONGEST_NOTE || lower.length() < 4) {
            return Belief.NONE;
        }
        while (!lower.isEmpty() && ".!]>)_*".indexOf(lower.charAt(lower.length() - 1)) >= 0) {
            lower = lower.substring(0, lower.length() - 1);
        }
        boolean link = note.length() < line.strip().length();
        for (var row : NOTES) {
            if (row.endings().stream().anyMatch(lower::endsWith) && namesDevice(lower, MOST_WORDS_OF_A_NOTE)) {
                return wordsOf(lower) <= MOST_WORDS_OF_A_NAME ? Belief.CERTAIN : Belief.LIKELY;
            }
            for (var beginning : row.beginnings()) {
                if (lower.startsWith(beginning)) {
                    return believe(lower, beginning, link);
                }
            }
        }
        return Belief.NONE;
    }

    private static Belief believe(String note, String beginning, boolean link) {
        int comma = note.indexOf(',');
        var first = comma < 0 ? note : note.substring(0, comma);
        var rest = first.length() > beginning.length() ? first.substring(beginning.length()) : "";
        boolean own = OWN.contains(beginning);
        boolean device = beginning.contains("outlook")
                || namesDevice(rest, own ? MOST_WORDS_OF_A_NOTE : MOST_WORDS_BEFORE_A_DEVICE);
        boolean named = comma < 0 && (link || (own && wordsOf(rest) <= MOST_WORDS_OF_A_NAME));
        if (wordsOf(first) > MOST_WORDS_OF_A_NOTE
                || !(device || named)
                || (OPEN.contains(beginning) && !isShut(note))) {
            return Belief.NONE;
        }
        boolean nothingElse = Stream.of(rest.split(" +", -1))
                .allMatch(word -> word.isEmpty() || FILLERS.contains(word) || namesDevice(word, 0));
        return link || (own && device) || nothingElse ? Belief.CERTAIN : Belief.LIKELY;
    }

    /** Whether the note ends with its verb, or with the device. */
    private static boolean isShut(String note) {
        return note.endsWith("gesendet") || namesDevice(note.substring(note.lastIndexOf(' ') + 1), 0);
    }

    /** @param before how many words may stand before the device's name */
    private static boolean namesDevice(String text, int before) {
        return DEVICES.stream().anyMatch(device -> {
            int at = text.indexOf(device);
            while (at > 0 && isWithinWord(text.charAt(at - 1), device)) {
                at = text.indexOf(device, at + 1);
            }
            return at == 0 || (at > 0 && wordsOf(text.substring(0, at)) <= before);
        });
    }

    /** Chinese and Japanese words have no blanks between them and a name. */
    private static boolean isWithinWord(char before, String device) {
        return Character.isLetter(before) && before < '\u2e80' && device.charAt(0) < '\u2e80';
    }

    private static int wordsOf(String text) {
        int words = 0;
        boolean blank = true;
        for (int i = 0; i < text.length(); i++) {
            boolean between = Character.isWhitespace(text.charAt(i));
            words += blank && !between ? 1 : 0;
            blank = between;
        }
        return Math.max(1, words);
    }

    /** Without the link behind it: "Get Outlook for iOS<https://...>". */
    private static String withoutTargets(String line) {
        if (!line.contains("://")) {
            return line;
        }
        var kept = new StringBuilder();
        boolean target = false;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            target |= (letter == '<' || letter == '[' || letter == '(') && i > 0 && line.indexOf("://", i) > 0;
            if (!target) {
                kept.append(letter);
            }
            target &= letter != '>' && letter != ']' && letter != ')';
        }
        return kept.toString();
    }
}
