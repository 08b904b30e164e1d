package dromos.mailbox;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a mailbox fares: each look to the cursors, each change of state to the log. */
final class Report {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxConsumer.class);
    private static final int LONGEST = 300;

    private final MailboxAccount account;
    private final Cursors cursors;
    private final InstantSource clock;
    private @Nullable String trouble;

    Report(MailboxAccount account, Cursors cursors, InstantSource clock) {
        this.account = account;
        this.cursors = cursors;
        this.clock = clock;
    }

    void opened(ImapSession session) {
        LOG.info(
                "event=mailbox_opened mailbox={} host={} folder={} uidvalidity={} idle={}",
                account.name(),
                account.host(),
                account.folder(),
                session.uidValidity(),
                account.idle() && session.canIdle());
    }

    /** A look went well, except perhaps for the marks on the server. */
    void polled(int found, @Nullable String refusal) {
        String error = refusal == null ? null : oneLine(refusal);
        if (error != null && !isSame(error)) {
            LOG.warn("event=mailbox_marks_refused mailbox={} error=\"{}\"", account.name(), error);
        } else if (error == null && trouble != null) {
            LOG.info("event=mailbox_recovered mailbox={}", account.name());
        }
        LOG.debug("event=mailbox_polled mailbox={} found={}", account.name(), found);
        trouble = error;
        cursors.polled(account.name(), clock.instant(), found, error);
    }

    void failed(Throwable failure, int failures, Duration pause) {
        String error = oneLine(describe(failure));
        if (isSame(error)) {
            LOG.debug("event=mailbox_failed mailbox={} failures={} error=\"{}\"", account.name(), failures, error);
        } else {
            LOG.warn(
                    "event=mailbox_failed mailbox={} host={} port={} failures={} retry_ms={} error=\"{}\"",
                    account.name(),
                    account.host(),
                    account.port(),
                    failures,
                    pause.toMillis(),
                    error,
                    isOurs(failure) ? failure : null);
        }
        trouble = error;
        try {
            cursors.polled(account.name(), clock.instant(), 0, error);
        } catch (RuntimeException e) {
            // Most likely the failure is the database's, and it has been logged.
            LOG.debug("event=mailbox_report_failed mailbox={}", account.name(), e);
        }
    }

    /** Servers put the time, and Angus the number of the command, into what is otherwise the same message. */
    private boolean isSame(String error) {
        return trouble != null && error.replaceAll("[A-Z]*\\d+", "#").equals(trouble.replaceAll("[A-Z]*\\d+", "#"));
    }

    private static boolean isOurs(Throwable failure) {
        return failure instanceof RuntimeException || failure instanceof Error;
    }

    private static String describe(Throwable failure) {
        if (failure instanceof Watch.HandlingFailed && failure.getCause() != null) {
            return "not stored: " + describe(failure.getCause());
        }
        String message = failure.getMessage();
        if (message == null && failure.getCause() != null) {
            return describe(failure.getCause());
        }
        String name = failure.getClass().getSimpleName();
        return message == null ? name : failure instanceof Watch.HandlingFailed ? message : name + ": " + message;
    }

    /** What a server or a driver says goes into a log line and a table: one short line of printable characters. */
    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").replace('"', '\'').strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
