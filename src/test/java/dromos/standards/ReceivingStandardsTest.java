package dromos.standards;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Address;
import dromos.mail.Audience;
import dromos.mail.Authentication.Result;
import dromos.mail.AuthenticationResults;
import dromos.mail.Headers;
import dromos.mail.Keys;
import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.RawMail;
import dromos.mail.Token;
import dromos.mail.Token.Purpose;
import dromos.mail.Tokens;
import dromos.screen.Screener;
import dromos.screen.Screening;
import dromos.testing.MailBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How mail is read, and what it is taken for. */
class ReceivingStandardsTest {
    private static final Address SUPPORT = Address.of("support@shop.example");
    private static final Token LETTER = new Token(Purpose.BOUNCE, 7, Audience.CUSTOMER);

    private final Tokens tokens = new Tokens(Keys.parse("keys", Keys.generate()));
    private final MessageIds ids = new MessageIds(tokens);
    private final Screener screener = new Screener(new MailReader(), tokens, ids, "loop", bounce -> Optional.empty());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ann@example.com (Ann)                                | ann@example.com
            Ann Lee <@relay.example,@mx.example:ann@example.com> | ann@example.com
            "Lee, Ann" < ann@example.com >                       | ann@example.com
            (a (nested) comment) ann@example.com                 | ann@example.com
            Friends: ann@example.com, bob@example.com;           | ann@example.com
            'Ann' <'ann@example.com'>                            | ann@example.com
            """)
    void rfc5322Section4_4ObsoleteAddressesAreRead(String field, String address) {
        assertThat(aMail().from(field).build().sender()).isEqualTo(address);
    }

    @Test
    void rfc5322Section4_5ObsoleteFieldsWithBlanksBeforeTheColonAndTwoDigitYearsAreRead() {
        var mail = read(
                "From : ann@example.com\r\nSubject\t: Hello\r\n\tagain\r\nDate : Mon, 2 Feb 26 10:00 EST\r\n\r\nHi");
        assertThat(mail.sender()).isEqualTo("ann@example.com");
        assertThat(mail.subject()).isEqualTo("Hello again");
        assertThat(mail.date()).isEqualTo("2026-02-02T15:00:00Z");
    }

    @Test
    void rfc5322Section3_6_4ALineEndWithinMessageIdsIsNoPartOfThem() {
        var mail = read("References: <a@x>\r\n <b@x>\r\n\t<c@x>\r\nIn-Reply-To: <c@x>\r\n\r\nHi");
        assertThat(mail.references()).containsExactly("a@x", "b@x", "c@x");
        assertThat(mail.ancestors()).startsWith("c@x", "b@x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            =?utf-8?Q?Gr=C3=BC=C3=9Fe?=                 | Grüße
            =?UTF-8?b?R3LDvMOfZQ==?=                    | Grüße
            =?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=    | Grüße
            =?iso-8859-1?q?Gr=FC=DFe?= =?utf-8?q?_an?=  | Grüße an
            =?utf-8*de?Q?Gr=C3=BC=C3=9Fe?=              | Grüße
            a =?utf-8?Q?b?= c                           | a b c
            =?utf-8?X?b?=                               | =?utf-8?X?b?=
            """)
    void rfc2047Section6_2EncodedWordsAreDecodedAndNeighboursJoined(String field, String subject) {
        assertThat(aMail().subject(field).build().subject()).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf",
                "filename*0*=utf-8'de'Gr%C3%B6; filename*1*=%C3%9F; filename*2=e.pdf",
                "filename*1*=%C3%B6%C3%9F; filename*0*=utf-8''Gr; filename*3=e.pdf",
                "filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf; filename=\"other.pdf\"",
                "filename=\"=?utf-8?Q?Gr=C3=B6=C3=9Fe.pdf?=\"",
                "filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf; filename*=utf-8''second.pdf"
            })
    void rfc2231Section3And4FileNamesInSectionsAndCharsetsAreRead(String parameters) {
        var mail = read("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\n"
                + "Content-Disposition: attachment; " + parameters + "\r\n\r\nx\r\n--b--\r\n");
        assertThat(mail.attachments()).singleElement().satisfies(attachment -> assertThat(attachment.name())
                .isEqualTo("Größe.pdf"));
    }

    @ParameterizedTest
    @CsvSource({
        "Auto-Submitted, auto-replied, true",
        "Auto-Submitted, auto-generated (by a machine), true",
        "AUTO-SUBMITTED, Auto-Notified; owner-email=a@b.c, true",
        "Auto-Submitted, no, false",
        "Auto-Submitted, No (a person), false",
        "Return-Path, <>, true",
        "Return-Path, <ann@example.com>, false"
    })
    void rfc3834Section2WhatAProgramWroteIsAutomaticAndSoNeverAnswered(String field, String value, boolean automatic) {
        assertThat(screen(aMail().header(field, value)).isAutomatic()).isEqualTo(automatic);
    }

    @ParameterizedTest
    @CsvSource({"failed, 5.1.1, false", "delayed, 4.4.1, true"})
    void rfc3464Section2_3_3AFailureIsNotADelay(String action, String status, boolean delayed) {
        var report = Objects.requireNonNull(screen(report(action, status)).report());
        assertThat(report.isDelayed()).isEqualTo(delayed);
        assertThat(report.recipients()).singleElement().satisfies(recipient -> {
            assertThat(recipient.address()).isEqualTo("bob@example.com");
            assertThat(recipient.status()).isEqualTo(status);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivered", "relayed", "expanded"})
    void rfc3464Section2_3_3SuccessIsNoBounce(String action) {
        assertThat(screen(report(action, "2.0.0")).report()).isNull();
    }

    @Test
    void rfc3462Section1TheReturnedMessageNamesTheLetter() {
        var id = ids.create(LETTER, 4_711, "shop.example");
        var mail = report("failed", "5.1.1").part("message/rfc822", "Message-ID: <" + id + ">\n\nHello");
        var report = Objects.requireNonNull(screen(mail).report());
        assertThat(report.outboxId()).hasValue(4_711);
        assertThat(report.originalMessageId()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "List-Id, <news.example.com>",
        "List-Unsubscribe, <mailto:leave@example.com>",
        "List-Post, <mailto:news@example.com>",
        "List-Help, <mailto:help@example.com>"
    })
    void rfc2369And2919MailOfAListIsAutomatic(String field, String value) {
        assertThat(screen(aMail().header(field, value)).isAutomatic()).isTrue();
    }

    @Test
    void rfc8601Section5OnlyTheTopmostFieldOfAConfiguredServerIsBelieved() {
        assertThat(judged("mx.elsewhere.example; dmarc=pass")).isEqualTo(Result.NONE);
        assertThat(judged("mx.shop.example; dmarc=fail", "mx.shop.example; dmarc=pass"))
                .isEqualTo(Result.FAIL);
        assertThat(judged("mx.shop.example; dmarc=pass", "mx.shop.example; dmarc=fail"))
                .isEqualTo(Result.PASS);
        assertThat(judged("mx.shop.example.elsewhere.example; dmarc=pass")).isEqualTo(Result.NONE);
    }

    @Test
    void rfc8601Section2_2CommentsAndQuotedTextAreNotResults() {
        assertThat(judged("mx.shop.example (dmarc=pass); dmarc=fail reason=\"; dmarc=pass\""))
                .isEqualTo(Result.FAIL);
    }

    @Test
    void rfc5233Section4TheDetailOfAnAddressCarriesTheTokenInAnyCase() {
        var address = tokens.replyAddress(SUPPORT, LETTER);
        assertThat(address.address()).startsWith("support+").endsWith("@shop.example");
        assertThat(address.withoutDetail()).isEqualTo(SUPPORT.address());
        assertThat(tokens.fromAddress(Address.of(address.address().toUpperCase(java.util.Locale.ROOT))))
                .contains(LETTER);
        assertThat(tokens.fromAddress(SUPPORT)).isEmpty();
        assertThat(tokens.fromAddress(Address.of("support+@shop.example"))).isEmpty();
    }

    @Test
    void rfc6532Section3_2HeadersInUtf8AreRead() {
        var mail = read("From: Jürgen <jürgen@bücher.example>\r\nSubject: Größe\r\n\r\nHi");
        assertThat(mail.from()).isEqualTo(new Address("jürgen@bücher.example", "Jürgen"));
        assertThat(mail.subject()).isEqualTo("Größe");
        assertThat(mail.defects()).doesNotContain("8-bit");
    }

    private static MailBuilder report(String action, String status) {
        return aMail().from("mailer-daemon@example.com")
                .report("delivery-status")
                .text("It did not work.")
                .part(
                        "message/delivery-status",
                        "Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; Bob@example.com\nAction: "
                                + action + "\nStatus: " + status + "\n");
    }

    private static Result judged(String... fields) {
        var headers = new java.util.ArrayList<String>();
        for (var field : fields) {
            headers.add("Authentication-Results");
            headers.add(field);
        }
        headers.add("From");
        headers.add("ann@example.com");
        return AuthenticationResults.of(Headers.of(headers.toArray(String[]::new)), Set.of("mx.shop.example"))
                .result();
    }

    private Screening screen(MailBuilder mail) {
        return screener.screen(mail.build(), Set.of(SUPPORT.address()), Set.of(), false);
    }

    private static Mail read(String mail) {
        return new MailReader().read(RawMail.of(mail.getBytes(StandardCharsets.UTF_8)));
    }
}
