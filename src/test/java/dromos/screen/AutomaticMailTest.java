package dromos.screen;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Keys;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.Tokens;
import dromos.screen.Automatic.Kind;
import dromos.testing.MailBuilder;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of automatic mail but bounces, by the marks that the standards and the habits of programs give it. */
class AutomaticMailTest {
    private final Tokens tokens = new Tokens(Keys.parse("keys", Keys.generate()));
    private final Screener screener =
            new Screener(new MailReader(), tokens, new MessageIds(tokens), "loop-1", bounce -> Optional.empty());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            auto-replied            | AUTO_REPLY
            auto-replied (vacation) | AUTO_REPLY
            Auto-Replied; x=y       | AUTO_REPLY
            auto-generated          | BULK
            auto-notified           | BULK
            no                      | NONE
            No (a person)           | NONE
            """)
    void rfc3834Section2NoAnswerToAutoSubmitted(String value, Kind kind) {
        assertThat(kind(aMail().header("Auto-Submitted", value))).isEqualTo(kind);
    }

    @Test
    void whatIsGeneratedAsAnAnswerIsAnAutoReply() {
        assertThat(kind(aMail().header("Auto-Submitted", "auto-generated").subject("Automatic reply: Your parcel")))
                .isEqualTo(Kind.AUTO_REPLY);
        assertThat(kind(aMail().header("Auto-Submitted", "auto-generated").header("Return-Path", "<>")))
                .isEqualTo(Kind.AUTO_REPLY);
    }

    @Test
    void rfc5321Section4Point5Point5NoAnswerToTheNullPath() {
        assertThat(kind(aMail().header("Return-Path", "<>").subject("Re: Your parcel")))
                .isEqualTo(Kind.AUTO_REPLY);
        assertThat(kind(aMail().header("Return-Path", "< >").header("Precedence", "bulk")))
                .isEqualTo(Kind.AUTO_REPLY);
    }

    static Stream<String> autoReplySubjects() {
        return AutoReplySubjects.phrases().stream();
    }

    @ParameterizedTest
    @MethodSource("autoReplySubjects")
    void anAutoresponderSaysItInItsLanguage(String phrase) {
        assertThat(kind(aMail().subject(phrase + ": Your parcel"))).isEqualTo(Kind.AUTO_REPLY);
        assertThat(kind(aMail().subject(phrase).inReplyTo("m1@shop.test"))).isEqualTo(Kind.AUTO_REPLY);
        assertThat(kind(aMail().subject("Your parcel (" + phrase + ")").inReplyTo("m1@shop.test")))
                .isEqualTo(Kind.AUTO_REPLY);
        assertThat(kind(aMail().subject("Re: " + phrase + ": Your parcel"))).isEqualTo(Kind.NONE);
    }

    static Stream<String> absenceSubjects() {
        return AutoReplySubjects.absences().stream();
    }

    @ParameterizedTest
    @MethodSource("absenceSubjects")
    void anAbsenceAloneIsToldByPeopleToo(String phrase) {
        assertThat(kind(aMail().subject(phrase + ": Your parcel").inReplyTo("m1@shop.test")))
                .isEqualTo(Kind.AUTO_REPLY);
        assertThat(kind(aMail().subject(phrase).references("m1@shop.test"))).isEqualTo(Kind.AUTO_REPLY);
        assertThat(kind(aMail().subject(phrase + ": 3-7 May").header("X-Auto-Response-Suppress", "DR")))
                .isEqualTo(Kind.AUTO_REPLY);
        assertThat(kind(aMail().subject(phrase + ": Your parcel"))).isEqualTo(Kind.NONE);
        assertThat(kind(aMail().subject(phrase + " 3-7 May").text("I am on vacation, do not deliver.")))
                .isEqualTo(Kind.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Out of Office                                          | I am out of the office until Monday.
            AUTO: Ann Miller is out of the office (returning 5 May) | I will answer when I am back.
            AUTO: Anna Müller ist außer Haus (Rückkehr am 05.05.)  | Ich melde mich.
            Abwesenheitsnotiz - Anna Müller                        | Ich bin im Urlaub und ab Montag wieder erreichbar.
            Out of office from 3 to 7 May                          | I am away from my desk.
            Réponse automatique : Votre colis                      | Je suis absente.
            [Autoreply] Your parcel                                | Thank you for your mail. I am on vacation.
            """)
    void anAbsenceIsAnAutoReply(String subject, String text) {
        assertThat(kind(aMail().subject(subject).text(text))).isEqualTo(Kind.AUTO_REPLY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gmail, cPanel   | X-Autoreply              | yes
            cPanel          | X-Autorespond            | Your parcel
            Exim            | X-Auto-Reply             | yes
            Postfixadmin    | X-Autoresponder          | on
            HCL             | X-Mail-Autoreply         | vacation
            Mirapoint       | X-AutoReply-From         | ann@far.test
            CommuniGate     | X-Autogenerated          | Reply
            FirstClass      | X-FC-MachineGenerated    | true
            Tobit           | X-POST-MessageClass      | 9; Autoresponder
            vacation(1)     | Precedence               | auto_reply
            Postfix scripts | X-Precedence             | auto_reply
            qmail           | Delivered-To             | autoresponder@far.test
            Exchange        | X-MS-Exchange-Generated-Message-Source | Mailbox Rules Agent
            """)
    void autorespondersHaveFieldsOfTheirOwn(String program, String field, String value) {
        assertThat(kind(aMail().header(field, value))).as(program).isEqualTo(Kind.AUTO_REPLY);
    }

    @Test
    void theFirstOfTwoMarksIsTheReason() {
        var mail = aMail().header("Precedence", "auto_reply")
                .header("X-Vacation", "yes")
                .header("X-Autoreply", "yes")
                .build();
        assertThat(screener.screen(mail, Set.of(), Set.of(), false).automation().reason())
                .isEqualTo("the field X-Autoreply");
    }

    @ParameterizedTest
    @CsvSource({"X-Autogenerated, Mirror", "X-Autogenerated, Forward", "X-Autoreply, no", "X-Mailer, Thunderbird"})
    void whatARulePassedOnIsNoAutoReply(String field, String value) {
        assertThat(kind(aMail().header(field, value))).isEqualTo(Kind.NONE);
    }

    @Test
    @DisplayName("RFC 8098 section 3: a read receipt")
    void rfc8098AReadReceiptIsAnAutoReply() {
        var receipt = """
                Reporting-UA: far.test; A client

                Final-Recipient: rfc822;bob@far.test
                Original-Message-ID: <m1@shop.test>
                Disposition: manual-action/MDN-sent-manually; displayed
                """;
        assertThat(kind(aMail().subject("Read: Your parcel")
                        .report("disposition-notification")
                        .part("message/disposition-notification", receipt)))
                .isEqualTo(Kind.AUTO_REPLY);
        assertThat(kind(aMail().header("Return-Path", "<>")
                        .subject("Not read: Your parcel")
                        .text("Your message was deleted without being read.")
                        .report("disposition-notification")
                        .part("message/disposition-notification", receipt.replace("displayed", "deleted"))))
                .isEqualTo(Kind.AUTO_REPLY);
    }

    @Test
    @DisplayName("RFC 5965: a feedback report")
    void rfc5965AComplaintIsFeedback() {
        assertThat(kind(aMail().from("feedback@far.test")
                        .report("feedback-report")
                        .part("message/feedback-report", "Feedback-Type: abuse\nUser-Agent: Far/1\nVersion: 1\n")
                        .part("message/rfc822", "From: support@shop.test\n\nHello")))
                .isEqualTo(Kind.FEEDBACK);
        assertThat(kind(aMail().from("staff@far.test")
                        .subject("complaint about message from 192.0.2.1")
                        .part("message/rfc822", "From: support@shop.test\n\nHello")))
                .isEqualTo(Kind.FEEDBACK);
        assertThat(kind(aMail().from("staff@far.test")
                        .subject("complaint about message from support@shop.test")
                        .part("message/rfc822", "From: support@shop.test\n\nHello")))
                .isEqualTo(Kind.FEEDBACK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            List-Id          | <talk.far.test>
            List-Post        | <mailto:talk@far.test>
            List-Unsubscribe | <mailto:leave@far.test>
            List-Help        | <https://far.test/help>
            Precedence       | list
            X-Mailing-List   | talk@far.test
            X-BeenThere      | talk@far.test
            Mailing-List     | contact talk-help@far.test
            """)
    @DisplayName("RFC 2369 and RFC 2919: list mail")
    void rfc2369AndRfc2919ListMail(String field, String value) {
        assertThat(kind(aMail().header(field, value))).isEqualTo(Kind.LIST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Precedence        | bulk
            Precedence        | junk
            Feedback-ID       | 7:campaign:far
            X-CSA-Complaints  | csa-complaints@eco.test
            X-Campaign        | spring
            X-MC-User         | 0123456789
            X-Mailjet-Campaign | 77
            X-Mailgun-Sid     | WyIzIl0=
            X-SG-EID          | abcdef
            X-Mailer          | phplist v3
            X-Auto-Response-Suppress | All
            X-Auto-Response-Suppress | OOF, AutoReply
            """)
    void massMailIsBulk(String field, String value) {
        assertThat(kind(aMail().header(field, value))).isEqualTo(Kind.BULK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-SG-EID", "X-SES-Outgoing", "Feedback-ID", "CFBL-Address"})
    void anAnswerByASenderForHireIsOfAPerson(String field) {
        assertThat(kind(aMail().header(field, "abc").inReplyTo("m1@shop.test"))).isEqualTo(Kind.NONE);
        assertThat(kind(aMail().header(field, "abc").references("m1@shop.test")))
                .isEqualTo(Kind.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "noreply@bank.test",
        "no-reply@bank.test",
        "no_reply+77@bank.test",
        "DoNotReply@bank.test",
        "nicht-antworten@bank.test",
        "ne-pas-repondre@bank.test",
        "no.responder@bank.test",
        "majordomo@far.test",
        "owner-talk@far.test",
        "talk-request@far.test",
        "talk-bounces@far.test",
        "MAILER-DAEMON@far.test"
    })
    void nobodyReadsTheseAddresses(String from) {
        assertThat(kind(aMail().from(from).subject("Hello"))).isEqualTo(Kind.BULK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Bluebottle-Request              | <77>
            X-ChoiceMail-Registration-Request | 77
            X-SpamArrest-Challenge            | 77
            """)
    void challengeProgramsHaveFieldsOfTheirOwn(String field, String value) {
        assertThat(kind(aMail().header(field, value))).isEqualTo(Kind.CHALLENGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TMDA        | bob-confirm+77@far.test                 | Please confirm your message          | This mailbox is protected from spam. To release your message, reply to this mail.
            Spam Arrest | robot@spamarrest.com                    | Re: Your parcel (verification)       | I use a filter against junk mail. Please verify that you are a person: click the link below.
            Earthlink   | spamblocker-challenge@bounce.far.test   | Re: Your parcel                      | I apologize for this automatic reply. To control spam, I allow only mail from my approved senders; please complete the form to be added.
            Boxbe       | noreply@boxbe.com                       | Re: Your parcel (Action Required)    | Your mail has been waitlisted. Add yourself to my guest list.
            UOL         | re77@antispam.uol.com.br                | AntiSpam UOL                         | Sua mensagem espera no antispam. Clique no endereço abaixo.
            0Spam       | bob@0spam.com                           | Re: Your parcel                      | 0Spam protects me from unsolicited mail. Click the following link once.
            Vanquish    | bob@vanquish.com                        | Re: Your parcel                      | My mail is protected by Vanquish. Please confirm that you are a real person.
            ASK         | bob@far.test                            | Please confirm (conf#77)             | To fight spam, I accept mail of new senders only when they reply to this message.
            """)
    void aChallengeIsLeftToAPerson(String system, String from, String subject, String text) {
        assertThat(kind(aMail().from(from).subject(subject).text(text)))
                .as(system)
                .isEqualTo(Kind.CHALLENGE);
    }

    @Test
    void anUnknownProgramThatHoldsAMailBackIsAChallenge() {
        assertThat(kind(aMail().header("Return-Path", "<>")
                        .subject("Re: Your parcel")
                        .text("Your message is being held because I get much spam.\nPlease confirm your address before"
                                + " your message is delivered: https://far.test/77")))
                .isEqualTo(Kind.CHALLENGE);
    }

    @Test
    void aProgramThatAsksToConfirmInTheSubjectIsAChallenge() {
        assertThat(kind(aMail().header("Auto-Submitted", "auto-replied")
                        .subject("Verification required for your mail")
                        .text("I am protected by a filter against spam. Click on the link once: https://far.test/77")))
                .isEqualTo(Kind.CHALLENGE);
    }

    private Kind kind(MailBuilder mail) {
        return screener.screen(mail.build(), Set.of("support@shop.test"), Set.of(), false)
                .automation()
                .kind();
    }
}
