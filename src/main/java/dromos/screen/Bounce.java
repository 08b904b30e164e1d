package dromos.screen;

import dromos.mail.Token;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery status notification says (RFC 3464, and the free texts from before it).
 *
 * @param recipients those it names; empty where it names none that can be read
 * @param originalMessageId of the mail that bounced, without angle brackets; null where it is not told
 * @param token of the bounce address, or of the original Message-ID; null where neither is ours
 * @param outboxId of the row that bounced, verified by its Message-ID; empty where that is not ours
 */
public record Bounce(
        List<Failed> recipients,
        @Nullable String originalMessageId,
        @Nullable Token token,
        OptionalLong outboxId) {
    /**
     * One recipient.
     *
     * @param status of RFC 3463, {@code 5.1.1}: as it is told, else what the words amount to; empty where neither says it
     * @param action of RFC 3464 section 2.3.3, {@code failed} or {@code delayed}
     */
    public record Failed(String address, String status, String action, Kind kind) {}

    /** HARD: trying again is of no use. */
    public enum Kind {
        HARD,
        SOFT
    }

    public Bounce {
        recipients = List.copyOf(recipients);
    }

    /** Whether the letter may still arrive. */
    public boolean isDelayed() {
        return !recipients.isEmpty()
                && recipients.stream().allMatch(failed -> failed.action().equals("delayed"));
    }
}
