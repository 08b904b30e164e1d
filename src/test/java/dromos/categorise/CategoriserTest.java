package dromos.categorise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dromos.cases.Case.Priority;
import dromos.directory.Directory;
import dromos.directory.DirectoryLoader;
import dromos.directory.Secrets;
import dromos.mail.Languages;
import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.RawMail;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of the sample configuration decide on real mails. */
class CategoriserTest {
    private static final Path CONFIG = Path.of("config");
    private static final Directory DIRECTORY = DirectoryLoader.load(
            CONFIG,
            new Secrets(CONFIG, Map.of("SUPPORT_PASSWORD", "x", "FEEDBACK_PASSWORD", "x", "ORDERS_PASSWORD", "x")));

    private final Categoriser categoriser = new Categoriser(new Languages());

    @Test
    void aGiftCardGoesToItsCategoryByTheRuleThatIsNamed() {
        var verdict = categorise("My GIFT-CARD does not work", "Hello, please help.", "support");

        assertThat(verdict.category()).isEqualTo("gift-certificate");
        assertThat(verdict.reason()).matches("categories\\.yaml:\\d+: subject has 'gift card'");
        assertThat(verdict.pool()).isEqualTo("customer-service");
        assertThat(verdict.passedOver()).isEmpty();
    }

    @Test
    void aRudeGuardNamesItsStoreByStreetAndCity() {
        var verdict = categorise(
                "Complaint",
                "The guard in your shop at 3 Harbour Street in Kelmouth was rude to my mother.",
                "feedback");

        assertThat(verdict.category()).isEqualTo("store-rudeness");
        assertThat(verdict.priority()).isEqualTo(Priority.HIGH);
        assertThat(verdict.store()).isEqualTo("A001");
        assertThat(verdict.storeReason()).contains("3 harbour street");
        assertThat(verdict.passedOver()).isNotEmpty().allMatch(rule -> rule.startsWith("categories.yaml:"));
    }

    @Test
    void theCategoryMayMoveAMailToAnotherPool() {
        var verdict = categorise("Question", "My parcel has not arrived.", "support");

        assertThat(verdict.category()).isEqualTo("delivery");
        assertThat(verdict.pool()).isEqualTo("online-shop");
    }

    @Test
    void theMailboxDecidesThePoolWhereTheCategoryDoesNot() {
        assertThat(categorise("Hello", "Are you open on Sunday?", "orders").pool())
                .isEqualTo("online-shop");
        assertThat(categorise("Hello", "Are you open on Sunday?", "support").pool())
                .isEqualTo("customer-service");
        assertThat(categorise("Hello", "Are you open on Sunday?", null).pool()).isEqualTo("customer-service");
    }

    @Test
    void whatNoRuleTakesIsOther() {
        var verdict = categorise("Hello", "Are you open on Sunday?", "support");

        assertThat(verdict.category()).isEqualTo("other");
        assertThat(verdict.reason()).contains("no rule before holds");
    }

    @Test
    void wordsInsideOtherWordsDoNotCount() {
        assertThat(categorise("A crude question", "The instilled habit of cashiering.", "support")
                        .category())
                .isEqualTo("other");
    }

    @Test
    void wordsInTheQuoteDoNotCount() {
        var verdict = categorise(
                "Re: your newsletter",
                "Thank you, no more please.\n\nOn Mon, 2 Nov 2026 at 10:00, Agora <news@agora.example> wrote:\n> Use the promo code AUTUMN",
                "support");

        assertThat(verdict.category()).isEqualTo("other");
    }

    @Test
    void twoStoresAreNone() {
        var verdict = categorise("Wrong price tag", "Both in Agora Riverside and in A007.", "support");

        assertThat(verdict.category()).isEqualTo("store-price-tag");
        assertThat(verdict.store()).isNull();
        assertThat(verdict.storeReason()).isEqualTo("several stores are named: A001, A007");
    }

    @Test
    void aStreetWithoutItsCityIsNoStore() {
        assertThat(categorise("Hello", "I live at 3 Harbour Street.", "support").hasStore())
                .isFalse();
    }

    @Test
    void theIdOfAStoreCountsInAnyCaseAsAWholeWord() {
        assertThat(categorise("shop a007", "", "support").store()).isEqualTo("A007");
        assertThat(categorise("order XA0071", "", "support").store()).isNull();
    }

    @Test
    void aRuleMayAskForAStore() {
        assertThat(categorise("A suggestion", "More benches please.", "support").category())
                .isEqualTo("other");
        assertThat(categorise("A suggestion", "More benches at Agora Lakeside please.", "support")
                        .category())
                .isEqualTo("store-suggestion");
    }

    @Test
    void aLongHostileTextTakesNoLongerThanItsLength() {
        var text = "agora gift ".repeat(200_000);

        assertTimeout(Duration.ofSeconds(10), () -> categorise("gift ".repeat(10_000), text, "support"));
    }

    private Categorisation categorise(String subject, String text, @Nullable String mailbox) {
        return categoriser.categorise(mail(subject, text), mailbox, DIRECTORY);
    }

    private static Mail mail(String subject, String text) {
        var mime = "From: Iris Vale <iris@customers.example>\nTo: support@agora.example\nSubject: " + subject
                + "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n";
        return new MailReader().read(RawMail.of(mime.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }
}
