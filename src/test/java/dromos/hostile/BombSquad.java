package dromos.hostile;

import dromos.mail.Keys;
import dromos.mail.MailIdentity;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.RawMail;
import dromos.mail.Tags;
import dromos.mail.Tokens;
import dromos.mail.UnreadableMail;
import dromos.screen.Screener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Lets every bomb go through all that a mail goes through, and prints one line of fields for each: name, bytes,
 * milliseconds of processor time, verdict. A program of its own, so that its heap can be a small one.
 */
final class BombSquad {
    static final char SEPARATOR = '\t';

    private final MailReader reader = new MailReader();
    private final Tags tags;
    private final Screener screener;

    private BombSquad() {
        var keys = Keys.parse("keys", Keys.generate());
        var tokens = new Tokens(keys);
        this.tags = new Tags(keys);
        this.screener = new Screener(reader, tokens, new MessageIds(tokens), "loop", bounce -> Optional.empty());
    }

    /** @param arguments a folder for the bombs */
    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]).resolve("bomb.eml");
        var squad = new BombSquad();
        for (var bomb : Bombs.all()) {
            bomb.writeTo(file);
            var raw = new RawMail(Files.size(file), () -> Files.newInputStream(file));
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            var verdict = squad.verdict(raw);
            long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
            System.out.println(
                    bomb.name() + SEPARATOR + raw.size() + SEPARATOR + took / 1_000_000 + SEPARATOR + verdict);
        }
    }

    /** Out of memory, and any other failure, is a verdict too. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private String verdict(RawMail raw) throws IOException {
        try {
            MailIdentity.of(raw);
            var mail = reader.read(raw);
            tags.find(mail.subject());
            tags.find(mail.text());
            var screening = screener.screen(mail, Set.of("support@agora.example"), Set.of("mx.agora.example"), true);
            return "read, " + screening.kind().toString().toLowerCase(java.util.Locale.ROOT);
        } catch (UnreadableMail limit) {
            return "quarantined: " + limit.getMessage();
        } catch (RuntimeException | Error failure) {
            failure.printStackTrace();
            return "FAILED: " + failure;
        }
    }
}
