package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Cost;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteCutterTest {
    private static final List<String> HOSTILE = List.of(
            "on 1 ",
            "on 1\n",
            "on 1:\n",
            "> ",
            "\n",
            "from: a\n",
            "--\n",
            "-- \n",
            "a",
            ">\n",
            "----------\n\n",
            "| x\n",
            "<",
            "(",
            "On Mon, 2 Feb 2026 Ann <a@b.test>\n",
            "Subject: x\nFrom: a\n\n",
            "sent from my phone\n\n",
            "Regards\n",
            "---------- Forwarded message\n",
            "yes\n\nOn 2 Feb 2026, Ann wrote:\n> x\n",
            "@:\n",
            "wrote:\n");

    @Test
    void whatWasNeverAQuoteStaysWhole() {
        var text = "Dear shop,\n\non Monday the guard wrote: nothing.\nFrom: my view that is rude.\n\nAnn";
        assertThat(QuoteCutter.cut(text)).isEqualTo(new QuoteCutter.Cut(text, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Mon, 2 Feb 2026 at 10:00, Shop <support@shop.test> wrote:",
                "On Mon, 2 Feb 2026 at 10:00, Shop\n<support@shop.test> wrote:",
                "Am 02.02.26 um 10:00 schrieb Shop:",
                "Am Mo., 2. Feb. 2026 um 10:00 Uhr schrieb Shop <support@shop.test>:",
                "Le lun. 2 févr. 2026 à 10:00, Shop <support@shop.test> a écrit :",
                "пн, 2 февр. 2026 г. в 10:00, Shop <support@shop.test> пишет:",
                "2 февраля 2026, 10:00, Shop <support@shop.test> написал(а):",
                "El lun, 2 feb 2026 a las 10:00, Shop (<support@shop.test>) escribió:",
                "Em seg., 2 de fev. de 2026 às 10:00, Shop <support@shop.test> escreveu:",
                "Il giorno lun 2 feb 2026 alle ore 10:00 Shop <support@shop.test> ha scritto:",
                "Op ma 2 feb 2026 om 10:00 schreef Shop <support@shop.test>:",
                "W dniu 02.02.2026 o 10:00 Shop pisze:",
                "Den mån 2 feb. 2026 kl 10:00 skrev Shop <support@shop.test>:",
                "2026年2月2日(月) 10:00 Shop <support@shop.test>のメール:",
                "Shop <support@shop.test> 于2026年2月2日周一 10:00写道：",
                "-----Original Message-----",
                "-----Ursprüngliche Nachricht-----",
                "________________________________\nFrom: Shop\nSent: Monday\nTo: Ann\nSubject: x",
                "Von: Shop\nGesendet: Montag\nAn: Ann\nBetreff: x",
                "*От:* Shop\n*Отправлено:* x\n*Кому:* Ann\n*Тема:* x",
                "De : Shop\nEnvoyé : lundi\nÀ : Ann\nObjet : x",
            })
    void theHistoryBelowAnIntroductionIsCut(String introduction) {
        var cut = QuoteCutter.cut("Thank you!\n\nAnn\n\n" + introduction + "\n\nold words\nmore of them\n");
        assertThat(cut.reply()).isEqualTo("Thank you!\n\nAnn");
        assertThat(cut.quoted()).startsWith(introduction).endsWith("more of them");
    }

    @Test
    void answersBetweenAndBelowQuotesAreKept() {
        var cut = QuoteCutter.cut("On 2 Feb 2026 Shop wrote:\n> Which size?\nMedium.\n\n> Which colour?\nRed.\n");
        assertThat(cut.reply()).isEqualTo("Medium.\n\nRed.");
        assertThat(cut.quoted()).isEqualTo("On 2 Feb 2026 Shop wrote:\n> Which size?\n> Which colour?");
    }

    @Test
    void aSignatureIsCutApart() {
        assertThat(QuoteCutter.cut("Yes.\n-- \nAnn Lee\nParis"))
                .isEqualTo(new QuoteCutter.Cut("Yes.", "", "Ann Lee\nParis"));
        assertThat(QuoteCutter.cut("Yes.\n\nSent from my iPhone\n\n> old").signature())
                .isEqualTo("Sent from my iPhone");
    }

    @Test
    void forwardedContentIsContent() {
        var text = "See below.\n\n---------- Forwarded message ---------\nFrom: Bob <b@x.test>\nDate: Monday\n"
                + "Subject: Broken\nTo: Ann\n\nIt is broken.";
        assertThat(QuoteCutter.cut(text)).isEqualTo(new QuoteCutter.Cut(text, "", ""));
    }

    @Test
    void hostileTextCostsLittle() {
        for (String unit : HOSTILE) {
            Cost.assertLittle(unit, () -> QuoteCutter.cut(unit.repeat(1_000_000 / unit.length())));
        }
    }

    @Test
    void aLongMailIsCutInNoTime() {
        var mail =
                "Dear shop,\n\nyes.\n\nOn 2 Feb 2026, Shop <help@shop.test> wrote:\n> Which colour?\n\n".repeat(1_400);
        QuoteCutter.cut(mail);
        Cost.assertLittle("20 mails of 100 kB", () -> IntStream.range(0, 20).forEach(i -> QuoteCutter.cut(mail)));
    }

    @Test
    void whatIsWrittenBelowAQuoteIsKept() {
        var cut = QuoteCutter.cut("On 2 Feb 2026, Shop wrote:\n> Which size?\n\nForty.\n\nÅsa");
        assertThat(cut.reply()).isEqualTo("Forty.\n\nÅsa");
        cut = QuoteCutter.cut(
                "Hi Bo,\n\nOn 2 Feb 2026, at 9:05, Shop <help@shop.test> wrote:\n\nWhich size?\n\nForty.");
        assertThat(cut.reply()).isEqualTo("Hi Bo,\n\nWhich size?\n\nForty.");
    }

    @Test
    void quotesBehindOddMarksAreCut() {
        for (String mark : new String[] {"| ", "AL> ", "--]", "# ", ": ", "    N> "}) {
            var text = "On 2 Feb 2026, at 9:05, Ann <ann@shop.test> wrote:\n\n" + mark + "Which size\n" + mark
                    + "do you want?\n\nForty.\n\n" + mark + "Which colour?\n\nBlue.";
            assertThat(QuoteCutter.cut(text).reply()).isEqualTo("Forty.\n\nBlue.");
        }
    }

    @Test
    void aListBelowAnIntroductionIsNoQuote() {
        var text = "On 2 Feb 2026, at 9:05, Ann <ann@shop.test> wrote:\n- shoes\n- hats\nBoth are broken.";
        assertThat(QuoteCutter.cut(text).reply()).contains("shoes", "hats", "Both are broken.");
    }

    @Test
    void anAddressBrokenByTheProgramBelongsToTheIntroduction() {
        var cut = QuoteCutter.cut(
                "Forty.\n\nOn Mon, 2 Feb 2026 at 9:05, Shop <help@shop.test\n> wrote:\n\n> Which size?");
        assertThat(cut.reply()).isEqualTo("Forty.");
        assertThat(cut.quoted()).startsWith("On Mon");
    }

    @Test
    void aMailPassedOnWithoutAWordIsContentUnlessItIsAnAnswer() {
        var text = "From: Shop <help@shop.test>\nSent: Monday\nTo: Åsa\nSubject: Size\n\nWhich size?";
        assertThat(QuoteCutter.cut(text, "FW: Size")).isEqualTo(new QuoteCutter.Cut(text, "", ""));
        assertThat(QuoteCutter.cut(text, "Size")).isEqualTo(new QuoteCutter.Cut(text, "", ""));
        assertThat(QuoteCutter.cut(text, "RE: Size")).isEqualTo(new QuoteCutter.Cut("", text, ""));
    }

    @Test
    void wordsAboveAMailPassedOnAreContentWithIt() {
        var text = "Please look.\n\nFrom: Shop <help@shop.test>\nSent: Monday\nTo: Åsa\nSubject: Size\n\nWhich size?";
        assertThat(QuoteCutter.cut(text, "WG: Größe").reply()).isEqualTo(text);
        assertThat(QuoteCutter.cut(text, "AW: Größe").reply()).isEqualTo("Please look.");
    }

    @Test
    void aQuoteBrokenOnTheWayStaysOneQuote() {
        var cut = QuoteCutter.cut(
                "Yes.\n\nOn 2 Feb 2026, Shop wrote:\n"
                        + "> Would you be so kind as to tell us which one of the many sizes that we\nhave is the right one\n> for you?");
        assertThat(cut.reply()).isEqualTo("Yes.");
    }

    @Test
    void aQuoteWithoutAWordIsAnEmptyReply() {
        assertThat(QuoteCutter.cut("On 2 Feb 2026, Shop wrote:\n> Which size?\n")
                        .reply())
                .isEmpty();
        assertThat(QuoteCutter.cut("> I write like this.\n> Always.").reply())
                .isEqualTo("> I write like this.\n> Always.");
    }

    @Test
    void aNoteOfADeviceAloneIsNoReply() {
        assertThat(QuoteCutter.cut("\nSent from my iPhone\n"))
                .isEqualTo(new QuoteCutter.Cut("", "", "Sent from my iPhone"));
    }

    @Test
    void anIntroductionInAnUnknownLanguageIsCutWithTheQuoteBelowIt() {
        var cut = QuoteCutter.cut("#approve\n\nAr Mhairt scriobh duine:\n> the whole letter\n> was quoted");
        assertThat(cut.reply()).isEqualTo("#approve");
    }
}
