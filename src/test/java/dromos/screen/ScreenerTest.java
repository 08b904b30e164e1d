package dromos.screen;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Address;
import dromos.mail.Audience;
import dromos.mail.Keys;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.Token;
import dromos.mail.Token.Purpose;
import dromos.mail.Tokens;
import dromos.screen.Automatic.Kind;
import dromos.testing.MailBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenerTest {
    private static final Address SUPPORT = Address.of("support@shop.test");
    private static final Token CUSTOMER = new Token(Purpose.REPLY, 10_482, Audience.CUSTOMER);
    private static final String REPORT = """
            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; Bob@example.com
            Action: %s
            Status: %s
            Diagnostic-Code: smtp; 550 5.1.1 no such user
            """;

    private final Tokens tokens = new Tokens(Keys.parse("keys", "1:MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY="));
    private final MessageIds ids = new MessageIds(tokens);
    private final Screener screener = new Screener(new MailReader(), tokens, ids, "loop-1", bounce -> Optional.empty());

    @Test
    void aPersonsMailPasses() {
        var screening = screen(aMail());
        assertThat(screening.isPassed()).isTrue();
        assertThat(screening.isAutomatic()).isFalse();
        assertThat(screening.report()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Auto-Submitted           | auto-replied        | AUTO_REPLY
            Auto-Submitted           | Auto-Generated (x)  | BULK
            X-Autoreply              | yes                 | AUTO_REPLY
            Precedence               | bulk                | BULK
            Precedence               | Junk                | BULK
            Precedence               | list                | LIST
            List-Id                  | <a.b>               | LIST
            List-Unsubscribe         | <mailto:a@b>        | LIST
            X-Auto-Response-Suppress | All                 | BULK
            Return-Path              | <>                  | AUTO_REPLY
            Subject                  | Out of Office: Re: parcel | AUTO_REPLY
            """)
    @DisplayName("RFC 3834, 2369, 2919: automatic mail is marked with its reason and passes")
    void automaticMailIsMarkedAndPasses(String field, String value, Kind kind) {
        var screening = screen(aMail().header(field, value));
        assertThat(screening.automation().kind()).isEqualTo(kind);
        assertThat(screening.automation().reason()).isNotBlank();
        assertThat(screening.isPassed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Auto-Submitted           | no
            Precedence               | first-class
            X-Auto-Response-Suppress | DR, RN
            Subject                  | Your guard was out of office
            """)
    void whatOnlyResemblesAutomaticMailIsNotMarked(String field, String value) {
        assertThat(screen(aMail().header(field, value)).isAutomatic()).isFalse();
    }

    @Test
    void mailFromProgramsAndOurselvesIsMarked() {
        assertThat(screen(aMail().from("noreply@bank.test")).isAutomatic()).isTrue();
        assertThat(screen(aMail().from("support@shop.test")).isAutomatic()).isTrue();
    }

    @Test
    @DisplayName("RFC 3464: a failure report names recipient, status and the letter that it is about")
    void aDeliveryReportIsABounce() {
        var original = ids.create(CUSTOMER, 4_711, "shop.test");
        var screening = screen(aMail().from("MAILER-DAEMON@example.com")
                .report("delivery-status")
                .part("message/delivery-status", REPORT.formatted("failed", "5.1.1"))
                .part("message/rfc822", "From: support@shop.test\nMessage-ID: <" + original + ">\n\nHello"));
        assertThat(screening.isBounce()).isTrue();
        assertThat(screening.automation().kind()).isEqualTo(Kind.BOUNCE);
        var bounce = Objects.requireNonNull(screening.report());
        assertThat(bounce.recipients())
                .containsExactly(new Bounce.Failed("bob@example.com", "5.1.1", "failed", Bounce.Kind.HARD));
        assertThat(bounce.originalMessageId()).isEqualTo(original);
        assertThat(bounce.token()).isEqualTo(CUSTOMER);
        assertThat(bounce.outboxId()).hasValue(4_711);
    }

    @Test
    void aDelayIsNotAFailure() {
        var screening = screen(aMail().report("delivery-status")
                .part("message/delivery-status", REPORT.formatted("delayed", "4.4.1")));
        assertThat(screening.automation().kind()).isEqualTo(Kind.DELAYED);
        assertThat(Objects.requireNonNull(screening.report()).isDelayed()).isTrue();
    }

    @Test
    void aReportOfSuccessIsNoBounce() {
        var screening = screen(aMail().from("MAILER-DAEMON@example.com")
                .report("delivery-status")
                .part("message/delivery-status", REPORT.formatted("delivered", "2.0.0")));
        assertThat(screening.isBounce()).isFalse();
        assertThat(screening.isAutomatic()).isTrue();
    }

    @Test
    void aBounceAddressNamesTheLetter() {
        var token = new Token(Purpose.BOUNCE, 10_482, Audience.consultation(3));
        var screening = screen(aMail().from("MAILER-DAEMON@example.com")
                .to(tokens.replyAddress(SUPPORT, token).address())
                .header("Return-Path", "<>")
                .subject("?")
                .text("Something went wrong."));
        assertThat(screening.isBounce()).isTrue();
        assertThat(Objects.requireNonNull(screening.report()).token()).isEqualTo(token);
    }

    @Test
    void aVacationAnswerWithANullPathIsNoBounce() {
        var token = new Token(Purpose.BOUNCE, 10_482, Audience.consultation(3));
        for (String to :
                List.of("support@shop.test", tokens.replyAddress(SUPPORT, token).address())) {
            for (String subject : List.of("Re: Your parcel", "Re: Complaint: failed delivery", "I have left")) {
                var screening = screen(aMail().from("Ann Miller <ann@home.test>")
                        .to(to)
                        .header("Return-Path", "<>")
                        .subject(subject)
                        .text("I no longer work here. Please write to:\nbob@home.test\n"));
                assertThat(screening.automation().kind()).as(subject).isEqualTo(Kind.AUTO_REPLY);
                assertThat(screening.report()).isNull();
            }
        }
    }

    @Test
    void whatAPersonsMailAnswersIsNoBouncedLetter() {
        var original = ids.create(CUSTOMER, 4_711, "shop.test");
        var answer = screen(aMail().from("Delivery Service <parcels@shop.test>")
                .subject("Re: [DR-10482-K7QM2XV8] Where is my sofa?")
                .inReplyTo(original)
                .text("The sofa will be delivered on Friday.\n\nparcels@shop.test"));
        assertThat(answer.isBounce()).isFalse();
        var bounce = screen(aMail().from("MAILER-DAEMON@far.test")
                .subject("Re: Your parcel")
                .inReplyTo(original)
                .text("Your message could not be delivered:\n\nbob@far.test"));
        assertThat(Objects.requireNonNull(bounce.report()).originalMessageId()).isEqualTo(original);
    }

    @Test
    void oldBouncesInFreeTextAreRecognised() {
        var screening = screen(aMail().from("MAILER-DAEMON@mx.example.com")
                .subject("failure notice")
                .text("""
                Hi. This is the qmail-send program at mx.example.com.
                I'm afraid I wasn't able to deliver your message to the following addresses.

                <bob@example.com>:
                Sorry, no mailbox here by that name. (#5.1.1)

                --- Below this line is a copy of the message.

                Message-ID: <m1@shop.test>
                From: ann@other.test
                """));
        assertThat(screening.isBounce()).isTrue();
        var bounce = Objects.requireNonNull(screening.report());
        assertThat(bounce.recipients())
                .containsExactly(new Bounce.Failed("bob@example.com", "5.1.1", "failed", Bounce.Kind.HARD));
        assertThat(bounce.originalMessageId()).isEqualTo("m1@shop.test");
    }

    @Test
    void aPersonWhoComplainsAboutUndeliveredMailIsNoBounce() {
        var screening =
                screen(aMail().subject("Undelivered mail").text("My parcel could not be delivered, a@b.test says."));
        assertThat(screening.isPassed()).isTrue();
        assertThat(screening.isAutomatic()).isFalse();
    }

    @Test
    void ourOwnLettersComingBackAreALoop() {
        assertThat(screen(aMail().header("X-Dromos-Loop", "loop-1")).isLoop()).isTrue();
        assertThat(screen(aMail().header("X-Dromos-Loop", "loop-2")).isLoop()).isFalse();
        var own = ids.create(CUSTOMER, 1, "shop.test");
        assertThat(screen(aMail().from("support@shop.test").messageId(own)).isLoop())
                .isTrue();
        assertThat(screen(aMail().messageId(own)).isLoop()).isFalse();
    }

    @Test
    void spamVerdictsCountOnlyWhereTheMailboxTrustsThem() {
        var mail = aMail().header("X-Spam-Flag", "YES").build();
        assertThat(screener.screen(mail, Set.of(), Set.of(), true).isSpam()).isTrue();
        assertThat(screener.screen(mail, Set.of(), Set.of(), false).isSpam()).isFalse();
        var status = aMail().header("X-Spam-Status", "Yes, score=9").build();
        assertThat(screener.screen(status, Set.of(), Set.of(), true).isSpam()).isTrue();
        var ham = aMail().header("X-Spam-Status", "No, score=1").build();
        assertThat(screener.screen(ham, Set.of(), Set.of(), true).isSpam()).isFalse();
    }

    @Test
    void theServersWordOnTheSenderIsKept() {
        var mail = aMail().header("Authentication-Results", "mx.shop.test; dmarc=fail")
                .build();
        assertThat(screener.screen(mail, Set.of(), Set.of("mx.shop.test"), false)
                        .authentication()
                        .failed())
                .isTrue();
    }

    private Screening screen(MailBuilder mail) {
        return screener.screen(mail.build(), Set.of("support@shop.test"), Set.of(), false);
    }
}
