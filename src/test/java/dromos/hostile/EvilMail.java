package dromos.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Mail whose sender tries to put a line of his own into what is sent because of it: every field that can come back out
 * of Dromos carries a line end in one of its disguises. The same number always makes the same mail.
 */
final class EvilMail {
    private static final List<String> ENDS = List.of(
            "\r\n",
            "\n",
            "\r",
            "\0",
            "\u2028",
            "\u2029",
            "\u0085",
            "\u000b",
            "\f",
            "\r\n ",
            "\r\n\r\n",
            "\n\n",
            "\r\n.\r\n",
            "\u560d\u560a",
            "\u202e",
            "\ud800",
            "\r\n\t");
    private static final List<String> LINES = List.of(
            "X-Evil: yes",
            "Bcc: victim@elsewhere.example",
            "Content-Type: text/html",
            "--=_dromos_m_1",
            ".",
            "MAIL FROM:<evil@elsewhere.example>",
            "",
            "=?utf-8?Q?a=0D=0ABcc:_x@y?=");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final List<String> NAMES = List.of("a.pdf", "Größe.txt", "../../etc/x", "n;b=c", "", "日本語.doc");

    private final Random random;
    private final StringBuilder mail = new StringBuilder();

    private EvilMail(long number) {
        this.random = new Random(number);
    }

    /** @return bytes with CRLF, and with whatever else the fields hold */
    static byte[] number(long number) {
        return new EvilMail(number).write(number);
    }

    private byte[] write(long number) {
        field("From", phrase() + " <" + address("customer" + number) + ">");
        maybe("Reply-To", phrase() + " <" + address("other" + number) + ">");
        field("To", phrase() + " <support@agora.example>");
        maybe("Cc", phrase() + " <" + address("third") + ">");
        field("Subject", text("My parcel"));
        maybe("Message-ID", "<" + text("id-" + number + "@customers.example") + ">");
        maybe("In-Reply-To", "<" + text("before@customers.example") + ">");
        maybe("References", "<" + text("one@x") + "> <" + text("two@x") + "> " + text("three@x"));
        field(
                "Date",
                random.nextInt(4) == 0 ? text("Mon, 2 Feb 2026 10:00:00 +0000") : "Mon, 2 Feb 2026 10:00:00 +0000");
        field("MIME-Version", "1.0");
        field("Content-Type", "multipart/mixed; boundary=\"cut\"");
        mail.append("\r\n--cut\r\n");
        body();
        for (int part = random.nextInt(3); part >= 0; part--) {
            mail.append("\r\n--cut\r\n");
            attachment();
        }
        mail.append("\r\n--cut--\r\n");
        return bytes();
    }

    private void field(String name, String value) {
        mail.append(name).append(": ").append(value).append("\r\n");
    }

    private void maybe(String name, String value) {
        if (random.nextInt(3) > 0) {
            field(name, value);
        }
    }

    private void body() {
        boolean html = random.nextBoolean();
        field(
                "Content-Type",
                html ? "text/html; charset=utf-8" : "text/plain; charset=" + pick(List.of("utf-8", "utf-7", "x")));
        var line = pick(LINES);
        var text = "Hello" + pick(ENDS) + line + pick(ENDS) + line + "\r\n.\r\nFrom me";
        mail.append("\r\n").append(html ? "<p title=\"x\">" + text + "&#13;&#10;" + line + "&#0;</p>" : text);
    }

    private void attachment() {
        field("Content-Type", pick(List.of("image/jpeg", "message/rfc822", "text/plain", text("a/b"))) + name("name"));
        field("Content-Disposition", pick(List.of("attachment", "inline", text("attachment"))) + name("filename"));
        maybe("Content-ID", "<" + text("cid@x") + ">");
        maybe("Content-Transfer-Encoding", pick(List.of("base64", "7bit", text("base64"))));
        mail.append("\r\nYWJj\r\n").append(pick(LINES)).append("\r\nZGVm\r\n");
    }

    /** A file name in one of the forms of RFC 2231 or of the field. */
    private String name(String parameter) {
        var evil = pick(NAMES) + pick(ENDS) + pick(LINES) + pick(ENDS) + pick(LINES) + pick(NAMES);
        return switch (random.nextInt(6)) {
            case 0 -> "; " + parameter + "*=utf-8''" + percent(evil);
            case 1 -> "; " + parameter + "*0*=utf-8''" + percent(evil) + ";\r\n " + parameter + "*1*=" + percent(evil);
            case 2 -> "; " + parameter + "*0=\"" + raw(evil) + "\"; " + parameter + "*1=\"" + encoded(evil) + "\"";
            case 3 -> "; " + parameter + "=\"" + encoded(evil) + "\"";
            case 4 -> "; " + parameter + "=" + encoded(evil);
            default -> "; " + parameter + "=\"" + raw(evil) + "\"";
        };
    }

    private String phrase() {
        return random.nextInt(4) == 0 ? "Ann" : random.nextBoolean() ? "\"" + evil("Ann") + "\"" : evil("Ann");
    }

    /** Mostly one that can be answered, or the mail would get no letter at all. */
    private String address(String local) {
        return switch (random.nextInt(8)) {
            case 0 -> evil(local) + "@customers.example";
            case 1 -> "\"" + evil(local) + "\"@customers.example";
            case 2 -> local + "@customers.example" + evil("");
            default -> local + "@customers.example";
        };
    }

    private String text(String good) {
        return random.nextInt(3) == 0 ? good : evil(good);
    }

    private String evil(String good) {
        var evil = good + pick(ENDS) + pick(LINES) + pick(ENDS) + pick(LINES);
        return switch (random.nextInt(4)) {
            case 0 -> raw(evil);
            case 1 -> encoded(encoded(evil));
            default -> encoded(evil);
        };
    }

    /** As it stands, but without the line ends that would only end the field of this mail itself. */
    private static String raw(String evil) {
        return evil.replace("\r\n", "\r\r").replace("\n", "\r\n ");
    }

    private String encoded(String evil) {
        return switch (random.nextInt(4)) {
            case 0 -> "=?utf-8?B?" + base64(evil.getBytes(StandardCharsets.UTF_8)) + "?=";
            case 1 -> "=?utf-16?B?" + base64(evil.getBytes(StandardCharsets.UTF_16)) + "?=";
            case 2 ->
                "=?utf-7?Q?+" + base64(evil.getBytes(StandardCharsets.UTF_16BE)).replace("=", "") + "-?=";
            default -> "=?utf-8?Q?" + percent(evil).replace('%', '=') + "?=";
        };
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String percent(String text) {
        var encoded = new StringBuilder();
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            boolean bare = next > 0 && Character.isLetterOrDigit(next);
            encoded.append(bare ? String.valueOf((char) next) : "%" + HEX.toHexDigits(next));
        }
        return encoded.toString();
    }

    private String pick(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(mail.toString().getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
