package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of a person that look much like what a program writes, and history that looks like words. */
class KeptWordsTest {
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

    private static void assertKept(String words) {
        var text = "Hello.\n\n" + words.replace('|', '\n');
        assertThat(QuoteCutter.cut(text)).isEqualTo(new QuoteCutter.Cut(text, "", ""));
    }

    @Test
    void aPrefixOfAnswersAndOfForwardedMailsMeansAnAnswer() {
        var text = "Tuote lähtee huomenna.\n\nLähettäjä: Kauppa\nLähetetty: maanantai\nVastaanottaja: Varasto\n"
                + "Aihe: Lamppu\n\nSanokaa hänelle jotain.";
        assertThat(QuoteCutter.cut(text, "VS: [DR-1-K7QM2XV8] Lamppu").reply()).isEqualTo("Tuote lähtee huomenna.");
        assertThat(QuoteCutter.cut(text, "VL: Lamppu").reply()).isEqualTo(text);
    }
}
