package dromos.command;

import dromos.cases.Case;
import dromos.cases.Consultation;
import dromos.cases.Deadline;
import dromos.directory.Directory;
import dromos.directory.Pool;
import dromos.store.Cases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Starts and ends the clocks of a case. Due instants are computed in the working time of a calendar, once. */
public final class Clocks {
    private final Cases cases;
    private final InstantSource clock;

    public Clocks(Cases cases, InstantSource clock) {
        this.cases = cases;
        this.clock = clock;
    }

    /** The first response is promised from the moment the request came. */
    void promiseFirstResponse(Case opened, Directory directory) {
        stop(opened, Deadline.Kind.FIRST_RESPONSE);
        var due = due(opened.getOpened(), promise(opened, directory), directory.pool(opened.getPool()), directory);
        cases.add(new Deadline(opened.getNumber(), Deadline.Kind.FIRST_RESPONSE, null, due));
    }

    /** The customer wrote again: unless a response is owed already, the next one is promised from now. */
    void promiseNextResponse(Case about, Directory directory) {
        boolean owed = cases.runningDeadlines(about.getNumber()).stream().anyMatch(Clocks::isResponse);
        if (!owed) {
            var due = due(clock.instant(), promise(about, directory), directory.pool(about.getPool()), directory);
            cases.add(new Deadline(about.getNumber(), Deadline.Kind.NEXT_RESPONSE, null, due));
        }
    }

    private static Duration promise(Case about, Directory directory) {
        var category = directory.categories().get(about.getCategory());
        return category != null && category.promise() != null
                ? category.promise()
                : directory.pool(about.getPool()).promise();
    }

    private static Instant due(Instant from, Duration within, Pool pool, Directory directory) {
        return directory.calendar(pool.calendar()).plus(from, within);
    }

    /** A person answered the customer. */
    void responded(Case about) {
        var now = clock.instant();
        cases.runningDeadlines(about.getNumber()).stream()
                .filter(Clocks::isResponse)
                .forEach(deadline -> deadline.met(now));
    }

    /** A destination answers the customer itself: from now on its own limit counts, not the promise of the pool. */
    void handOver(Case about) {
        var now = clock.instant();
        cases.runningDeadlines(about.getNumber()).stream()
                .filter(Clocks::isResponse)
                .forEach(deadline -> deadline.cancel(now));
    }

    Instant startConsultation(Case about, long consultation, Duration within, String calendar, Directory directory) {
        var due = directory.calendar(calendar).plus(clock.instant(), within);
        cases.add(new Deadline(about.getNumber(), Deadline.Kind.CONSULTATION, consultation, due));
        return due;
    }

    void consultationEnded(Case about, Consultation consultation, boolean answered) {
        var now = clock.instant();
        for (var deadline : cases.runningDeadlines(about.getNumber())) {
            if (deadline.getConsultation() != null && deadline.getConsultation() == consultation.getId()) {
                end(deadline, answered, now);
            }
        }
    }

    /** Nobody owes anybody anything any more. */
    void stopAll(Case about) {
        var now = clock.instant();
        cases.runningDeadlines(about.getNumber()).forEach(deadline -> deadline.cancel(now));
    }

    private void stop(Case about, Deadline.Kind kind) {
        var now = clock.instant();
        cases.runningDeadlines(about.getNumber()).stream()
                .filter(deadline -> deadline.getKind() == kind)
                .forEach(deadline -> deadline.cancel(now));
    }

    private static void end(Deadline deadline, boolean answered, Instant now) {
        if (answered) {
            deadline.met(now);
        } else {
            deadline.cancel(now);
        }
    }

    private static boolean isResponse(Deadline deadline) {
        return deadline.getKind() == Deadline.Kind.FIRST_RESPONSE || deadline.getKind() == Deadline.Kind.NEXT_RESPONSE;
    }
}
