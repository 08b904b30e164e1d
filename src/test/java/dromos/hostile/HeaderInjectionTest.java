package dromos.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.directory.Directory;
import dromos.directory.DirectoryLoader;
import dromos.directory.LetterModel;
import dromos.directory.LetterModel.CaseView;
import dromos.directory.LetterModel.ConsultantView;
import dromos.directory.LetterModel.Correspondent;
import dromos.directory.LetterModel.EntryView;
import dromos.directory.LetterModel.PoolView;
import dromos.directory.LetterModel.StoreView;
import dromos.directory.Secrets;
import dromos.mail.Address;
import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.MailWriter;
import dromos.mail.OutgoingMail;
import dromos.mail.RawMail;
import dromos.mail.UnwritableAddress;
import dromos.testing.WireLetter;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing that a stranger writes begins a line in the header of a letter: the real templates, the real writer, the raw bytes. */
class HeaderInjectionTest {
    private static final int MAILS = 10_000;
    private static final Path CONFIG = Path.of("config");
    private static final Directory DIRECTORY = DirectoryLoader.load(
            CONFIG,
            new Secrets(CONFIG, Map.of("SUPPORT_PASSWORD", "x", "FEEDBACK_PASSWORD", "x", "ORDERS_PASSWORD", "x")));
    private static final List<String> LETTERS =
            List.of("acknowledgement", "answer", "department-question", "customer-wrote");

    private final MailReader reader = new MailReader();
    private final MailWriter writer = new MailWriter();

    @Test
    void noLineOfALetterIsTheStrangers() throws Exception {
        var violations = new ArrayList<String>();
        int letters = 0;
        int nobodyToAnswer = 0;
        int attachments = 0;
        int refused = 0;
        for (int number = 0; number < MAILS; number++) {
            var mail = reader.read(RawMail.of(EvilMail.number(number)));
            var to = mail.answerTo();
            if (to == null) {
                nobodyToAnswer++;
                continue;
            }
            attachments += mail.attachments().size();
            try {
                for (String found : violations(
                        letter(mail, to, number), 2 + mail.attachments().size())) {
                    violations.add("mail " + number + ": " + found);
                }
                letters++;
            } catch (UnwritableAddress unwritable) {
                refused++;
            }
        }
        System.out.printf(
                "%d hostile mails: %d letters with %d attachments, %d with nobody to answer, %d refused addresses,"
                        + " %d violations%n",
                MAILS, letters, attachments, nobodyToAnswer, refused, violations.size());
        violations.stream().limit(50).forEach(System.out::println);
        assertThat(violations).isEmpty();
        assertThat(letters).isGreaterThan(MAILS / 2);
    }

    private List<String> violations(OutgoingMail letter, int expectedParts) throws Exception {
        var bytes = new ByteArrayOutputStream();
        writer.write(letter).writeTo(bytes);
        var written = WireLetter.of(bytes.toByteArray());
        int parts = written.leaves().size();
        return parts == expectedParts
                ? written.violations()
                : List.of(parts + " parts instead of " + expectedParts + ": " + written.violations());
    }

    private OutgoingMail letter(Mail mail, Address to, int number) {
        var rendered = DIRECTORY.letters().render(LETTERS.get(number % LETTERS.size()), model(mail, to));
        var references = new ArrayList<>(mail.references());
        references.addAll(mail.inReplyTo());
        var id = mail.messageId();
        return new OutgoingMail(
                1,
                "dromos.token." + number + "@agora.example",
                Instant.EPOCH,
                number % 2 == 0 ? "" : "bounce+token@agora.example",
                Address.of("support@agora.example"),
                new Address("support+token@agora.example", to.name()),
                to,
                rendered.subject(),
                rendered.text(),
                rendered.html(),
                number % 3 == 0 ? null : "auto-replied",
                "loop",
                id == null ? List.of() : List.of(id),
                references,
                mail.attachments().stream()
                        .map(attachment -> new OutgoingMail.Part(
                                attachment.name(),
                                attachment.type(),
                                number % 2 == 0 ? null : attachment.contentId(),
                                () -> reader.attachments(mail.raw()).open(attachment.index())))
                        .toList());
    }

    private static LetterModel model(Mail mail, Address to) {
        var customer = Correspondent.of(to);
        return new LetterModel(
                new CaseView(
                        "DR-1-ABCDEFGH",
                        1,
                        mail.subject(),
                        "other",
                        "open",
                        "normal",
                        "today",
                        customer,
                        StoreView.NONE),
                PoolView.of(DIRECTORY.pools().values().iterator().next()),
                List.of(new EntryView(to.display(), "today", mail.text(), "request")),
                mail.text(),
                mail.reply(),
                Map.of("who", to.display()),
                customer,
                ConsultantView.NOBODY);
    }
}
