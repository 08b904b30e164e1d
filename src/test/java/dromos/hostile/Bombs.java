package dromos.hostile;

import java.util.List;

/** Every kind of bomb that is known, one row a kind; to add one is to add a row. */
final class Bombs {
    private static final int MB = 1024 * 1024;

    /** A little below the limit of a header block, so that what it holds is read. */
    private static final int HEADERS = 250 * 1024;

    private Bombs() {}

    static List<Bomb> all() {
        return java.util.stream.Stream.of(structure(), fields(), bodies(), html(), texts(), attachments())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Bomb> structure() {
        return List.of(
                new Bomb("multiparts, 5,000 deep", mail -> {
                    mail.mail("multipart/mixed; boundary=b");
                    for (int i = 0; i < 5_000; i++) {
                        mail.add("--b" + (i == 0 ? "" : i) + "\r\nContent-Type: multipart/mixed; boundary=b" + (i + 1))
                                .add("\r\n\r\n");
                    }
                }),
                new Bomb("attached mails, 5,000 deep", mail -> mail.mail("message/rfc822")
                        .each(5_000, "Subject: #\r\nContent-Type: message/rfc822\r\n\r\n")),
                new Bomb("100,000 parts", mail -> mail.mail("multipart/mixed; boundary=b")
                        .times(100_000, "--b\r\n\r\nx\r\n")),
                new Bomb("999 parts with 3 kB of headers each", mail -> mail.mail("multipart/mixed; boundary=b")
                        .times(999, "--b\r\nX-Y: " + "y".repeat(3_000) + "\r\n\r\nx\r\n")),
                new Bomb("digest of 100,000 mails", mail -> mail.mail("multipart/digest; boundary=b")
                        .times(100_000, "--b\r\n\r\nSubject: x\r\n\r\nx\r\n")),
                new Bomb("3 million lines like a boundary", mail -> mail.mail("multipart/mixed; boundary=b")
                        .times(3_000_000, "--c\r\n")),
                new Bomb("boundary of 10 kB, nearly repeated", mail -> {
                    var boundary = "b".repeat(10 * 1024);
                    mail.mail("multipart/mixed; boundary=\"" + boundary + "\"").times(2_500, "--" + boundary + "x\r\n");
                }),
                new Bomb("29 boundaries, each the beginning of the next", mail -> {
                    mail.mail("multipart/mixed; boundary=\"" + "b".repeat(200) + "\"");
                    for (int i = 1; i < 29; i++) {
                        mail.add("--" + "b".repeat(199 + i) + "\r\nContent-Type: multipart/mixed; boundary=\""
                                + "b".repeat(200 + i) + "\"\r\n\r\n");
                    }
                    mail.times(90_000, "--" + "b".repeat(228) + "x\r\n");
                }),
                new Bomb("multiparts that do not name their boundary", mail -> mail.mail("multipart/mixed")
                        .each(200_000, "--b#\r\nContent-Type: multipart/mixed\r\n\r\n")),
                new Bomb("10 million empty lines before the header", mail -> mail.times(10_000_000, "\r\n")
                        .mail("text/plain")
                        .add("x")),
                new Bomb("one line of 50 MB", mail -> mail.mail("text/plain").times(50, "x".repeat(MB))),
                new Bomb("25 MB of NUL", mail -> mail.mail("text/plain").times(25, "\0".repeat(MB))),
                new Bomb("25 MB of nothing but NUL", mail -> mail.times(25, "\0".repeat(MB))));
    }

    private static List<Bomb> fields() {
        return List.of(
                new Bomb(
                        "100,000 header fields",
                        mail -> mail.fields().each(100_000, "X-#: #\r\n").body("x")),
                new Bomb("one header field of 20 MB", mail -> mail.fields()
                        .add("X: ")
                        .times(20, "x".repeat(MB))
                        .body("x")),
                new Bomb("100,000 encoded words", mail -> mail.fields()
                        .add("Subject:")
                        .times(100_000, " =?utf-8?Q?=41?=")
                        .add("\r\n")
                        .body("x")),
                new Bomb("encoded words in thousands of unknown charsets", mail -> mail.fields()
                        .add("Subject:")
                        .each(HEADERS / 18, " =?x-#?Q?=e4?=")
                        .add("\r\n")
                        .body("x")),
                new Bomb("one encoded word of 250 kB in an unknown charset", mail -> mail.fields()
                        .add("Subject: =?x-unknown?Q?")
                        .times(HEADERS / 2, "\u00fc")
                        .add("?=\r\n")
                        .body("x")),
                new Bomb("beginnings of encoded words", mail -> mail.fields()
                        .add("Subject: ")
                        .times(HEADERS / 7, "=?a?x?b")
                        .add("?=\r\n")
                        .body("x")),
                new Bomb("500,000 addresses", mail -> mail.fields()
                        .add("Cc: a@b")
                        .times(500_000, ", a@b.example")
                        .add("\r\n")
                        .body("x")),
                new Bomb("15,000 addresses in five fields", mail -> {
                    mail.fields();
                    for (var field : List.of("Cc", "Reply-To", "Delivered-To", "X-Original-To", "Envelope-To")) {
                        mail.add(field + ": a@b.c")
                                .each(3_000, ", a#@b.example")
                                .add("\r\n");
                    }
                    mail.body("x");
                }),
                new Bomb("1 MB of parentheses", mail -> mail.add("From: a@b.c ")
                        .times(MB, "(")
                        .add("\r\n")
                        .body("x")),
                new Bomb("250 kB of parentheses", mail -> mail.add("From: a@b.c ")
                        .times(HEADERS, "(")
                        .add("\r\n")
                        .body("x")),
                new Bomb("250 kB of angle brackets", mail -> mail.add("From: ")
                        .times(HEADERS, "<")
                        .add("\r\n")
                        .body("x")),
                new Bomb("an address before 125,000 colons", mail -> mail.add("From: ")
                        .times(HEADERS / 2, "x")
                        .add("@y")
                        .times(HEADERS / 2, ":")
                        .add("\r\n")
                        .body("x")),
                new Bomb("groups without end", mail -> mail.add("From: ")
                        .times(HEADERS / 4, "g:\"\"")
                        .add("\r\n")
                        .body("x")),
                new Bomb("100,000 parameters", mail -> mail.mail("text/plain" + "; a=b".repeat(50_000))),
                new Bomb("continuations of RFC 2231", mail -> {
                    mail.fields().add("Content-Type: application/x");
                    mail.each(HEADERS / 22, "; name*#*=%41%42%43").add("\r\n").body("x");
                }),
                new Bomb("continuations of RFC 2231 in 900 parts", mail -> {
                    mail.mail("multipart/mixed; boundary=b");
                    for (int i = 0; i < 900; i++) {
                        mail.add("--b\r\nContent-Type: application/x")
                                .each(50, ";\r\n name*#*=%41%42")
                                .add("\r\n\r\nx\r\n");
                    }
                }),
                new Bomb("25,000 Message-IDs", mail -> mail.fields()
                        .add("References:")
                        .each(HEADERS / 10, " <#@b>")
                        .add("\r\n")
                        .body("x")),
                new Bomb("Message-IDs without ends", mail -> mail.fields()
                        .add("References:")
                        .times(HEADERS / 2, "<>")
                        .times(1_000, "a@b ")
                        .add("\r\n")
                        .body("x")),
                new Bomb(
                        "990 Received fields", mail -> mail.times(990, "Received: from a by b for <c@d.example>; x\r\n")
                                .fields()
                                .body("x")),
                new Bomb("20,000 Received fields", mail -> mail.times(20_000, "Received: from a by b\r\n")
                        .fields()
                        .body("x")),
                new Bomb(
                        "Authentication-Results of 250 kB", mail -> mail.add("Authentication-Results: mx.agora.example")
                                .times(HEADERS / 16, "; dmarc=fail (((")
                                .add("\r\n")
                                .fields()
                                .body("x")),
                new Bomb("3,000 guesses at our addresses", mail -> mail.fields()
                        .add("Cc: x@y.z")
                        .each(3_000, ", support+#" + "0".repeat(30) + "@agora.example")
                        .add("\r\n")
                        .body("x")));
    }

    private static List<Bomb> bodies() {
        return List.of(
                new Bomb("100 MB of zeros in base 64", mail -> mail.add("Content-Transfer-Encoding: base64\r\n")
                        .mail("application/octet-stream")
                        .times(100 * MB / 78, "A".repeat(76) + "\r\n")),
                new Bomb("100 MB of zeros in base 64 as text", mail -> mail.add("Content-Transfer-Encoding: base64\r\n")
                        .mail("text/plain")
                        .times(100 * MB / 78, "A".repeat(76) + "\r\n")),
                new Bomb("soft line breaks of quoted-printable", mail -> mail.add(
                                "Content-Transfer-Encoding: quoted-printable\r\n")
                        .mail("text/plain")
                        .times(8 * MB, "=\r\n")),
                new Bomb("blanks of quoted-printable", mail -> mail.add(
                                "Content-Transfer-Encoding: quoted-printable\r\n")
                        .mail("application/x")
                        .times(12 * MB, " a")),
                new Bomb(
                        "uuencode that begins and begins", mail -> mail.add("Content-Transfer-Encoding: x-uuencode\r\n")
                                .mail("application/x")
                                .times(2 * MB, "begin 644 x\r\n")),
                new Bomb("uuencode within the text", mail -> mail.mail("text/plain")
                        .times(80_000, "begin 644 x\r\n#0V%T\r\n`\r\nend\r\n")),
                new Bomb("uuencode of nothing within the text", mail -> mail.mail("text/plain")
                        .times(2 * MB, "begin 644 x\r\n\r\n")),
                new Bomb("UTF-7", mail -> mail.mail("text/plain; charset=utf-7").times(4 * MB, "+AD4-+")),
                new Bomb("escapes of ISO-2022-JP", mail -> mail.mail("text/plain; charset=iso-2022-jp")
                        .times(4 * MB, "\u001b$B\u001b(B")),
                new Bomb("900 parts in unknown charsets", mail -> {
                    mail.mail("multipart/mixed; boundary=b");
                    mail.each(900, "--b\r\nContent-Type: text/plain; charset=x-#\r\n\r\n\u00fc\r\n");
                }),
                new Bomb("lines of format=flowed", mail -> mail.mail("text/plain; format=flowed; delsp=yes")
                        .times(MB, "x \r\n> \r\n")));
    }

    private static List<Bomb> html() {
        var html = "text/html; charset=utf-8";
        return List.of(
                new Bomb("HTML nested 100,000 deep", mail -> mail.mail(html).times(100_000, "<div>")),
                new Bomb("HTML quotations nested 70,000 deep", mail -> mail.mail(html)
                        .times(70_000, "<blockquote>x")),
                new Bomb("HTML tables nested 60,000 deep", mail -> mail.mail(html)
                        .times(60_000, "<table><tr><td>")),
                new Bomb("HTML tables, 60,000 in a row", mail -> mail.mail(html).times(60_000, "<table></table>")),
                new Bomb(
                        "HTML tables in tables not in cells",
                        mail -> mail.mail(html).times(1_900, "<table>").times(200_000, "x<b>")),
                new Bomb("one HTML attribute of 1 MB", mail -> mail.mail(html)
                        .add("<p title=\"")
                        .times(MB, "x")
                        .add("\">y")),
                new Bomb(
                        "100,000 HTML attributes",
                        mail -> mail.mail(html).add("<p").each(100_000, " a#=b").add(">y")),
                new Bomb("HTML style attributes that nearly hide", mail -> mail.mail(html)
                        .add("<p style=\"")
                        .times(50_000, "display        ")
                        .add("\">y")),
                new Bomb("HTML entities", mail -> mail.mail(html).times(170_000, "&amp;")),
                new Bomb("HTML entities without end", mail -> mail.mail(html).times(500_000, "&#x")),
                new Bomb("1 MB of <", mail -> mail.mail(html).times(MB, "<")),
                new Bomb("comments without end", mail -> mail.mail(html).times(250_000, "<!--")),
                new Bomb("HTML formats that cross", mail -> mail.mail(html).times(60_000, "<b><i></b><a></i>")),
                new Bomb("HTML formats that pile up", mail -> mail.mail(html).times(90_000, "<b><p></b>")),
                new Bomb("60,000 scripts in HTML", mail -> mail.mail(html).times(60_000, "<script></script>")),
                new Bomb("50,000 links in HTML", mail -> mail.mail(html).times(50_000, "<a href='http://x'>y</a>")),
                new Bomb("900 alternatives of HTML without text", mail -> mail.mail("multipart/alternative; boundary=b")
                        .times(900, "--b\r\nContent-Type: text/html\r\n\r\n" + "<p> </p>".repeat(3_000) + "\r\n")),
                new Bomb("HTML select, frameset and template", mail -> mail.mail(html)
                        .times(25_000, "<select><option><template><frameset>")));
    }

    private static List<Bomb> texts() {
        return List.of(
                new Bomb("5 MB of >", mail -> mail.mail("text/plain").times(5, ">".repeat(MB))),
                new Bomb("500,000 lines of >", mail -> mail.mail("text/plain").times(500_000, ">\r\n")),
                new Bomb("> in growing steps", mail -> {
                    mail.mail("text/plain; format=flowed");
                    for (int i = 0; i < 1_400; i++) {
                        mail.add(">".repeat(i)).add(" x \r\n");
                    }
                }),
                new Bomb("introductions of quotes", mail -> mail.mail("text/plain")
                        .times(60_000, "On 1 Ann wrote\r\n")),
                new Bomb("introductions and blank lines", mail -> mail.mail("text/plain")
                        .times(20_000, "On 1 Ann wrote:\r\n\r\n\r\n\r\n\r\n\r\n\r\n")),
                new Bomb("blocks of header fields", mail -> mail.mail("text/plain")
                        .times(40_000, "From: a\r\nSent: b\r\nx\r\n")),
                new Bomb("signature marks", mail -> mail.mail("text/plain").times(250_000, "-- \r\n")),
                new Bomb("rules of dashes", mail -> mail.mail("text/plain").times(15_000, "_".repeat(60) + "\r\n")),
                new Bomb(
                        "one line of 1 MB of blanks",
                        mail -> mail.mail("text/plain").add("x").times(MB, " ").add("x")),
                new Bomb("75,000 tags in brackets", mail -> mail.mail("text/plain")
                        .each(75_000, "[DR-#-AAAAAAAA]")),
                new Bomb(
                        "tags without brackets", mail -> mail.mail("text/plain").times(80_000, "DR-1-AAAAAAAA ")),
                new Bomb("dashes", mail -> mail.mail("text/plain").times(MB, "-")));
    }

    private static List<Bomb> attachments() {
        return List.of(
                new Bomb("delivery report on 100,000 recipients", mail -> mail.mail(
                                "multipart/report; report-type=delivery-status; boundary=b")
                        .add("--b\r\nContent-Type: message/delivery-status\r\n\r\n")
                        .each(100_000, "Final-Recipient: rfc822; a#@b.example\r\nAction: failed\r\n\r\n")),
                new Bomb("delivery report of folded fields", mail -> mail.mail(
                                "multipart/report; report-type=delivery-status; boundary=b")
                        .add("--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822;")
                        .times(200_000, "\r\n \t")),
                new Bomb("a daemon's text full of addresses", mail -> mail.add(
                                "From: mailer-daemon@b.example\r\nReturn-Path: <>\r\n")
                        .mail("text/plain")
                        .add(
                                "Undelivered mail returned to sender\r\nThe following addresses had permanent fatal errors\r\n")
                        .each(50_000, "<a#@b.example>: 550 5.1.1\r\n")),
                new Bomb("a daemon's text full of at signs", mail -> mail.add(
                                "From: mailer-daemon@b.example\r\nReturn-Path: <>\r\n")
                        .mail("text/plain")
                        .add("Undelivered mail returned to sender\r\n")
                        .times(MB, "@")),
                new Bomb("a returned mail with a million Message-IDs", mail -> mail.mail(
                                "multipart/report; report-type=delivery-status; boundary=b")
                        .add("--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: x; a@b.c\r\n\r\n")
                        .add("--b\r\nContent-Type: message/rfc822\r\n\r\n")
                        .times(500_000, "Message-ID: <\r\n")),
                new Bomb("calendar with 100,000 events", mail -> mail.mail("text/calendar; method=REQUEST")
                        .add("BEGIN:VCALENDAR\r\n")
                        .each(
                                100_000,
                                "BEGIN:VEVENT\r\nUID:#\r\nRRULE:FREQ=SECONDLY;COUNT=999999999\r\nEND:VEVENT\r\n")),
                new Bomb("calendar components, 100,000 deep", mail -> mail.mail("text/calendar")
                        .times(100_000, "BEGIN:VCALENDAR\r\n")),
                new Bomb("calendar of folded lines", mail -> mail.mail("text/calendar")
                        .add("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x")
                        .times(2 * MB, "\r\n x")),
                new Bomb("TNEF with attributes of 2 GB", mail -> mail.mail("application/ms-tnef; name=winmail.dat")
                        .add("x\u009f>\"\1\0")
                        .times(500_000, "\1\6\u0090\10\0\u00ff\u00ff\u00ff\u007f\4\0\0\0")),
                new Bomb("calendar whose time zone changes every hour for ever", mail -> mail.mail("text/calendar")
                        .add("""
                                BEGIN:VCALENDAR
                                BEGIN:VTIMEZONE
                                TZID:x
                                BEGIN:STANDARD
                                DTSTART:00010101T000000
                                TZOFFSETFROM:+0100
                                TZOFFSETTO:+0000
                                RRULE:FREQ=HOURLY
                                END:STANDARD
                                END:VTIMEZONE
                                BEGIN:VEVENT
                                DTSTART;TZID=x:99981125T090000
                                END:VEVENT
                                END:VCALENDAR
                                """)),
                new Bomb("TNEF with half a million attachments", mail -> mail.mail(
                                "application/ms-tnef; name=winmail.dat")
                        .add("x\u009f>\"\1\0")
                        .times(500_000, "\2\2\u0090\6\0\1\0\0\0\0\0\0")),
                new Bomb("S/MIME of nested sequences", mail -> mail.mail(
                                "application/pkcs7-mime; smime-type=signed-data")
                        .times(2 * MB, "0\u0080")),
                new Bomb("zip of 20 MB, never unpacked", mail -> mail.mail("application/zip; name=a.zip")
                        .add("PK\3\4")
                        .times(20, "\0".repeat(MB))));
    }
}
