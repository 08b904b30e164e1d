package dromos.screen;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Keys;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.Tokens;
import dromos.screen.Automatic.Kind;
import dromos.testing.MailBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports of RFC 3464 and of programs that read it otherwise. */
class DeliveryReportTest {
    private final Tokens tokens = new Tokens(Keys.parse("keys", Keys.generate()));
    private final Screener screener =
            new Screener(new MailReader(), tokens, new MessageIds(tokens), "loop-1", bounce -> Optional.empty());

    @Test
    void rfc3464Section2Point3Point1TheOriginalRecipientIsTheOneThatWeWroteTo() {
        assertThat(failed("""
                Final-Recipient: rfc822; bob@inner.far.test
                Original-Recipient: rfc822; bob@far.test
                Action: failed
                Status: 5.1.1
                """)).containsExactly(new Bounce.Failed("bob@far.test", "5.1.1", "failed", Bounce.Kind.HARD));
    }

    @Test
    void rfc3464Section2Point3Point3OnlyWhatFailedOrWaitsIsNamed() {
        assertThat(failed("""
                Final-Recipient: rfc822; ann@far.test
                Action: delivered
                Status: 2.0.0

                Final-Recipient: rfc822; bob@far.test
                Action: failed
                Status: 5.1.1

                Final-Recipient: rfc822; cy@far.test
                Action: delayed
                Status: 4.4.1
                """))
                .containsExactly(
                        new Bounce.Failed("bob@far.test", "5.1.1", "failed", Bounce.Kind.HARD),
                        new Bounce.Failed("cy@far.test", "4.4.1", "delayed", Bounce.Kind.SOFT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            failed  | 5.1.1                         | smtp; 550 no such user            | 5.1.1 | HARD
            failed  | 5.2.2                         | smtp; 552 mailbox full            | 5.2.2 | SOFT
            failed  | 5.0.0                         | smtp; 552 5.2.2 over quota        | 5.0.0 | SOFT
            failed  | 5.0.0                         | smtp; 550 user has too many mails: mailbox full | 5.0.0 | SOFT
            failed  | 4.4.7                         | smtp; expired                     | 4.4.7 | SOFT
            failed  | 5.7.1 (refused)               | smtp; 550 looks like spam         | 5.7.1 | HARD
            failure | 553 message too large         | -                                 | 5.3.4 | HARD
            error   | 5.0.0                         | -                                 | 5.0.0 | HARD
            Failed (forever) | 5.4.4                | dns; host not found               | 5.4.4 | HARD
            """)
    void rfc3463AStatusIsHardOrSoft(String action, String status, String diagnostic, String read, Bounce.Kind kind) {
        var report = "Final-Recipient: rfc822; bob@far.test\nAction: " + action + "\nStatus: " + status + "\n"
                + (diagnostic.equals("-") ? "" : "Diagnostic-Code: " + diagnostic + "\n");
        assertThat(failed(report)).containsExactly(new Bounce.Failed("bob@far.test", read, "failed", kind));
    }

    @Test
    void groupsWithoutEmptyLinesBetweenThemAreToldApart() {
        assertThat(failed("""
                Reporting-MTA: dns; mx.far.test
                Final-Recipient: RFC822; <bob@far.test>
                Action: failed
                Status: 5.1.1
                Final-Recipient: RFC822; <cy@far.test>
                Action: failed
                Status: 5.1.1
                """)).extracting(Bounce.Failed::address).containsExactly("bob@far.test", "cy@far.test");
    }

    @Test
    void aReportThatNamesNobodyLeavesItToTheText() {
        var mail = aMail().from("postmaster@far.test")
                .subject("Mail system error")
                .text("The following recipients did not receive your message:\n\n   <bob@far.test>\n")
                .report("delivery-status")
                .part("message/delivery-status", "Reporting-MTA: dns; mx.far.test\n");
        assertThat(failed(mail)).extracting(Bounce.Failed::address).containsExactly("bob@far.test");
    }

    @Test
    void rfc6533Section3AnAddressBeyondAsciiIsRead() {
        var mail = aMail().from("MAILER-DAEMON@far.test")
                .report("global-delivery-status")
                .part("message/global-delivery-status", """
                        Reporting-MTA: dns; mx.far.test

                        Final-Recipient: utf-8; j\\x{F6}rg@far.test
                        Action: failed
                        Status: 5.1.1
                        """);
        assertThat(failed(mail)).extracting(Bounce.Failed::address).containsExactly("jörg@far.test");
    }

    @Test
    void aReportThatAGatewayPassedOnIsRead() {
        var inner = aMail().from("postmaster@far.test")
                .subject("Delivery Status Notification (Failure)")
                .report("delivery-status")
                .part("message/delivery-status", "Final-Recipient: rfc822; bob@far.test\nAction: failed\n")
                .bytes();
        var mail = aMail().from("postmaster@far.test")
                .subject("Delivery Status Notification (Failure)")
                .text("This mail is confidential.")
                .part("message/rfc822", new String(inner, java.nio.charset.StandardCharsets.UTF_8));
        assertThat(failed(mail)).extracting(Bounce.Failed::address).containsExactly("bob@far.test");
    }

    @Test
    void rfc5429Section2Point1Point2ARefusalInTheFormOfAReceiptIsABounce() {
        var mail = aMail().from("Mail Delivery Subsystem <mail@far.test>")
                .header("Return-Path", "<>")
                .subject("Automatically rejected mail")
                .text("Your message to bob@far.test was automatically rejected: I am gone")
                .report("disposition-notification")
                .part("message/disposition-notification", """
                        Final-Recipient: rfc822; bob@far.test
                        Disposition: automatic-action/MDN-sent-automatically; deleted
                        """);
        assertThat(failed(mail)).extracting(Bounce.Failed::address).containsExactly("bob@far.test");
    }

    @Test
    void aReportThatALetterArrivedIsNoBounce() {
        var screening = screen(aMail().from("postmaster@far.test")
                .subject("Delivery Status Notification (Success)")
                .report("delivery-status")
                .part("message/delivery-status", "Final-Recipient: rfc822; bob@far.test\nAction: relayed\n"));
        assertThat(screening.automation().kind()).isEqualTo(Kind.AUTO_REPLY);
    }

    private List<Bounce.Failed> failed(String report) {
        return failed(aMail().from("MAILER-DAEMON@far.test")
                .report("delivery-status")
                .part("message/delivery-status", report));
    }

    private List<Bounce.Failed> failed(MailBuilder mail) {
        var screening = screen(mail);
        return Objects.requireNonNull(
                        screening.report(), () -> screening.automation().toString())
                .recipients();
    }

    private Screening screen(MailBuilder mail) {
        return screener.screen(mail.build(), Set.of("support@shop.test"), Set.of(), false);
    }
}
