package dromos.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Keys;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.RawMail;
import dromos.mail.Tokens;
import dromos.screen.Automatic.Kind;
import dromos.testing.Corpora;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Screens the mounted bounces and ordinary mails; the tables go to the test's output. */
class BounceCorpusTest {
    private final MailReader reader = new MailReader();
    private final Tokens tokens = new Tokens(Keys.parse("keys", Keys.generate()));
    private final Screener screener =
            new Screener(reader, tokens, new MessageIds(tokens), "loop", bounce -> Optional.empty());

    @Test
    void mostBouncesAreRecognised() {
        int all = 0;
        int recognised = 0;
        for (String folder : List.of("flufl", "bounceparser", "phpbounce")) {
            var kinds = kinds(folder, "");
            all += kinds.values().stream().mapToInt(Integer::intValue).sum();
            recognised += kinds.getOrDefault(Kind.BOUNCE, 0) + kinds.getOrDefault(Kind.DELAYED, 0);
        }
        assertThat(recognised).isGreaterThan(all * 85 / 100);
    }

    @Test
    void ordinaryMailIsNoBounce() {
        assertThat(kinds("spamassassin", "easy-ham").getOrDefault(Kind.BOUNCE, 0))
                .isLessThanOrEqualTo(2);
    }

    private Map<Kind, Integer> kinds(String folder, String prefix) {
        var kinds = new EnumMap<Kind, Integer>(Kind.class);
        for (var file : Corpora.mails(folder)) {
            if (file.getFileName().toString().startsWith(prefix)) {
                var mail = reader.read(RawMail.of(Corpora.bytes(file)));
                kinds.merge(
                        screener.screen(mail, Set.of(), Set.of(), false)
                                .automation()
                                .kind(),
                        1,
                        Integer::sum);
            }
        }
        System.out.println(folder + " " + prefix + " " + kinds);
        return kinds;
    }
}
