package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Tags.Tag;
import dromos.testing.Cost;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TagsTest {
    private static final String OLD = "1:MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY=\n";
    private static final String NEW = "2:dnV0c3JxcG9ubWxramloZ2ZlZGNiYTA5ODc2NTQzMjE=\n";

    private final Tags tags = new Tags(Keys.parse("keys", OLD));
    private final String tag = tags.render("DR", 10_482);
    private final Tag found = new Tag("DR", 10_482, true);

    @Test
    void aTagHasPrefixNumberAndEightCheckDigits() {
        assertThat(tag).matches("\\[DR-10482-[0-9A-HJKMNP-TV-Z]{8}]");
        assertThat(tags.render("dr", 10_482)).isEqualTo(tag);
    }

    @Test
    void whatIsRenderedIsFound() {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            long number = random.nextLong(1_000_000_000_000L);
            assertThat(tags.find("Re: " + tags.render("G4", number) + " parcel"))
                    .containsExactly(new Tag("G4", number, true));
        }
    }

    @Test
    void caseWrapsBlanksAndPercentEncodingAreForgiven() {
        assertThat(tags.find(tag.toLowerCase(Locale.ROOT))).containsExactly(found);
        assertThat(tags.find(tag.replace("-", "-\r\n "))).containsExactly(found);
        assertThat(tags.find(tag.substring(0, 14) + "\n" + tag.substring(14))).containsExactly(found);
        assertThat(tags.find(tag.substring(0, 6) + "=\r\n" + tag.substring(6))).containsExactly(found);
        assertThat(tags.find("[ " + tag.substring(1))).containsExactly(found);
        assertThat(tags.find(tag.replace("[", "%5B").replace("]", "%5d").replace("-", "%2D")))
                .containsExactly(found);
        assertThat(tags.find(tag.replace('-', '\u2011'))).containsExactly(found);
        assertThat(tags.find(tag.replace("-", "-\u200b"))).containsExactly(found);
        assertThat(tags.find("mailto:?subject=Re%3A%20" + tag + "x")).containsExactly(found);
    }

    @Test
    void bracketsMayBeLostFromAValidTag() {
        var bare = tag.substring(1, tag.length() - 1);
        assertThat(tags.find("about case " + bare + ", please")).containsExactly(found);
        assertThat(tags.find("about case " + bare + "X please")).isEmpty();
    }

    @Test
    void aGuessedTagIsReportedAsInvalid() {
        assertThat(tags.find("[DR-10482-00000000]")).containsExactly(new Tag("DR", 10_482, false));
        assertThat(tags.find(tag.replace("10482", "10483"))).containsExactly(new Tag("DR", 10_483, false));
        assertThat(tags.find(tag.replace("DR", "GC"))).containsExactly(new Tag("GC", 10_482, false));
    }

    @Test
    void everydayTextHoldsNoTag() {
        assertThat(tags.find("ISO-8859-1 and AB-12-tomorrow and 2026-02-03 and [list-1] -- - - [X-1-2]"))
                .isEmpty();
    }

    @Test
    void severalTagsAreFoundInTheirOrderEachOnce() {
        var other = tags.render("GC", 7);
        assertThat(tags.find(tag + other + tag)).containsExactly(found, new Tag("GC", 7, true));
    }

    @Test
    void aTextWithoutItsTagsHoldsNoneAndIsOtherwiseTheSame() {
        var prefixes = Set.of("DR", "OS");
        assertThat(tags.without("Gift card " + tag, prefixes)).isEqualTo("Gift card ");
        assertThat(tags.without(tag + " Gift – card " + tag + " %20 [7]", prefixes))
                .isEqualTo("Gift – card %20 [7]");
        assertThat(tags.without("Gift " + tag.substring(1, tag.length() - 1) + " card", prefixes))
                .isEqualTo("Gift card");
        assertThat(tags.without("Gift " + tag.replace("-", "\u2011") + " card", prefixes))
                .isEqualTo("Gift card");
        assertThat(tags.without("Gift " + tag.replace("[", "%5B").replace("-", "%2D") + " card", prefixes))
                .isEqualTo("Gift card");
        assertThat(tags.without("[DR-1-00000000][OS-2-AAAAAAAA] Gift [RMA-2026-00012345]", prefixes))
                .isEqualTo("Gift [RMA-2026-00012345]");
        assertThat(tags.without("Gift card, 2026-11-24", prefixes)).isEqualTo("Gift card, 2026-11-24");
    }

    @Test
    void aTagThatIsWrappedInAnotherIsTakenOutToo() {
        var nested = tag.substring(0, 4) + tag.substring(0, 4) + tag + tag.substring(4) + tag.substring(4);
        assertThat(tags.find(tags.without(nested, Set.of("DR")))).isEmpty();
    }

    @Test
    void allKeysVerify() {
        assertThat(new Tags(Keys.parse("keys", NEW + OLD)).find(tag)).containsExactly(found);
        assertThat(new Tags(Keys.parse("keys", NEW)).find(tag)).containsExactly(new Tag("DR", 10_482, false));
    }

    @Test
    void hostileTextCostsLittle() {
        for (String unit : new String[] {"-1", "[A-1-", "- ", "-", "[", "A1", "-1-1-1", "%5B", " \n"}) {
            Cost.assertLittle(unit, () -> tags.find(unit.repeat(200_000)));
        }
    }
}
