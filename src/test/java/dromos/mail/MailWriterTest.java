package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MailWriterTest {
    private static final Address SHOP = new Address("support@shop.test", "Große Shop, GmbH");
    private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 0, 13, 10, 1};

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        var letter = letter(
                "Ihre Größe [DR-1-ABCDEFGH]",
                "Guten Tag,\n\n<b>Größe</b> & Farbe\n",
                "auto-replied",
                List.of(
                        part("Größen.pdf", "application/pdf", null, "pdf"),
                        part("logo.jpg", "image/jpeg", "logo", "jpg")));
        var mail = new MailReader().read(RawMail.of(bytes(letter)));
        assertThat(mail.defects()).isEmpty();
        assertThat(mail.messageId()).isEqualTo("dromos.t.1@shop.test");
        assertThat(mail.from()).isEqualTo(SHOP);
        assertThat(mail.to()).containsExactly(new Address("ann@example.com", "Ann"));
        assertThat(mail.subject()).isEqualTo("Ihre Größe [DR-1-ABCDEFGH]");
        assertThat(mail.date()).isEqualTo(Instant.parse("2026-02-02T10:00:00Z"));
        assertThat(mail.text().strip()).isEqualTo("Guten Tag,\n\n<b>Größe</b> & Farbe");
        assertThat(mail.references()).containsExactly("a@x", "b@x");
        assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("logo.jpg", "Größen.pdf");
        assertThat(mail.attachments()).extracting(Attachment::inline).containsExactly(true, false);
        assertThat(mail.attachments().get(0).contentId()).isEqualTo("logo");
        assertThat(mail.headers().first("X-Dromos-Loop")).isEqualTo("loop-1");
    }

    @Test
    void theSameLetterGivesTheSameBytesEveryTime() throws Exception {
        var letter = letter("Hello", "Text", null, List.of(part("a.bin", "application/x", null, "abc")));
        assertThat(bytes(letter)).isEqualTo(bytes(letter));
        var message = new MailWriter().write(letter);
        message.saveChanges();
        var out = new ByteArrayOutputStream();
        message.writeTo(out);
        assertThat(out.toByteArray()).isEqualTo(bytes(letter));
    }

    @Test
    void attachmentsArriveByteForByte() throws Exception {
        var letter = letter(
                "Hello",
                "Text",
                null,
                List.of(new OutgoingMail.Part(
                        "a.eml", "message/rfc822", null, () -> new ByteArrayInputStream(PICTURE))));
        var raw = RawMail.of(bytes(letter));
        try (var stream = new MailReader().attachments(raw).open(0)) {
            assertThat(stream.readAllBytes()).isEqualTo(PICTURE);
        }
    }

    @Test
    @DisplayName(
            "RFC 3834: automatic letters say so; RFC 5321 section 4.5.5: an acknowledgement has the null reverse-path")
    void automaticLettersSaySo() throws Exception {
        var message = (SMTPMessage) new MailWriter().write(letter("Hello", "Text", "auto-replied", List.of()));
        assertThat(message.getEnvelopeFrom()).isEqualTo("<>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(message.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
        assertThat(new MailWriter()
                        .write(letter("Hello", "Text", null, List.of()))
                        .getHeader("Auto-Submitted"))
                .isNull();
    }

    @Test
    @DisplayName("RFC 5322 section 2.1.1: no line is longer than 998 octets, RFC 2047 and 2231: all headers are ASCII")
    void linesAreShortAndHeadersAscii() throws Exception {
        var long1 = "ü".repeat(5_000);
        var letter = letter(
                long1,
                long1 + "\n" + "x".repeat(5_000),
                null,
                List.of(part(long1 + ".pdf", "application/pdf", null, long1)));
        for (String line : text(letter).split("\r\n", -1)) {
            assertThat(line.length()).isLessThanOrEqualTo(998);
            assertThat(line).matches(plain -> plain.chars().allMatch(letter1 -> letter1 > 8 && letter1 < 127));
        }
        assertThat(text(letter("x".repeat(4_000), "t", null, List.of())).lines())
                .allMatch(line -> line.length() <= 998);
    }

    @Test
    void nothingInAFieldOrFileNameBeginsAHeaderLine() throws Exception {
        for (String lineEnd : List.of(
                "\r\n", "\n", "\r", "\0", "\u2028", "\u0085", "\u000b", "=?utf-8?q?=0D=0A?=", "=0D=0A", "%0D%0A")) {
            var evil = "a" + lineEnd + "X-Evil: yes" + lineEnd + lineEnd + "body";
            var letter = new OutgoingMail(
                    1,
                    evil,
                    Instant.EPOCH,
                    "",
                    new Address("support@shop.test", evil),
                    new Address("r@shop.test", evil),
                    new Address("ann@example.com", evil),
                    evil,
                    "text",
                    null,
                    evil,
                    evil,
                    List.of(evil),
                    List.of(evil, evil),
                    List.of(part(evil, evil, null, "x"), part(evil, "image/png", evil, "x")));
            assertThat(text(letter).split("[\r\n]", -1)).noneMatch(line -> line.startsWith("X-Evil"));
            assertThat(text(letter)).doesNotContain("\0");
        }
    }

    @Test
    void anAddressThatCouldEndTheFieldIsRefused() {
        for (String evil :
                List.of("a@b\r\nX: y", "a b@c", "a@b,c@d", "<a@b>", "a@b>\n", "", "a", "a@", "@b", "\"a\"b\"@c")) {
            assertThatThrownBy(() -> new MailWriter()
                            .write(new OutgoingMail(
                                    1,
                                    "i@d",
                                    Instant.EPOCH,
                                    "",
                                    SHOP,
                                    null,
                                    new Address(evil, null),
                                    "s",
                                    "t",
                                    null,
                                    null,
                                    "l",
                                    List.of(),
                                    List.of(),
                                    List.of())))
                    .as(evil)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not an address that can be written to");
        }
    }

    @Test
    void anInternationalDomainIsWrittenInAscii() throws Exception {
        var letter = new OutgoingMail(
                1,
                "i@d",
                Instant.EPOCH,
                "",
                SHOP,
                null,
                Address.of("a@bücher.test"),
                "s",
                "t",
                null,
                null,
                "l",
                List.of(),
                List.of(),
                List.of());
        assertThat(text(letter)).contains("To: a@xn--bcher-kva.test");
    }

    private static OutgoingMail letter(
            String subject, String text, @Nullable String auto, List<OutgoingMail.Part> parts) {
        return new OutgoingMail(
                17,
                "dromos.t.1@shop.test",
                Instant.parse("2026-02-02T10:00:00Z"),
                "",
                SHOP,
                null,
                new Address("ann@example.com", "Ann"),
                subject,
                text,
                null,
                auto,
                "loop-1",
                List.of("b@x"),
                List.of("a@x", "b@x"),
                parts);
    }

    private static OutgoingMail.Part part(String name, String type, @Nullable String contentId, String content) {
        return new OutgoingMail.Part(
                name, type, contentId, () -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] bytes(OutgoingMail letter) throws Exception {
        var out = new ByteArrayOutputStream();
        new MailWriter().write(letter).writeTo(out);
        return out.toByteArray();
    }

    private static String text(OutgoingMail letter) throws Exception {
        return new String(bytes(letter), StandardCharsets.UTF_8);
    }
}
