package dromos.store;

import dromos.mail.UnreadableMail;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * What becomes of a message whose line failed and was rolled back. What will pass by itself is tried again and costs
 * no attempt; everything else is set aside with its reason, so that nothing behind it waits.
 */
public final class FailurePolicy {
    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);
    private static final Duration SHORT_WAIT = Duration.ofMillis(200);
    private static final Duration LONG_WAIT = Duration.ofSeconds(10);

    private final Database database;
    private final Inbox inbox;

    public FailurePolicy(Database database, Inbox inbox) {
        this.database = database;
        this.inbox = inbox;
    }

    /** Decides in a transaction of its own, after the one of the line is gone. */
    public void failed(long message, Throwable failure) {
        database.inSeparateTransaction(() -> decide(message, failure));
    }

    private void decide(long message, Throwable failure) {
        if (isConflict(failure)) {
            LOG.info("deferred message={} wait={} reason=\"{}\"", message, SHORT_WAIT, first(failure));
            inbox.defer(message, SHORT_WAIT, first(failure));
        } else if (isOutage(failure)) {
            LOG.warn("deferred message={} wait={} reason=\"{}\"", message, LONG_WAIT, first(failure));
            inbox.defer(message, LONG_WAIT, first(failure));
        } else if (isCausedBy(failure, UnreadableMail.class) || isCausedBy(failure, TriedTooOften.class)) {
            LOG.warn("quarantined message={} reason=\"{}\"", message, first(failure));
            inbox.quarantine(message, first(failure), stack(failure));
        } else {
            LOG.error("quarantined message={} reason=\"{}\"", message, first(failure), failure);
            inbox.quarantine(message, first(failure), stack(failure));
        }
    }

    private static boolean isConflict(Throwable failure) {
        return isCausedBy(failure, ConcurrencyFailureException.class)
                || isCausedBy(failure, OptimisticLockException.class)
                || isCausedBy(failure, PessimisticLockException.class)
                || isCausedBy(failure, LockTimeoutException.class)
                || hasSqlState(failure, "40");
    }

    /** Classes 08 (connection), 53 (resources) and 57 (intervention) of PostgreSQL's error codes. */
    private static boolean isOutage(Throwable failure) {
        return isCausedBy(failure, TransientDataAccessException.class)
                || isCausedBy(failure, DataAccessResourceFailureException.class)
                || isCausedBy(failure, CannotCreateTransactionException.class)
                || hasSqlState(failure, "08")
                || hasSqlState(failure, "53")
                || hasSqlState(failure, "57");
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSqlState(Throwable failure, String stateClass) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(stateClass)) {
                return true;
            }
        }
        return false;
    }

    /** The innermost words, which say what was wrong; the wrappers around it say only that something was. */
    private static String first(Throwable failure) {
        var innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        var words = innermost.getMessage();
        return words == null
                ? innermost.getClass().getSimpleName()
                : words.lines().findFirst().orElse("");
    }

    private static String stack(Throwable failure) {
        var stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        return stack.toString().replace("\u0000", "");
    }
}
