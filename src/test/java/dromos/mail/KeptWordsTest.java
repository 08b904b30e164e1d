package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Words of a person that look much like what a program writes, and history that looks like words. */
class KeptWordsTest {
    @Test
    void aPrefixOfAnswersAndOfForwardedMailsMeansAnAnswer() {
        var text = "Tuote lähtee huomenna.\n\nLähettäjä: Kauppa\nLähetetty: maanantai\nVastaanottaja: Varasto\n"
                + "Aihe: Lamppu\n\nSanokaa hänelle jotain.";
        assertThat(QuoteCutter.cut(text, "VS: [DR-1-K7QM2XV8] Lamppu").reply()).isEqualTo("Tuote lähtee huomenna.");
        assertThat(QuoteCutter.cut(text, "VL: Lamppu").reply()).isEqualTo(text);
    }
}
