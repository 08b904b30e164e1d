package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Corpora;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads every mounted mail; the table goes to the test's output. */
class CorpusTest {
    private final MailReader reader = new MailReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spamassassin",
                "stalwart",
                "zbateson",
                "mime4j",
                "enmime",
                "php_imap",
                "php_mime",
                "nodemailer",
                "redmine",
                "notmuch",
                "phishing_pot"
            })
    void everyMailIsReadOrIsPastALimit(String folder) {
        var mails = Corpora.mails(folder);
        var refused = new ArrayList<String>();
        int defective = 0;
        int attachments = 0;
        long bytes = 0;
        var slowest = Duration.ZERO;
        long start = System.nanoTime();
        for (var file : mails) {
            var raw = Corpora.bytes(file);
            long begin = System.nanoTime();
            try {
                var mail = reader.read(RawMail.of(raw));
                defective += mail.defects().isEmpty() ? 0 : 1;
                attachments += mail.attachments().size();
            } catch (UnreadableMail e) {
                refused.add(file.getFileName() + ": " + e.getMessage());
            }
            bytes += raw.length;
            var took = Duration.ofNanos(System.nanoTime() - begin);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            assertThat(took).as("time to read %s", file).isLessThan(Duration.ofSeconds(2));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%-14s %5d mails %6.1f MB %5d attachments %5d with defects %3d refused %4d ms slowest %7.0f mails/s%n",
                folder,
                mails.size(),
                bytes / 1e6,
                attachments,
                defective,
                refused.size(),
                slowest.toMillis(),
                mails.size() / seconds);
        refused.forEach(System.out::println);
        assertThat(mails).isNotEmpty();
        assertThat(refused).hasSizeLessThan(Math.max(2, mails.size() / 100));
    }

    @Test
    void readerAndIdentityAgreeOnWhoWroteWhat() throws Exception {
        for (String folder : List.of("spamassassin", "stalwart", "notmuch")) {
            for (var file : Corpora.mails(folder)) {
                var raw = RawMail.of(Corpora.bytes(file));
                var identity = MailIdentity.of(raw);
                var mail = reader.read(raw);
                assertThat(identity.sender()).as("sender of %s", file).isEqualTo(mail.sender());
                assertThat(identity.messageId()).as("Message-ID of %s", file).isEqualTo(mail.messageId());
            }
        }
    }
}
