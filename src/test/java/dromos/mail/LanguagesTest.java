package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
    private final Languages languages = new Languages();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    en | The guard at the door was very rude to my mother, and I would like to complain about it.
                    de | Ich möchte meinen Gutschein einlösen, aber an der Kasse wurde er leider nicht angenommen.
                    fr | Bonjour, je n'ai toujours pas reçu ma commande et personne ne répond au téléphone.
                    es | Hola, quisiera devolver los zapatos que compré la semana pasada en su tienda de Madrid.
                    pt | Olá, gostaria de devolver os sapatos que comprei na semana passada na vossa loja, não servem.
                    it | Buongiorno, vorrei restituire le scarpe che ho comprato la settimana scorsa nel vostro negozio.
                    nl | Goedemorgen, ik wil graag de schoenen ruilen die ik vorige week in uw winkel heb gekocht.
                    pl | Dzień dobry, chciałbym zwrócić buty, które kupiłem w zeszłym tygodniu w Państwa sklepie.
                    ru | Здравствуйте, охранник в вашем магазине нагрубил моей маме, я хочу пожаловаться.
                    sv | Hej, jag skulle vilja lämna tillbaka skorna som jag köpte i er butik förra veckan.
                    ja | 先週そちらのお店で買った靴を返品したいのですが、どうすればいいですか。
                    zh | 我想退掉上个星期在你们商店买的鞋子，请问怎么办理？
                    th | ฉันซื้อรองเท้าจากร้านของคุณเมื่อสัปดาห์ที่แล้วแต่มันเล็กเกินไปฉันอยากจะคืนรองเท้าและขอเงินคืนค่ะ
                    ko | 지난주에 매장에서 산 신발을 반품하고 싶습니다.
                    """)
    void aSentenceTellsItsLanguage(String language, String text) {
        assertThat(languages.of(text)).isEqualTo(language);
    }

    @Test
    void anEndlessWordIsCutBeforeItCosts() {
        // The model is loaded at the first question.
        languages.of("Where is the umbrella that I ordered from you?");
        var word = "\ud83d\ude00" + "äöüßéèñçøåæœ".repeat(80_000);
        long start = System.nanoTime();
        languages.of(word);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    de | Hallo, wo ist mein Paket?
                    fr | Où est mon colis ?
                    fr | Ma carte ne marche pas.
                    es | Mi vale no funciona.
                    de | Rot bitte. 42. Gruß Jörg
                    en | My gift card does not work.
                    pl | Gdzie jest moja paczka?
                    ru | Где моя посылка?
                    """)
    void aShortSentenceTellsItsLanguageOrNone(String language, String text) {
        assertThat(languages.of(text)).isIn(language, "");
    }

    @Test
    void aWordOrTwoTellNothing() {
        assertThat(languages.of("ok thanks")).isEmpty();
        assertThat(languages.of("")).isEmpty();
        assertThat(languages.of("https://shop.test/a/b 12345 67890 a@b.test")).isEmpty();
    }
}
