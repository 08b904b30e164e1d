package dromos.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Cost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {
    private static final String MATTER = "Gift card 4711 never came";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Re: ",
                "RE: ",
                "re:",
                "Re : ",
                "Re\u00a0: ",
                "Re:\t",
                "Re: Re: ",
                "Re[2]: ",
                "Re(3): ",
                "Re^2: ",
                "Re2: ",
                "AW: ",
                "Antw: ",
                "Antwort: ",
                "WG: ",
                "AW: WG: ",
                "Fw: ",
                "FWD: ",
                "SV: ",
                "VS: ",
                "VB: ",
                "Vs: Re: ",
                "Odp: ",
                "PD: ",
                "Res: ",
                "ENC: ",
                "RIF: ",
                "R: ",
                "I: ",
                "TR: ",
                "Rép: ",
                "RÉF : ",
                "RV: ",
                "Vá: ",
                "YNT: ",
                "İLT: ",
                "Отв: ",
                "Ha: ",
                "HA: ",
                "ΑΠ: ",
                "回复: ",
                "回复：",
                "答复: ",
                "转发: ",
                "轉寄: ",
                "返信: ",
                "転送: ",
                "답장: ",
                "Trả lời: ",
                "Bls: ",
                "השב: ",
                "رد: ",
                "[EXTERN] ",
                "[EXT] AW: ",
                "Re: [EXTERN] ",
                "EXTERN: ",
                "***SPAM*** ",
                "{Spam?} ",
                "(EXTERNAL) Re: ",
                "[shop-list] ",
                "Re: [shop-list] Re: ",
                "[DR-10482-K7QM2XV8] ",
                "Automatic reply: ",
                "Automatische Antwort: ",
                "Réponse automatique : ",
                "Gelesen: ",
                "Accepted: ",
                "Complaint: ",
                "URGENT!! Complaint: "
            })
    void aPrefixMakesNoOtherMatter(String prefix) {
        assertThat(Subjects.isSame(MATTER, prefix + MATTER)).isTrue();
        assertThat(Subjects.isSame("Re: " + MATTER, prefix + MATTER)).isTrue();
        assertThat(Subjects.isSame(MATTER, prefix + "Invoice")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gift card                       | Gift card (fwd)
            Gift card                       | Fwd: Gift card (Fwd)
            Gift card                       | GIFT   CARD
            Gift card                       | Gift-card!
            Gift card                       | Re: Gift card [DR-7-AAAAAAAA]
            Gift card                       | Re:
            Gift card                       | ''
            Where's my “parcel”?            | Re: Where's my "parcel"?
            Größe und Maße                  | AW: Gro\u0308ße und Maße
            Café                            | TR: CAFÉ
            Invoice (was: Gift card)        | Re: Invoice
            Re: Invoice (was Re: Gift card) | Invoice
            Invoice (was: Gift card         | Re: Invoice (was: Gift card)
            Invoice (was : Gift card)       | Re: Invoice
            Rechnung (war: AW: Gutschein)   | AW: Rechnung
            The parcel that I ordered in May never came | Re: The parcel that I ord...
            The parcel that I ordered in May never came | Re: The parcel that I ord…
            """)
    void theSameMatterIsRecognised(String one, String other) {
        assertThat(Subjects.isSame(one, other)).isTrue();
        assertThat(Subjects.isSame(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gift card    | Re: Gift cards
            Gift card    | Invoice (was: Gift card)
            Gift card    | Invoice (was Re: Gift card
            Gift card 17 | Re: Gift card 18
            Order 5: late | Order 6: late
            Gift         | Re: Gift card for my mother
            Reply card   | Card
            Rat: eats    | Re: Mouse: eats
            Parcel (was damaged) | Parcel (was late)
            Parcel (was damaged) | Re: Parcel
            Jacke (era rota)     | Jacke
            Jacke (war zu eng)   | Jacke (war zu weit)
            Parcel (was          | Parcel (was late
            """)
    void anotherMatterIsRecognised(String one, String other) {
        assertThat(Subjects.isSame(one, other)).isFalse();
        assertThat(Subjects.isSame(other, one)).isFalse();
    }

    @Test
    void aLongSubjectMayBeCutWithoutDots() {
        var whole = "About the parcel with the number 123456789 that I ordered in May and that never came";
        assertThat(Subjects.isSame(whole, "Re: " + whole.substring(0, 78))).isTrue();
        assertThat(Subjects.isSame(whole, "Re: " + whole.substring(0, 20))).isFalse();
    }

    @Test
    void hostileSubjectsCostLittle() {
        for (String unit :
                new String[] {"Re:", "[", "[]", "(was", "(", "***SPAM***", "a:", ": ", "\u0308", "Re(", "{Spam} "}) {
            Cost.assertLittle(unit, () -> Subjects.isSame(unit.repeat(200_000), "Re: " + unit.repeat(200_000)));
        }
    }
}
