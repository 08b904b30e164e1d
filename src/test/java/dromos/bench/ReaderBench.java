package dromos.bench;

import dromos.mail.MailReader;
import dromos.mail.RawMail;
import dromos.testing.Corpora;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/**
 * How fast mails of 5 KB are read, against a bare Angus parse of the same mails that touches the same parts: who wrote
 * to whom, subject, date, ids, each text decoded, each attachment decoded to its last byte. The reader also limits,
 * chooses the text, turns HTML into text, cuts quotes and hashes attachments; the bare parse does not. Interleaved
 * rounds in one process, medians, after a warm-up of both.
 */
public final class ReaderBench {
    private static final int MAILS = 500;
    private static final double TARGET = 0.5;
    private static final String LINE = "The guard at the door was rude to my mother, who only asked for the way. ";

    private final MailReader reader = new MailReader();
    private final int rounds;
    private final Session session;
    private long touched;

    private ReaderBench(int rounds) {
        this.rounds = rounds;
        var lenient = new Properties();
        lenient.setProperty("mail.mime.ignoreunknownencoding", "true");
        session = Session.getInstance(lenient);
    }

    public static void main(String[] args) throws Exception {
        boolean quick = Arrays.asList(args).contains("--short");
        int rounds = quick ? 5 : 15;
        var result = new Result(
                "reader",
                "mails a second on one thread, medians of %d rounds, %d processors"
                        .formatted(rounds, Runtime.getRuntime().availableProcessors()));
        var bench = new ReaderBench(rounds);
        double ratio = bench.compare(result, "%d mails of 5 KB in five shapes".formatted(MAILS), written());
        result.must("reader to bare parse, at least " + TARGET, ratio >= TARGET, format(ratio));
        for (var folder : quick ? List.<String>of() : List.of("spamassassin", "notmuch")) {
            try {
                var mails = Corpora.mails(folder).stream().map(Corpora::bytes).toList();
                bench.compare(result, mails.size() + " mails of " + folder, mails);
            } catch (RuntimeException notMounted) {
                result.tell("mails of " + folder, "not mounted");
            }
        }
        result.tell("letters of text that the bare parse decoded", "%,d".formatted(bench.touched));
        result.finish(Arrays.asList(args).contains("--record"));
        System.exit(result.holds() ? 0 : 1);
    }

    private double compare(Result result, String what, List<byte[]> mails) {
        for (int i = 0; i < rounds; i++) {
            rate(mails, this::read);
            rate(mails, this::parse);
        }
        var ours = new double[rounds];
        var bare = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ours[i] = rate(mails, this::read);
            bare[i] = rate(mails, this::parse);
        }
        double ratio = median(ours) / median(bare);
        result.tell(
                what + ": reader, bare parse, ratio",
                "%,.0f, %,.0f, %s".formatted(median(ours), median(bare), format(ratio)));
        return ratio;
    }

    private static String format(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static double rate(List<byte[]> mails, Consumer<byte[]> work) {
        long start = System.nanoTime();
        mails.forEach(work);
        return mails.size() / ((System.nanoTime() - start) / 1e9);
    }

    private static double median(double[] values) {
        var sorted = DoubleStream.of(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void read(byte[] raw) {
        reader.read(RawMail.of(raw));
    }

    private void parse(byte[] raw) {
        try {
            var message = new MimeMessage(session, new ByteArrayInputStream(raw));
            message.getFrom();
            message.getRecipients(Message.RecipientType.TO);
            message.getRecipients(Message.RecipientType.CC);
            message.getReplyTo();
            message.getSubject();
            message.getSentDate();
            message.getMessageID();
            message.getHeader("In-Reply-To");
            message.getHeader("References");
            touch(message);
        } catch (MessagingException | IOException | RuntimeException unreadable) {
            // The bare parse gives up where the reader goes on; that is to its favour.
        }
    }

    private void touch(Part part) throws MessagingException, IOException {
        part.getFileName();
        part.getDisposition();
        if (part.isMimeType("text/*")) {
            var type = new ContentType(part.getContentType());
            var charset = MimeUtility.javaCharset(type.getParameter("charset"));
            try (var stream = part.getInputStream()) {
                String text = new String(stream.readAllBytes(), charset == null ? "ISO-8859-1" : charset);
                touched += text.length();
            }
        } else if (part.isMimeType("multipart/*")) {
            var children = (Multipart) part.getContent();
            for (int i = 0; i < children.getCount(); i++) {
                touch(children.getBodyPart(i));
            }
        } else {
            try (var stream = part.getInputStream()) {
                stream.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    /** Plain; plain with a quote; alternatives in quoted-printable; HTML alone; plain with a file in base 64. */
    private static List<byte[]> written() {
        var mails = new ArrayList<byte[]>();
        for (int i = 0; i < MAILS; i++) {
            var mail = header(i)
                    + switch (i % 5) {
                        case 0 -> "Content-Type: text/plain; charset=utf-8\r\n\r\n" + lines(60, "");
                        case 1 ->
                            "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nYes, please.\r\n\r\n"
                                    + "On Mon, 2 Feb 2026 at 10:00, Shop <shop@shop.test> wrote:\r\n" + lines(58, "> ");
                        case 2 -> "Content-Type: multipart/alternative; boundary=b\r\n\r\n" + alternatives();
                        case 3 -> "Content-Type: text/html; charset=utf-8\r\n\r\n" + html(44);
                        default -> "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + withFile(i);
                    };
            mails.add(mail.getBytes(StandardCharsets.ISO_8859_1));
        }
        return mails;
    }

    private static String header(int number) {
        return """
                Received: from mx.example.org (mx.example.org [192.0.2.1]) by mail.shop.test with ESMTPS id %1$d;
                \tMon, 2 Feb 2026 10:00:00 +0000
                From: =?UTF-8?Q?J=C3=BCrgen_Kunde?= <kunde%1$d@example.org>
                To: support@shop.test
                Cc: "Friend, Good" <friend@example.org>
                Subject: =?UTF-8?B?QmVzY2h3ZXJkZSDDvGJlciBkZW4gV2FjaG1hbm4=?= %1$d
                Date: Mon, 2 Feb 2026 10:00:00 +0000
                Message-ID: <%1$d.a@example.org>
                In-Reply-To: <%1$d.b@shop.test>
                References: <%1$d.c@shop.test> <%1$d.b@shop.test>
                MIME-Version: 1.0
                """.replace("\n", "\r\n").formatted(number);
    }

    private static String lines(int count, String prefix) {
        return (prefix + LINE + "\r\n").repeat(count);
    }

    private static String html(int paragraphs) {
        return "<html><head><style>p { margin: 0 }</style></head><body>"
                + ("<p class=\"text\">" + LINE + "<br></p>\r\n").repeat(paragraphs) + "</body></html>\r\n";
    }

    private static String alternatives() {
        return "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                + ("Sch=C3=B6ne Gr=C3=BC=C3=9Fe, " + LINE + "=\r\n").repeat(20)
                + "\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                + html(22).replace("=", "=3D") + "\r\n--b--\r\n";
    }

    private static String withFile(int number) {
        var file = new byte[3_000];
        Arrays.fill(file, (byte) number);
        return "--b\r\nContent-Type: text/plain\r\n\r\n" + lines(8, "")
                + "\r\n--b\r\nContent-Type: image/jpeg; name=\"guard.jpg\"\r\nContent-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=\"guard.jpg\"\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(file) + "\r\n--b--\r\n";
    }
}
