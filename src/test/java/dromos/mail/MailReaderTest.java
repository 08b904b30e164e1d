package dromos.mail;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dromos.testing.Cost;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MailReaderTest {
    private final MailReader reader = new MailReader();

    @Test
    void anOrdinaryMailIsReadWithoutDefects() {
        var mail = aMail().from("Ann Lee <Ann@Example.com>")
                .to("support@shop.test, \"Bob, the boss\" <bob@shop.test>")
                .cc("c@shop.test")
                .replyTo("home@example.com")
                .header("Delivered-To", "support+x@shop.test")
                .subject("=?UTF-8?Q?Gr=C3=BC=C3=9Fe?= to you")
                .text("Hello Grüße")
                .messageId("m@x")
                .inReplyTo("b@x")
                .references("a@x", "b@x")
                .build();
        assertThat(mail.from()).isEqualTo(new Address("ann@example.com", "Ann Lee"));
        assertThat(mail.answerTo()).isEqualTo(Address.of("home@example.com"));
        assertThat(mail.to())
                .containsExactly(Address.of("support@shop.test"), new Address("bob@shop.test", "Bob, the boss"));
        assertThat(mail.sentTo())
                .extracting(Address::address)
                .containsExactly("support+x@shop.test", "support@shop.test", "bob@shop.test", "c@shop.test");
        assertThat(mail.subject()).isEqualTo("Grüße to you");
        assertThat(mail.date()).isEqualTo(Instant.parse("2026-02-02T10:00:00Z"));
        assertThat(mail.text()).isEqualTo("Hello Grüße");
        assertThat(mail.ancestors()).containsExactly("b@x", "a@x");
        assertThat(mail.defects()).isEmpty();
    }

    @Test
    @DisplayName("RFC 2047: encoded words are decoded, also split characters, neighbours and unknown charsets")
    void encodedWordsAreDecodedInAllTheirForms() {
        assertThat(EncodedWords.decode("=?utf-8?B?w7w=?=  =?utf-8?B?w7w=?= x")).isEqualTo("üü x");
        assertThat(EncodedWords.decode("=?utf-8?B?ww==?= =?utf-8?B?vA==?=")).isEqualTo("ü");
        assertThat(EncodedWords.decode("a =?iso-8859-1*de?q?=FC_b?= c")).isEqualTo("a ü b c");
        assertThat(EncodedWords.decode("=?nonsense?q?plain?= =?broken")).isEqualTo("plain =?broken");
        assertThat(EncodedWords.decode("=?utf-8?x?a?= =?=?=")).isEqualTo("=?utf-8?x?a?= =?=?=");
    }

    @Test
    @DisplayName("RFC 5322 section 3.4 and 4.4: groups, comments, quoted names, routes and nonsense in address lists")
    void addressListsAreReadAsFarAsTheyCanBe() {
        assertThat(Addresses.parse("Team: a@x.test, B <b@x.test>;, undisclosed:;, (home) c@x.test (Carl)"))
                .containsExactly(
                        Address.of("a@x.test"), new Address("b@x.test", "B"), new Address("c@x.test", "home Carl"));
        assertThat(Addresses.parse("<@r.test,@s.test:d@x.test>")).containsExactly(Address.of("d@x.test"));
        assertThat(Addresses.parse("\"a@x.test\" <b@x.test>")).containsExactly(new Address("b@x.test", "a@x.test"));
        assertThat(Addresses.parse("\"John Doe\"@x.test")).containsExactly(Address.of("\"john doe\"@x.test"));
        assertThat(Addresses.parse("mailto:a@x.test, root, <>, <b@x.test"))
                .containsExactly(Address.of("a@x.test"), Address.of("b@x.test"));
        assertThat(Addresses.parse("=?utf-8?q?M=C3=BCller=2C_Max?= <m@x.test>"))
                .containsExactly(new Address("m@x.test", "Müller, Max"));
        assertThat(Addresses.parse("a b c@x.test d")).containsExactly(Address.of("c@x.test"));
    }

    @Test
    void thePlainAlternativeIsTheBodyAndTheHtmlIsNoAttachment() {
        var mail = read("""
                From: a@b.test
                Content-Type: multipart/alternative; boundary=x

                --x
                Content-Type: text/plain

                plain
                --x
                Content-Type: text/html

                <p>html</p>
                --x--
                """);
        assertThat(mail.text()).isEqualTo("plain");
        assertThat(mail.html()).isFalse();
        assertThat(mail.attachments()).isEmpty();
    }

    @Test
    void anEmptyPlainAlternativeGivesWayToTheHtml() {
        var mail = read("""
                Content-Type: multipart/alternative; boundary=x

                --x
                Content-Type: text/plain


                --x
                Content-Type: text/html

                <p>html</p>
                --x--
                """);
        assertThat(mail.text()).isEqualTo("html");
        assertThat(mail.html()).isTrue();
    }

    @Test
    void htmlBecomesReadableText() {
        var mail = aMail().html("<html><head><title>no</title><style>p{}</style></head><body><script>alert(1)</script>"
                        + "<p>Dear  <b>shop</b>,</p><ul><li>one<li>two</ul><table><tr><td>a<td>b</tr></table>"
                        + "<a href='https://x.test/y?z'>here</a><br><a href='https://x.test/'>x.test</a>"
                        + "<blockquote>old<br>words</blockquote><div style='display:none'>hidden</div></body></html>")
                .build();
        assertThat(mail.text())
                .isEqualTo("Dear shop,\n\n- one\n- two\na b\nhere <https://x.test/y?z>\nx.test\n> old\n> words");
        assertThat(mail.reply()).doesNotContain("old").startsWith("Dear shop,");
    }

    @Test
    void attachmentsHaveSafeNamesSizesAndDigests() throws Exception {
        var mail = aMail().attachment("../../etc/pass\twd", "text/plain", "abc".getBytes(StandardCharsets.UTF_8))
                .attachment("C:\\x\\..", "image/png", new byte[] {1, 2})
                .build();
        assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("pass wd", "attachment-2.png");
        assertThat(mail.attachments().get(0).size()).isEqualTo(3);
        assertThat(mail.attachments().get(0).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        try (var stream = reader.attachments(mail.raw()).open(1)) {
            assertThat(stream.readAllBytes()).containsExactly(1, 2);
        }
    }

    @Test
    @DisplayName("RFC 2231: continued and percent-encoded file names are joined and decoded")
    void fileNamesInPiecesAreJoined() {
        var mail = read("""
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: application/pdf
                Content-Disposition: attachment; filename*0*=utf-8''Gr%C3; filename*1*=%BC%C3%9Fe;
                 filename*2=".pdf"

                --x
                Content-Type: application/pdf; name="=?utf-8?q?=0D=0AX-Evil:_1=00.pdf?="

                --x--
                """);
        assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("Grüße.pdf", "X-Evil_ 1 .pdf");
    }

    @Test
    @DisplayName("RFC 2046 section 5.2.1: an attached mail stays byte for byte what it was")
    void anAttachedMailIsByteIdentical() throws Exception {
        var inner = "From: x@y\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\nüa\r\n--in--\r\n";
        var raw = RawMail.of(("Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\n\r\nsee below\r\n"
                        + "--out\r\nContent-Type: message/rfc822\r\n\r\n" + inner + "\r\n--out--\r\n")
                .getBytes(StandardCharsets.UTF_8));
        var mail = reader.read(raw);
        assertThat(mail.text()).isEqualTo("see below");
        assertThat(mail.attachments()).extracting(Attachment::type).containsExactly("message/rfc822");
        try (var stream = reader.attachments(raw).open(0)) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(inner);
        }
    }

    @Test
    void whatSendersGetWrongIsNamedAndReadAnyway() {
        assertDefect(
                "Content-Type: text/plain; charset=klingon\n\ngr\u00fcn",
                "unknown charset \"klingon\", read as UTF-8",
                "grün");
        assertDefect("Subject: a\n\ngr\u00fcn", "8-bit text without a charset label, read as UTF-8", "grün");
        assertDefect(
                "Content-Transfer-Encoding: zip\n\ntext", "unknown transfer encoding \"zip\", taken as it is", "text");
        assertDefect(
                "Content-Type: multipart/mixed\n\n--x\n\ntext\n--x--\n",
                "a multipart that does not name its boundary",
                "text");
        assertDefect(
                "Content-Type: multipart/mixed; boundary=y\n\ntext", "a multipart without parts, read as text", "text");
        assertDefect(
                "Content-Type: multipart/mixed; boundary=y\n\n--y\n\ntext",
                "a multipart whose last boundary is missing",
                "text");
        assertDefect("Subject: a\nHello there", "no empty line between headers and text", "Hello there");
        assertDefect(
                "Content-Transfer-Encoding: base64\n\naGk=!!!!!!!!!!!!!!!!!!!!!!!!!!",
                "base 64 with foreign letters in it",
                "hi");
        assertDefect("", "no From field", "");
    }

    @Test
    void eightBitCharactersWithoutLabelFallBackToWindows1252() {
        var mail = reader.read(RawMail.of("Subject: gr\u00fcn\n\ngr\u00fcn".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(mail.subject()).isEqualTo("grün");
        assertThat(mail.text()).isEqualTo("grün");
    }

    @Test
    @DisplayName("RFC 2045 section 6.7: quoted-printable with soft breaks, trailing blanks and broken escapes")
    void quotedPrintableIsDecoded() {
        assertThat(read("Content-Transfer-Encoding: Quoted-Printable\n\na=3D=\nb  \nc=ZZ=")
                        .text())
                .isEqualTo("a=b\nc=ZZ");
    }

    @Test
    @DisplayName("RFC 3676: the lines of format=flowed are joined")
    void flowedTextIsJoined() {
        assertThat(read("Content-Type: text/plain; format=flowed\n\none \ntwo\n> old \n> words\n-- \nAnn")
                        .text())
                .isEqualTo("one two\n> old words\n-- \nAnn");
    }

    @Test
    void utf7AndShiftedCharsetsAreRead() {
        assertThat(read("Content-Type: text/plain; charset=utf-7\n\nHi +AOkA4Q- +- x")
                        .text())
                .isEqualTo("Hi éá + x");
        assertThat(read("Content-Type: text/plain; charset=iso-2022-jp\n\n\u001b$B$3\u001b(B")
                        .text())
                .isEqualTo("こ");
    }

    @Test
    void theLinesOfAMboxFileAndOfBrokenWrapsAreForgiven() {
        var subject = "a subject so long that some program thought of folding it,";
        var mail = read("From a@b Mon Jan 1\nSubject: " + subject + "\nwithout an indent\nFrom: a@b.test\n\ntext");
        assertThat(mail.subject()).isEqualTo(subject + " without an indent");
        assertThat(mail.sender()).isEqualTo("a@b.test");
    }

    @Test
    void aHeaderIsReadWhateverCharsetTheTextBelowIsIn() {
        for (var charset : java.util.List.of("utf-16", "utf-32", "cp037", "ibm1047", "iso-2022-jp", "utf-7")) {
            var mail = read("Subject: caf\u00e9\nContent-Type: text/plain; charset=" + charset + "\n\ntext");
            assertThat(mail.subject()).as(charset).isEqualTo("caf\u00e9");
        }
    }

    @Test
    void aStrayLineBehindAShortFieldIsNoPartOfIt() {
        var mail = read("Subject: hello\na stray line\nFrom: a@b.test\n\ntext");
        assertThat(mail.subject()).isEqualTo("hello");
        assertThat(mail.sender()).isEqualTo("a@b.test");
        assertThat(mail.defects()).contains("a header line that is neither a field nor indented");
    }

    @Test
    void bombsAreRefusedBeforeTheyCost() {
        assertRefused(
                "Content-Type: multipart/mixed; boundary=x\n\n" + "--x\n\na\n".repeat(1_001),
                "more than 1000 MIME parts");
        assertRefused("X: y\n".repeat(1_001) + "\n", "more than 1000 header lines");
        assertRefused("X: " + "y".repeat(300_000) + "\n\n", "more than 256 kB of headers");
        assertRefused(nested(5_000), "MIME parts nested deeper than 30");
    }

    @Test
    void whatIsJustWithinTheLimitsIsRead() {
        assertThat(read(nested(29)).text()).contains("deep");
        assertThat(read("X: y\n".repeat(999) + "\ntext").text()).isEqualTo("text");
    }

    @Test
    void emptyLinesAboveTheHeadersAreForgiven() throws Exception {
        var raw = RawMail.of("\r\n   \r\nFrom: a@b.test\r\n\r\ntext".getBytes(StandardCharsets.UTF_8));
        assertThat(reader.read(raw).sender()).isEqualTo("a@b.test");
        assertThat(reader.read(raw).text()).isEqualTo("text");
        assertThat(MailIdentity.of(raw).sender()).isEqualTo("a@b.test");
        assertThat(read("\n\n").text()).isEmpty();
    }

    @Test
    void bareCharactersInAnEncodedWordAreReadInItsCharset() {
        var mail = reader.read(
                RawMail.of("Subject: =?iso-8859-1?Q?Fr\u00f6sche?=\n\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(mail.subject()).isEqualTo("Frösche");
    }

    @Test
    void timeIsLimited() {
        var impatient = new MailReader(Duration.ZERO);
        var raw = aMail().raw();
        assertThatThrownBy(() -> impatient.read(raw)).isInstanceOf(UnreadableMail.class);
    }

    @Test
    void hostileHeadersCostLittle() {
        for (String unit :
                new String[] {"=?utf-8?q?a?= ", "=?", "<", "(", "\"", ",", ":", " ", "@", "a@b ", ";a=", "=?utf-8?b?"
                }) {
            var value = unit.repeat(250_000 / unit.length());
            for (String field :
                    new String[] {"Subject", "From", "To", "References", "Content-Type", "Content-Disposition", "Date"
                    }) {
                Cost.assertLittle(field + unit, () -> read(field + ": " + value + "\n\ntext"));
            }
        }
    }

    @Test
    void hostileHtmlCostsLittle() {
        for (String unit : new String[] {
            "<div>", "<b>", "<table><tr><td>", "<a href='https://x.test'>", "<blockquote><br>", "<", "&", "<p"
        }) {
            Cost.assertLittle(unit, () -> read("Content-Type: text/html\n\n" + unit.repeat(1_000_000 / unit.length())));
        }
    }

    @Test
    void aLargeMailStreamsByAFewTimesWhateverItsParts() throws Exception {
        var part = "--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + "QUJD".repeat(2_500) + "\n";
        var bytes = ("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nlook\n" + part.repeat(400) + "--x--\n")
                .getBytes(StandardCharsets.UTF_8);
        var opened = new AtomicInteger();
        var mail = reader.read(new RawMail(bytes.length, () -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(bytes);
        }));
        assertThat(opened).hasValueLessThan(4);
        assertThat(mail.text()).isEqualTo("look");
        assertThat(mail.attachments()).hasSize(400).allMatch(attachment -> attachment.size() == 7_500);
        try (var stream = reader.attachments(mail.raw()).open(399)) {
            assertThat(stream.readAllBytes()).hasSize(7_500);
        }
    }

    @Test
    void garbageIsReadWithoutAnException() {
        var random = new Random(5);
        var pieces = new String[] {
            "Content-Type: multipart/mixed; boundary=x\n", "--x\n", "--x--\n", "\n", "\r", "From: a@b\n", "\u0000",
                    "Content-Type: text/html\n",
            "Content-Transfer-Encoding: base64\n", "<p>", "=?utf-8?q?", "?=", "é",
                    "Content-Disposition: attachment; filename=\"", " ", "--"
        };
        for (int i = 0; i < 3_000; i++) {
            var mail = new StringBuilder();
            for (int piece = random.nextInt(30); piece > 0; piece--) {
                mail.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(read(mail.toString()).text()).isNotNull();
        }
    }

    private static String nested(int depth) {
        var mail = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        return mail.append("\ndeep\n").toString();
    }

    private void assertDefect(String mail, String defect, String text) {
        var read = read(mail);
        assertThat(read.defects()).as(mail).contains(defect);
        assertThat(read.text().strip()).as(mail).isEqualTo(text);
    }

    private void assertRefused(String mail, String reason) {
        Cost.assertLittle(reason, () -> assertThatThrownBy(() -> read(mail))
                .isInstanceOf(UnreadableMail.class)
                .hasMessage(reason));
    }

    private Mail read(String mail) {
        return reader.read(RawMail.of(mail.getBytes(StandardCharsets.UTF_8)));
    }
}
