package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of a person that look much like what a program writes, and history that looks like words. */
class KeptWordsTest {
    @Test
    void aLineOfCompanyStreetAndTownIsPartOfASignature() {
        var cut = QuoteCutter.cut("Where is it?\n\nMit freundlichen Grüßen\nJörg Müller\n\n"
                + "Müller & Söhne GmbH | Hauptstraße 5 | 80331 München | Deutschland und Europa\nTel. +49 89 123456");
        assertThat(cut.reply()).isEqualTo("Where is it?");
        assertThat(cut.signature()).startsWith("Mit freundlichen").endsWith("123456");
    }

    @Test
    void aNoticeOfConfidentialityIsNoneOfThePersonsWords() {
        var notice = "This e-mail is confidential and intended solely for the addressee. If you are not the addressee,"
                + " please delete it.";
        assertThat(QuoteCutter.cut("Where is it?\n\nKind regards\nPat Smith\n\n" + notice)
                        .reply())
                .isEqualTo("Where is it?");
        var german =
                "Diese Nachricht ist vertraulich und nur für den genannten Empfänger bestimmt. Alle anderen löschen sie bitte.";
        assertThat(QuoteCutter.cut("Wo ist es?\n\n" + german).reply()).isEqualTo("Wo ist es?");
        var words =
                "Your driver read my confidential message aloud to everybody who stood around him, which I find shocking.";
        assertThat(QuoteCutter.cut("A complaint.\n\n" + words).reply()).endsWith("shocking.");
    }

    /** A bar stands for a line break. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Den 12.03.2026 kl. 10:00 skrev jeres kundeservice:|Vi sender en ny vare.|Men jeg har intet modtaget.",
                "Den 12.03.2026 kl. 10:00 skrev vores sjåfør til meg:|Ingen hjemme.|Det stemmer ikke.",
                "12.03.2026 o 10:00 môj sused píše:|Balík tu nebol.|To nie je pravda.",
            })
    void personalWordsOfNeighbouringLanguagesAreHeard(String words) {
        assertKept(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On 12.03.2026 at 10:00 the driver wrote:|Nobody at home.|That is not true, I was there!",
                "On 12.03.2026 at 10:00 the driver wrote:||Nobody at home.||That is not true, I was there!",
                "On 12.03.2026 at 10:00 Bob Miller wrote:|Nobody at home.|That is not true, I was there!",
                "Am 12.03.2026 um 10:00 Uhr schrieb der Fahrer:||Niemand da.||Das stimmt nicht.",
                "Der Fahrer schrieb am 12.03.2026 um 10:00:||Niemand da.||Das stimmt nicht.",
                "Le 12/03/2026 à 10:00, le livreur a écrit :||Absent.||C'est faux.",
                "Le 12/03/2026 à 10:00, l'employé a écrit :||Absent.||C'est faux.",
                "El 12/03/2026 a las 10:00 el repartidor escribió:||Ausente.||No es verdad.",
                "Il 12/03/2026 alle 10:00 il corriere ha scritto:||Assente.||Non è vero.",
                "Op 12-03-2026 om 10:00 schreef de chauffeur:||Niemand thuis.||Dat klopt niet.",
            })
    void whatAThirdPersonWroteIsTold(String words) {
        assertKept(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On 12.03.2026 at 10:00 The Shoe Shop <help@shop.test> wrote:",
                "Le 12/03/2026 à 10:00, Anne Le Goff a écrit :",
                "El 12/03/2026 a las 10:00, Juan Gil escribió:",
                "Op 12-03-2026 om 10:00 schreef Jan de Vries:",
                "Em 2 de fev. de 2026 10:00, Rui Gil escreveu:",
                "Am 12.03.2026 um 10:00 Uhr schrieb Max von der Au:",
            })
    void anArticleWithinANameTellsNothing(String introduction) {
        assertThat(QuoteCutter.cut("Hello.\n\n" + introduction + "\n\nOld words.")
                        .reply())
                .isEqualTo("Hello.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fecha: 3 de mayo de 2026|Para: Atención al cliente|Asunto: Reclamación||Quiero que me devuelvan el dinero.",
                "1, rue du Port, Brest||Date : 3 mai 2026|À : Service client|Objet : Réclamation||La lampe est cassée.",
                "From: Ann Lee <ann@home.test>|Date: 3 May 2026|Subject: Parcel|Message: where is my parcel?",
                "From: Ann Lee <ann@home.test>|To: Shop|Date: 3 May 2026|Subject: Parcel|Message: where is my parcel?",
                "----------------|From: Ann Lee <ann@home.test>|Phone: 12 34 56|Date: 3 May 2026|Subject: Parcel||Where is it?",
            })
    void formalLettersAndFormsAreKept(String words) {
        assertKept(words);
    }

    @Test
    void aFormInHtmlIsKept() {
        var fields = "From: Ann Lee &lt;ann@home.test&gt;<br>To: Shop<br>Date: 3 May 2026<br>Subject: Parcel<br>";
        var page = "<p>New request from the web form</p><p>" + fields + "Message: where is my parcel?</p>";
        assertThat(reply(page)).endsWith("Message: where is my parcel?");
        var row = "<tr><td>NAME:</td><td>some words</td></tr>";
        var table = new StringBuilder("<p>New request from the web form</p><table>");
        for (String name : new String[] {"From", "To", "Date", "Subject", "Message"}) {
            table.append(row.replace("NAME", name));
        }
        assertThat(reply(table + "</table>")).contains("Message:");
    }

    @Test
    void aColonAndAFigureIntroduceNoQuote() {
        var page = "<p>Hello.</p><p>Your page for order 4711 promises this:</p><blockquote>Blue.</blockquote>";
        assertThat(reply(page)).contains("Your page for order 4711 promises this:");
        assertThat(reply(page.replace("order 4711", "2 May 2026"))).isEqualTo("Hello.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please refund me, order 4711, bank 12 34 56",
                "The lamp that you have sent me is broken.",
                "1<br>2<br>3<br>4<br>5<br>6<br>7<br>8<br>9<br>10<br>11<br>12<br>13",
            })
    void aLetterWithinTheElementOfASignatureIsKept(String words) {
        var page = "<p>Hello.</p><div id=Signature>" + words + "</div>";
        assertThat(reply(page)).contains(words.substring(words.lastIndexOf('>') + 1));
    }

    @Test
    void theHeaderOfAMailWithFurtherFieldsIsHistory() {
        var fields =
                "From: Shop <help@shop.test>\nSent: Monday\nTo: Åsa\nSubject: Size\nImportance: High\n\nOld words.";
        assertThat(QuoteCutter.cut("Forty.\n\n" + fields).reply()).isEqualTo("Forty.");
    }

    private static String reply(String page) {
        var document = Objects.requireNonNull(HtmlText.parse(page));
        HtmlQuotes.removeFrom(document, "");
        return HtmlText.of(document.body());
    }

    private static void assertKept(String words) {
        var text = "Hello.\n\n" + words.replace('|', '\n');
        assertThat(QuoteCutter.cut(text)).isEqualTo(new QuoteCutter.Cut(text, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sent from Copenhagen in torn wrapping paper.",
                "Sent from Copenhagen with two broken windows.",
                "Wysłano z uszkodzonym telefonem.",
                "Envoyé par mail le 3 mai sans réponse.",
                "Mit meinem Samsung unzufrieden",
                "Sent via email twice, no answer.",
                "Sent from my home address twice already",
                "Gesendet mit der falschen Farbe",
            })
    void sentencesAreNoNotesOfDevices(String words) {
        assertKept(words);
        assertThat(QuoteCutter.cut(words)).isEqualTo(new QuoteCutter.Cut(words, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thank you and regards|Please refund order 4711|to my credit card",
                "Best regards|Ann||Order 4711, size 42|Delivered to wrong address",
                "Best regards|Ann||The lamp is broken",
                "Viele Grüße|Ann||Die Lampe ist leider kaputt",
                "谢谢|请退款到我的银行卡",
                "此致|请退款到我的银行卡",
                "감사합니다|환불해 주세요",
            })
    void requestsBelowAClosingFormulaAreKept(String words) {
        assertKept(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Best regards,|Ann Lee||Head of Shoes|Shop Ltd.|1 Quay, 5003 Bergen|tel. +47 22 33 44 55|www.shop.test",
                "Regards|ann",
                "Mit freundlichen Grüßen||i. A. Ann Lee|Leiterin der Abteilung Schuhe||Hauptstr. 5|12345 Berlin",
                "此致|田中",
            })
    void namesAndAddressesBelowAClosingFormulaAreASignature(String closing) {
        assertThat(QuoteCutter.cut("Hello.\n\n" + closing.replace('|', '\n')).reply())
                .isEqualTo("Hello.");
    }

    @Test
    void aDoubtfulNoteNeverEmptiesAReply() {
        assertThat(QuoteCutter.cut("Sent with defective Samsung.").reply()).isNotEmpty();
        assertThat(QuoteCutter.cut("Sent from Yahoo Mail on Android").reply()).isEmpty();
    }

    @Test
    void aPrefixOfAnswersAndOfForwardedMailsMeansAnAnswer() {
        var text = "Tuote lähtee huomenna.\n\nLähettäjä: Kauppa\nLähetetty: maanantai\nVastaanottaja: Varasto\n"
                + "Aihe: Lamppu\n\nSanokaa hänelle jotain.";
        assertThat(QuoteCutter.cut(text, "VS: [DR-1-K7QM2XV8] Lamppu").reply()).isEqualTo("Tuote lähtee huomenna.");
        assertThat(QuoteCutter.cut(text, "VL: Lamppu").reply()).isEqualTo(text);
    }
}
