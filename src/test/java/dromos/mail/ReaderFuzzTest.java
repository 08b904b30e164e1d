package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dromos.screen.Screener;
import dromos.testing.Corpora;
import dromos.testing.MailBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes are, they are read, or are past a limit, and neither takes long. An ordinary run reads the seeds
 * and what was found before; {@code bench/run fuzz} looks for more.
 */
class ReaderFuzzTest {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final List<String> FOLDERS = List.of("stalwart", "zbateson", "mime4j", "enmime", "php_imap");
    private static final int LONGEST_SEED = 8 * 1024;

    private final Keys keys = Keys.parse("keys", "1:MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY=");
    private final Tokens tokens = new Tokens(keys);
    private final Tags tags = new Tags(keys);
    private final MailReader reader = new MailReader();
    private final Screener screener =
            new Screener(reader, tokens, new MessageIds(tokens), "loop", bounce -> Optional.empty());

    /** A few of our own, and the mounted ones where they are. */
    static Stream<byte[]> seeds() {
        var own = Stream.of(
                MailBuilder.aMail().html("<p>Hi <b>you</b></p>").bytes(),
                MailBuilder.aMail()
                        .subject("=?utf-8?Q?Gr=C3=BC=C3=9Fe?= [DR-1-AAAAAAAA]")
                        .text("On Monday Ann wrote:\n> Hi\n-- \nBob")
                        .attachment("a.pdf", "application/pdf", new byte[] {1, 2, 3})
                        .bytes(),
                MailBuilder.aMail()
                        .report("delivery-status")
                        .part(
                                "message/delivery-status",
                                "Final-Recipient: rfc822; a@b.c\nAction: failed\nStatus: 5.1.1\n")
                        .part("message/rfc822", "Message-ID: <a@b>\n\nHi")
                        .bytes());
        var mounted = FOLDERS.stream()
                .filter(Corpora::isMounted)
                .flatMap(folder -> Corpora.mails(folder).stream())
                .map(Corpora::bytes)
                .filter(bytes -> bytes.length < LONGEST_SEED);
        return Stream.concat(own, mounted);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "5m")
    void readsAnything(byte[] bytes) throws IOException {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try {
            var raw = RawMail.of(bytes);
            MailIdentity.of(raw);
            var mail = reader.read(raw);
            for (var attachment : mail.attachments()) {
                try (var stream = reader.attachments(raw).open(attachment.index())) {
                    stream.transferTo(OutputStream.nullOutputStream());
                }
            }
            tags.find(mail.subject());
            tags.find(mail.text());
            screener.screen(mail, Set.of("support@shop.test"), Set.of("mx.shop.test"), true);
        } catch (UnreadableMail pastALimit) {
            assertThat(pastALimit).hasMessageNotContaining("\n");
        }
        var took = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
        assertThat(took).isLessThan(LONGEST);
    }
}
