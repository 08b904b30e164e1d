package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Cost;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML as mail programs write it: the reply, and below it what they quote. */
class HtmlQuotesTest {
    private static final String OLD = "<p>Which colour?</p><p>Blue or red?</p>";
    private static final String FIELDS =
            "<b>Von:</b> Shop &lt;help@shop.test&gt;<br><b>Gesendet:</b> Montag<br><b>An:</b> Åsa<br>"
                    + "<b>Betreff:</b> Farbe";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Gmail, of three ages, and with an introduction that nobody knows
                "<div dir=ltr>The blue one.</div><br><div class='gmail_quote gmail_quote_container'><div dir=ltr class=gmail_attr>On Mon, Feb 2, 2026 at 9:05 AM Shop &lt;<a href='mailto:help@shop.test'>help@shop.test</a>&gt; wrote:<br></div><blockquote class=gmail_quote style='margin:0 0 0 .8ex'>OLD</blockquote></div>",
                "<div dir=ltr>The blue one.</div><div class=gmail_extra><br><div class=gmail_quote>2026-02-02 9:05 GMT+01:00 Shop <span dir=ltr>&lt;help@shop.test&gt;</span>:<br><blockquote class=gmail_quote>OLD</blockquote></div><br></div>",
                "<div dir=ltr>The blue one.</div><div class=gmail_quote><div class=gmail_attr>Sgrìobh bùth:</div><blockquote class=gmail_quote>OLD</blockquote></div>",
                // Apple Mail, Thunderbird, Yahoo, Proton, Tutanota, Zoho, Roundcube, Mailspring
                "<div>The blue one.</div><div><br><blockquote type=cite><div>On 2 Feb 2026, at 09:05, Shop &lt;help@shop.test&gt; wrote:</div><br><div>OLD</div></blockquote></div><br>",
                "<p>The blue one.</p><div class=moz-cite-prefix>Am 02.02.2026 um 09:05 schrieb Shop:<br></div><blockquote type=cite cite='mid:a@b'>OLD</blockquote>",
                "The blue one.<br><br>Shop schrieb am 02.02.2026 09:05:<br><blockquote cite='mid:a@b' type=cite>OLD</blockquote>",
                "<div>The blue one.</div><div id=yahoo_quoted_1 class=yahoo_quoted><div>On Monday, February 2, 2026, Shop &lt;help@shop.test&gt; wrote:</div><div>OLD</div></div>",
                "<div>The blue one.</div><div class=protonmail_quote>------- Original Message -------<br>On Monday, 2 February 2026 at 09:05, Shop &lt;help@shop.test&gt; wrote:<br><br><blockquote class=protonmail_quote type=cite>OLD</blockquote></div>",
                "<div>The blue one.</div><br><div>2 Feb 2026, 09:05 by help@shop.test:<br></div><blockquote class=tutanota_quote>OLD</blockquote>",
                "<div>The blue one.</div><div class=zmail_extra>---- On Mon, 02 Feb 2026 09:05:11 +0100 <b>help@shop.test</b> wrote ----<br><blockquote>OLD</blockquote></div>",
                "<p>The blue one.</p><p id=reply-intro>Dnes napsal Shop:</p><blockquote type=cite>OLD</blockquote>",
                // Outlook for Windows, for the Mac, on the web and on a phone; old Outlook; NetEase
                "<div class=WordSection1><p class=MsoNormal>The blue one.</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>FIELDS</p></div></div>OLD</div>",
                "<div>The blue one.</div><span id=OLK_SRC_BODY_SECTION><div style='border-top:#b5c4df 1pt solid'>FIELDS</div>OLD</span>",
                "<div>The blue one.</div><div id=appendonsend></div><hr><div id=divRplyFwdMsg dir=ltr><font>FIELDS</font></div><div>OLD</div>",
                "<div>The blue one.</div><hr><div id=x_divRplyFwdMsg>FIELDS</div><div>OLD</div>",
                "<div>The blue one.</div><div id=mail-editor-reference-message-container><div>FIELDS</div><div>OLD</div></div>",
                "<div>The blue one.</div><div class=OutlookMessageHeader>-----Original Message-----<br>FIELDS</div>OLD",
                "<div>The blue one.</div><div id=isReplyContent>At 2026-02-02 09:05:11, \"Shop\" wrote:<br>OLD</div>",
                // Nothing but words: a web mailer's field block, a table of fields, an introduction without a quote
                "<div>The blue one.</div><div>FIELDS</div><div>OLD</div>",
                "<p>The blue one.</p><table><tr><td>From:</td><td>Shop</td></tr><tr><td>Date:</td><td>Monday</td></tr><tr><td>To:</td><td>Åsa</td></tr><tr><td>Subject:</td><td>Colour</td></tr></table>OLD",
                "<p>The blue one.</p><p>On Mon, 2 Feb 2026 at 09:05, Shop &lt;help@shop.test&gt; wrote:</p>OLD",
            })
    void theHistoryIsCut(String page) {
        var mail = read("Re: Colour", page.replace("OLD", OLD).replace("FIELDS", FIELDS));
        assertThat(mail.reply()).isEqualTo("The blue one.");
        assertThat(mail.quoted()).contains("Which colour?").contains("Blue or red?");
        assertThat(mail.text()).contains("The blue one.").contains("Blue or red?");
    }

    @Test
    void answersBetweenQuotesAreKept() {
        var page = "<div class=gmail_quote>On Mon, 2 Feb 2026 at 09:05, Shop &lt;help@shop.test&gt; wrote:<br>"
                + "<blockquote class=gmail_quote>Which colour?</blockquote><div>The blue one.</div>"
                + "<blockquote class=gmail_quote>Which size?</blockquote><div>Forty.</div></div>";
        assertThat(read("Re: x", page).reply()).isEqualTo("The blue one.\n\nForty.".replace("\n\n", "\n"));
        assertThat(read("Re: x", page).quoted()).contains("Which colour?").contains("Which size?");
    }

    @Test
    void anAnswerBelowTheQuoteIsKept() {
        var page =
                "<div class=moz-cite-prefix>On 2/2/26 09:05, Shop wrote:<br></div><blockquote type=cite>Which colour?"
                        + "</blockquote><p>The blue one.</p><div class=moz-signature>-- <br>Åsa</div>";
        var mail = read("Re: x", page);
        assertThat(mail.reply()).isEqualTo("The blue one.");
        assertThat(mail.signature()).contains("Åsa");
    }

    @Test
    void aForwardedMailIsContent() {
        var gmail =
                "<div dir=ltr>See below.<br><div class=gmail_quote><div class=gmail_attr>---------- Forwarded message"
                        + " ---------<br>From: Shop &lt;help@shop.test&gt;<br>Date: Mon<br>Subject: Colour<br>To: Åsa</div>"
                        + OLD
                        + "</div></div>";
        assertThat(read("Fwd: Colour", gmail).reply()).contains("See below.").contains("Blue or red?");
        var apple = "<div>See below.<br><blockquote type=cite><div>Begin forwarded message:</div><div>From: Shop<br>"
                + "Subject: Colour<br>Date: Monday<br>To: Åsa</div>" + OLD + "</blockquote></div>";
        assertThat(read("Fwd: Colour", apple).reply()).contains("See below.").contains("Blue or red?");
        var outlook = "<div>See below.</div><hr><div id=divRplyFwdMsg>" + FIELDS + "</div><div>" + OLD + "</div>";
        assertThat(read("WG: Farbe", outlook).reply()).contains("See below.").contains("Blue or red?");
        assertThat(read("AW: Farbe", outlook).reply()).isEqualTo("See below.");
    }

    @Test
    void whereNothingWouldRemainNothingIsCut() {
        var mail = read("Question", "<blockquote><p>I indent everything.</p></blockquote>");
        assertThat(mail.reply()).contains("I indent everything.");
        assertThat(mail.quoted()).isEmpty();
    }

    @Test
    void anAnswerWithoutAWordIsEmpty() {
        var page = "<div><br></div><div class=gmail_quote><div class=gmail_attr>On Mon, 2 Feb 2026 at 09:05, Shop"
                + " &lt;help@shop.test&gt; wrote:</div><blockquote class=gmail_quote>" + OLD + "</blockquote></div>";
        assertThat(read("Re: Colour", page).reply()).isEmpty();
    }

    @Test
    void anIndentedParagraphIsNoQuote() {
        var page =
                "<p>My address is now:</p><blockquote style='margin:0 0 0 40px;border:none;padding:0px'>1 Quay<br>Oslo"
                        + "</blockquote>";
        assertThat(read("Moved", page).reply()).isEqualTo("My address is now:\n\n1 Quay\nOslo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div class=gmail_signature data-smartmail=gmail_signature>Åsa Berg<br>Oslo</div>",
                "<div id=Signature><p>Åsa Berg<br>Oslo</p></div>",
                "<div id=AppleMailSignature>Åsa Berg<br>Oslo</div>",
                "<div id='ms-outlook-mobile-signature'>Åsa Berg<br>Oslo</div>",
                "<pre class=moz-signature>-- \nÅsa Berg\nOslo</pre>",
                "<div class=protonmail_signature_block>Åsa Berg<br>Oslo</div>",
                "<p>Viele Grüße<br>Åsa Berg<br>Oslo</p>",
            })
    void theSignatureIsCutApart(String signature) {
        var mail = read("Re: Colour", "<div>The blue one.</div>" + signature);
        assertThat(mail.reply()).isEqualTo("The blue one.");
        assertThat(mail.signature()).contains("Åsa Berg").contains("Oslo");
    }

    @Test
    void hostilePagesCostLittle() {
        for (String unit : new String[] {
            "<blockquote>", "<div class=gmail_quote>", "<div class=gmail_quote>x</div>", "<p>From: a</p>",
                    "<blockquote>x</blockquote>y",
            "<div class=gmail_signature>", "<div style='border-top:solid #E1E1E1'>", "<span>On 1 </span>",
                    "<p>On 1 Jan 2026</p>", "<b>"
        }) {
            Cost.assertLittle(unit, () -> read("Re: x", unit.repeat(900_000 / unit.length())));
        }
        for (String signature :
                new String[] {"<signature>a</signature>", "<signature>a b c d e.</signature>", "<signature></signature>"
                }) {
            var page = "<div>".repeat(90) + signature.repeat(20_000);
            Cost.assertLittle(signature, () -> read("Re: x", page));
        }
    }

    private static Mail read(String subject, String page) {
        var raw = "From: asa@home.test\r\nSubject: " + subject
                + "\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page;
        return new MailReader().read(RawMail.of(raw.getBytes(StandardCharsets.UTF_8)));
    }
}
