package dromos.app;

import dromos.mail.UnwritableAddress;
import dromos.route.SmtpRefusal;
import dromos.route.SmtpUnreachable;
import dromos.store.Outbox;
import dromos.store.OutboxRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a letter that did not go out. A relay out of reach is nobody's fault; 4xx is tried again after a
 * wait that doubles, for five days; 5xx fails this one recipient for good (RFC 5321 section 4.2.1), and so does an address that no
 * mail can be written to.
 */
public final class DeliveryPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPolicy.class);
    private static final Duration UNREACHABLE = Duration.ofSeconds(5);

    private final Outbox outbox;

    DeliveryPolicy(Outbox outbox) {
        this.outbox = outbox;
    }

    /** @param failure as the route caught it, with the refusal somewhere among its causes */
    public void failed(OutboxRow letter, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SmtpRefusal refusal) {
                refused(letter, refusal);
                return;
            }
            if (cause instanceof UnwritableAddress unwritable) {
                LOG.error("failed letter={} reason=\"{}\"", letter.id(), unwritable.getMessage());
                outbox.failed(letter.id(), String.valueOf(unwritable.getMessage()));
                return;
            }
            if (cause instanceof SmtpUnreachable unreachable) {
                LOG.warn(
                        "postponed letter={} wait={} reason=\"{}\"",
                        letter.id(),
                        UNREACHABLE,
                        unreachable.getMessage());
                outbox.postpone(letter, UNREACHABLE, String.valueOf(unreachable.getMessage()));
                return;
            }
        }
        var next = outbox.retry(letter, String.valueOf(failure.getMessage()));
        LOG.error("not sent letter={} next={}", letter.id(), shown(next), failure);
    }

    private void refused(OutboxRow letter, SmtpRefusal refusal) {
        if (refusal.permanent()) {
            LOG.error(
                    "failed letter={} recipient={} reply=\"{}\"",
                    letter.id(),
                    letter.to().address(),
                    refusal.reply());
            outbox.failed(letter.id(), refusal.reply());
        } else {
            deferred(letter, outbox.retry(letter, refusal.reply()), refusal.reply());
        }
    }

    private static void deferred(OutboxRow letter, Optional<Instant> next, String reply) {
        var recipient = letter.to().address();
        if (next.isPresent()) {
            LOG.warn("deferred letter={} recipient={} next={} reply=\"{}\"", letter.id(), recipient, next.get(), reply);
        } else {
            LOG.error("failed letter={} recipient={} reply=\"given up, {}\"", letter.id(), recipient, reply);
        }
    }

    private static String shown(Optional<Instant> next) {
        return next.map(Instant::toString).orElse("given-up");
    }
}
