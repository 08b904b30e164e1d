package dromos.standards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dromos.mail.Address;
import dromos.mail.MailReader;
import dromos.mail.MailWriter;
import dromos.mail.OutgoingMail;
import dromos.mail.RawMail;
import dromos.route.PooledMailSender;
import dromos.route.PooledMailSender.Server;
import dromos.route.SmtpRefusal;
import dromos.route.SmtpUnreachable;
import dromos.testing.ScriptedSmtp;
import dromos.testing.WireLetter;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a letter looks like on the wire. */
class SendingStandardsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final MailWriter writer = new MailWriter();

    @Test
    void rfc5321Section4_5_2ALineThatBeginsWithADotArrivesWhole() throws Exception {
        try (var server = new ScriptedSmtp();
                var sender = sender(server)) {
            sender.send(writer.write(letter("Hello", ".\r\n..\r\n.MAIL FROM:<a@b.example>\r\n")));
            assertThat(server.messages()).singleElement().asString().contains("\r\n..\r\n...\r\n..MAIL FROM:");
            assertThat(server.commands("MAIL")).hasSize(1);
        }
    }

    @Test
    void rfc5321Section4_5_5AnAcknowledgementHasTheNullReversePathAndOtherLettersOneThatBouncesComeBackTo()
            throws Exception {
        try (var server = new ScriptedSmtp();
                var sender = sender(server)) {
            sender.send(writer.write(from("")));
            sender.send(writer.write(from("support+b-token@shop.example")));
            assertThat(server.commands("MAIL FROM"))
                    .containsExactly("MAIL FROM:<>", "MAIL FROM:<support+b-token@shop.example>");
        }
    }

    @Test
    void rfc5321Section6_1ALetterIsOursUntilTheServerSays250AndKeepsItsMessageId() throws Exception {
        try (var server = new ScriptedSmtp();
                var sender = sender(server)) {
            server.hangUpAfterTheDot(1);
            assertThatThrownBy(() -> sender.send(writer.write(letter("Hello", "text"))))
                    .isInstanceOf(SmtpUnreachable.class);
            sender.send(writer.write(letter("Hello", "text")));
            assertThat(server.messages()).hasSize(2);
            assertThat(server.messages().get(0))
                    .isEqualTo(server.messages().get(1))
                    .contains("\r\nMessage-ID: <dromos.token.1@shop.example>\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "日", "😀", "x ", "Größe und ", "a, b. \"c\" ", "  "})
    void rfc5322Section2_1_1LinesAreAtMost998OctetsAndHeaderLines78(String piece) throws Exception {
        var long1 = piece.repeat(3_000);
        var bytes = bytes(new OutgoingMail(
                1,
                "dromos.token.1@shop.example",
                Instant.EPOCH,
                "",
                new Address("support@shop.example", long1),
                new Address("support+" + "t".repeat(30) + "@shop.example", long1),
                new Address("ann@example.com", long1),
                long1,
                long1,
                null,
                null,
                "loop",
                List.of("a@b"),
                List.of("a@b"),
                List.of(part(long1 + ".pdf", null))));
        assertThat(WireLetter.of(bytes).violations()).isEmpty();
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text.split("\r\n", -1)).allMatch(line -> line.length() <= 998);
        assertThat(headerLines(text)).allMatch(line -> line.length() <= 78);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 68, 69, 70, 76, 77, 78})
    void rfc5322Section2_1_1AWordThatNoLineHoldsIsCutIntoEncodedWords(int length) throws Exception {
        var subject = "x".repeat(length) + " " + "y".repeat(length);
        var bytes = bytes(letter(subject, "text"));
        assertThat(headerLines(new String(bytes, StandardCharsets.US_ASCII))).allMatch(line -> line.length() <= 78);
        assertThat(new MailReader().read(RawMail.of(bytes)).subject()).isEqualTo(subject);
    }

    @Test
    void rfc5322Section3_6_4TheThreadIsKeptAndTheLengthOfReferencesIsBounded() throws Exception {
        var thread =
                IntStream.range(0, 500).mapToObj(i -> "m" + i + "@example.com").toList();
        var mail = new MailReader().read(RawMail.of(bytes(answering(thread))));
        assertThat(mail.inReplyTo()).containsExactly("m499@example.com");
        assertThat(mail.references())
                .hasSize(20)
                .startsWith("m0@example.com", "m481@example.com")
                .endsWith("m499@example.com");
    }

    @Test
    void rfc5322Section3_6_4AnIdThatCannotBeWrittenIsLeftOutAndNotChanged() throws Exception {
        var text = text(answering(List.of("ok@x", "a<b>@x", "ü@x", "a b@x", "a\r\nX: y@x", "")));
        assertThat(text).contains("References: <ok@x>\r\n").doesNotContain("In-Reply-To");
    }

    @Test
    void rfc2046Section5TextAndHtmlAreAlternativesWithTheirPicturesBesideTheHtml() throws Exception {
        var bytes = bytes(new OutgoingMail(
                1,
                "dromos.token.1@shop.example",
                Instant.EPOCH,
                "",
                Address.of("support@shop.example"),
                null,
                Address.of("ann@example.com"),
                "Hello",
                "text",
                "<p>text <img src=\"cid:logo\"></p>",
                null,
                "loop",
                List.of(),
                List.of(),
                List.of(part("logo.jpg", "logo"), part("a.pdf", null))));
        assertThat(WireLetter.of(bytes).violations()).isEmpty();
        var text = new String(bytes, StandardCharsets.US_ASCII);
        assertThat(text)
                .containsSubsequence(
                        "multipart/mixed",
                        "multipart/alternative",
                        "text/plain",
                        "multipart/related",
                        "text/html",
                        "image/jpeg",
                        "Content-Disposition: inline",
                        "Content-ID: <logo>",
                        "image/jpeg",
                        "Content-Disposition: attachment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?utf-8?Q?a=0D=0ABcc:_x@y?=",
                "Grüße aus Köln, wo es regnet und regnet und regnet und regnet und regnet, jeden Tag",
                "日本語の件名はとても長いので、一行には収まりません。何行にも分けて書かなければなりません。",
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
                "two  blanks and a very long line of plain text that has to be folded somewhere, but not here",
                "x=?y"
            })
    void rfc2047Section2EncodedWordsAreAtMost75CharactersAndSayWhatWasMeant(String subject) throws Exception {
        var text = text(letter(subject, "text"));
        var words = Arrays.stream(text.substring(0, text.indexOf("\r\n\r\n")).split("\\s+"))
                .filter(word -> word.startsWith("=?"))
                .toList();
        assertThat(words).allMatch(word -> word.length() <= 75 && word.endsWith("?="));
        assertThat(new MailReader()
                        .read(RawMail.of(bytes(letter(subject, "text"))))
                        .subject())
                .isEqualTo(subject);
        var field = text.substring(text.indexOf("Subject: ") + 9, text.indexOf("\r\n", text.indexOf("Subject: ")));
        assertThat(MimeUtility.decodeText(field)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Ann", "Ann B. O'Neil", "\"Ann\" \\ <a@b>", "=?utf-8?Q?a=0D=0ABcc:_x@y?=", "Grüße, \"x\"", "安"})
    void rfc2047Section5ADisplayNameIsQuotedOrEncodedAndNeverBoth(String name) throws Exception {
        var to = new MailReader()
                .read(RawMail.of(bytes(to(new Address("ann@example.com", name)))))
                .to();
        assertThat(to).containsExactly(new Address("ann@example.com", name));
        assertThat(text(to(new Address("ann@example.com", name)))).doesNotContain("\"=?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.pdf", "Größe.pdf", "日本語の文書の名前はとても長い文書の名前です日本語の文書の名前はとても長い.pdf", "a'b%41=c;d.pdf"})
    void rfc2231Section4AFileNameIsWrittenInNumberedAndEncodedSections(String name) throws Exception {
        var letter = with(part(name, null));
        assertThat(new MailReader().read(RawMail.of(bytes(letter))).attachments())
                .singleElement()
                .satisfies(attachment -> assertThat(attachment.name()).isEqualTo(name));
        var message = new jakarta.mail.internet.MimeMessage(null, new ByteArrayInputStream(bytes(letter)));
        var parts = (jakarta.mail.Multipart) message.getContent();
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo(name);
    }

    @Test
    void rfc3834Section5AutomaticLettersSayThatTheyAre() throws Exception {
        assertThat(text(automatic("auto-replied"))).contains("\r\nAuto-Submitted: auto-replied\r\n");
        assertThat(text(automatic("auto-generated"))).contains("\r\nAuto-Submitted: auto-generated\r\n");
        assertThat(text(letter("Hello", "text"))).doesNotContain("Auto-Submitted");
    }

    @Test
    void rfc6531Section3_4SmtpUtf8IsAskedForOnlyByALetterThatNeedsIt() throws Exception {
        try (var server = new ScriptedSmtp("8BITMIME", "SMTPUTF8");
                var sender = sender(server)) {
            sender.send(writer.write(to(new Address("jürgen@bücher.example", "Jürgen"))));
            sender.send(writer.write(letter("Größe", "Größe")));
            assertThat(server.commands("MAIL")).containsExactly("MAIL FROM:<> SMTPUTF8", "MAIL FROM:<>");
            assertThat(server.commands("RCPT"))
                    .containsExactly("RCPT TO:<jürgen@xn--bcher-kva.example>", "RCPT TO:<ann@example.com>");
            assertThat(server.messages().get(0)).contains("<jürgen@xn--bcher-kva.example>");
        }
    }

    @Test
    void rfc6531Section3_5WithoutSmtpUtf8OnlyThatRecipientFailsAndTheReasonSaysWhy() throws Exception {
        try (var server = new ScriptedSmtp("8BITMIME");
                var sender = sender(server)) {
            var refusal = catchThrowableOfType(
                    SmtpRefusal.class, () -> sender.send(writer.write(to(Address.of("jürgen@example.com")))));
            assertThat(refusal.permanent()).isTrue();
            assertThat(refusal.reply()).contains("553 5.6.7").contains("SMTPUTF8 (RFC 6531)");
            sender.send(writer.write(letter("Hello", "text")));
            assertThat(server.commands("RCPT")).containsExactly("RCPT TO:<ann@example.com>");
        }
    }

    private static PooledMailSender sender(ScriptedSmtp server) {
        return new PooledMailSender(Server.open("127.0.0.1", server.port()), 1, TIMEOUT);
    }

    private static List<String> headerLines(String text) {
        return Arrays.stream(text.split("\r\n\r\n(?=--)|\r\n(?=--)", -1))
                .map(entity -> entity.contains("\r\n\r\n") ? entity.substring(0, entity.indexOf("\r\n\r\n")) : entity)
                .flatMap(block -> Arrays.stream(block.split("\r\n", -1)))
                .toList();
    }

    private static OutgoingMail letter(String subject, String text) {
        return mail("", Address.of("ann@example.com"), subject, text, null, List.of(), List.of());
    }

    private static OutgoingMail from(String envelopeFrom) {
        return mail(envelopeFrom, Address.of("ann@example.com"), "Hello", "text", null, List.of(), List.of());
    }

    private static OutgoingMail to(Address to) {
        return mail("", to, "Hello", "text", null, List.of(), List.of());
    }

    private static OutgoingMail automatic(String auto) {
        return mail("", Address.of("ann@example.com"), "Hello", "text", auto, List.of(), List.of());
    }

    private static OutgoingMail answering(List<String> thread) {
        return mail("", Address.of("ann@example.com"), "Hello", "text", null, thread, List.of());
    }

    private static OutgoingMail with(OutgoingMail.Part part) {
        return mail("", Address.of("ann@example.com"), "Hello", "text", null, List.of(), List.of(part));
    }

    private static OutgoingMail mail(
            String envelopeFrom,
            Address to,
            String subject,
            String text,
            @Nullable String auto,
            List<String> thread,
            List<OutgoingMail.Part> parts) {
        return new OutgoingMail(
                1,
                "dromos.token.1@shop.example",
                Instant.EPOCH,
                envelopeFrom,
                Address.of("support@shop.example"),
                null,
                to,
                subject,
                text,
                null,
                auto,
                "loop",
                thread.isEmpty() ? List.of() : List.of(thread.get(thread.size() - 1)),
                thread,
                parts);
    }

    private static OutgoingMail.Part part(String name, @Nullable String contentId) {
        return new OutgoingMail.Part(name, "image/jpeg", contentId, () -> new ByteArrayInputStream(new byte[200]));
    }

    private byte[] bytes(OutgoingMail letter) throws Exception {
        var bytes = new ByteArrayOutputStream();
        writer.write(letter).writeTo(bytes);
        return bytes.toByteArray();
    }

    private String text(OutgoingMail letter) throws Exception {
        return new String(bytes(letter), StandardCharsets.UTF_8);
    }
}
