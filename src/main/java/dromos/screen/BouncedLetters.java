package dromos.screen;

import dromos.store.Outbox;
import dromos.store.OutboxRow;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Finds the letter of ours that a bounce is about: named by its Message-ID, or by the address that the bounce came to. */
public final class BouncedLetters implements Function<Bounce, Optional<OutboxRow>> {
    private final Outbox outbox;

    public BouncedLetters(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Optional<OutboxRow> apply(Bounce bounce) {
        var original = bounce.originalMessageId();
        var named = original == null ? Optional.<OutboxRow>empty() : outbox.byMessageId(original);
        var token = bounce.token();
        return named.isPresent() || token == null
                ? named
                : outbox.newestSent(
                        token.caseNumber(),
                        token.audience().toString(),
                        bounce.recipients().stream()
                                .map(failed -> failed.address().toLowerCase(Locale.ROOT))
                                .toList());
    }
}
