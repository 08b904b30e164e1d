package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Corpora;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * In mail of people hardly any reply is empty: whoever quotes has something to say. And hardly any mail that is no
 * answer loses most of its text.
 */
class EmptyReplyCorpusTest {
    private final MailReader reader = new MailReader();

    @Test
    void hardlyAnybodyQuotesWithoutAWord() {
        check("spamassassin", file -> file.getFileName().toString().startsWith("easy-ham"));
        check("notmuch", file -> true);
    }

    private void check(String folder, Predicate<Path> wanted) {
        var empty = new ArrayList<Path>();
        var meagre = new ArrayList<Path>();
        int texts = 0;
        int quoted = 0;
        int signed = 0;
        for (var file : wantedOf(folder, wanted)) {
            var mail = reader.read(RawMail.of(Corpora.bytes(file)));
            texts += mail.text().isBlank() ? 0 : 1;
            quoted += mail.quoted().isEmpty() ? 0 : 1;
            signed += mail.signature().isEmpty() ? 0 : 1;
            if (mail.reply().isBlank() && !mail.text().isBlank()) {
                empty.add(file);
            }
            if (!answers(mail) && mail.reply().length() * 5 < mail.text().length()) {
                meagre.add(file);
            }
        }
        System.out.printf(
                "%-14s %5d texts %5d with quotes %5d with signatures %3d replies empty (%.2f %%)%n",
                folder, texts, quoted, signed, empty.size(), 100.0 * empty.size() / texts);
        empty.forEach(file -> System.out.println("  empty " + file.getFileName()));
        meagre.forEach(file -> System.out.println("  meagre, though no answer: " + file.getFileName()));
        assertThat(empty.size() * 200).isLessThanOrEqualTo(texts);
        assertThat(meagre.size() * 200).isLessThanOrEqualTo(3 * texts);
    }

    private static boolean answers(Mail mail) {
        return !mail.ancestors().isEmpty() || ReplyHeaders.saysAnswer(mail.subject());
    }

    private static List<Path> wantedOf(String folder, Predicate<Path> wanted) {
        return Corpora.mails(folder).stream().filter(wanted).toList();
    }
}
