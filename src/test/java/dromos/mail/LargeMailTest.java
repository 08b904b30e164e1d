package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large mail streams by: what is allocated for it does not grow with it. */
class LargeMailTest {
    private static final long MEGABYTE = 1024 * 1024;

    @TempDir
    Path folder;

    private final MailReader reader = new MailReader();

    @Test
    void aMailOf25MegabytesIsReadWithAFractionOfThat() throws Exception {
        var raw = mailOf(25);
        reader.read(raw);

        assertThat(allocated(() -> reader.read(raw).attachments().get(0).sha256()))
                .isLessThan(8 * MEGABYTE);
        assertThat(allocated(() -> MailIdentity.of(raw).size())).isLessThan(8 * MEGABYTE);
        assertThat(allocated(() -> {
                    try (var stream = reader.attachments(raw).open(0)) {
                        return stream.transferTo(OutputStream.nullOutputStream());
                    }
                }))
                .isLessThan(8 * MEGABYTE);
    }

    private RawMail mailOf(int megabytes) throws IOException {
        var file = folder.resolve("large.eml");
        var random = new Random(1);
        var block = new byte[57 * 1_000];
        try (var out = Files.newOutputStream(file)) {
            out.write("""
                    From: ann@example.com
                    Content-Type: multipart/mixed; boundary=b

                    --b

                    See the film.
                    --b
                    Content-Type: video/mp4; name=film.mp4
                    Content-Transfer-Encoding: base64

                    """.getBytes(StandardCharsets.US_ASCII));
            for (long size = 0; size < megabytes * MEGABYTE; size += 78 * 1_000) {
                random.nextBytes(block);
                out.write(Base64.getMimeEncoder().encode(block));
                out.write('\n');
            }
            out.write("--b--\n".getBytes(StandardCharsets.US_ASCII));
        }
        return new RawMail(Files.size(file), () -> Files.newInputStream(file));
    }

    private static long allocated(Callable<?> work) throws Exception {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(work.call()).isNotNull();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
