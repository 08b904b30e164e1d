package dromos.cases;

import java.util.Locale;

/** The state of a case, and every way from one to the next. */
public enum Status {
    RECEIVED,
    IN_PROGRESS,
    UNDER_CONSULTATION,
    CLOSED;

    /** What somebody did; the only thing that ever changes a status. */
    public enum Step {
        /** A consultant took the case or answered it. */
        TAKEN,
        /** A department or store was asked. */
        CONSULTED,
        /** The last open consultation was answered or cancelled, and a consultant owns the case. */
        CONSULTATIONS_ENDED,
        /** The last open consultation was answered or cancelled, and nobody owns the case. */
        CONSULTATIONS_ENDED_UNOWNED,
        CLOSED,
        /** The customer wrote again after the close, and a consultant still owns the case. */
        REOPENED,
        /** The customer wrote again after the close, and nobody owns the case. */
        REOPENED_UNOWNED
    }

    /** @throws IllegalTransition where the step leads nowhere from here */
    public Status on(Step step) {
        return switch (step) {
            case TAKEN ->
                switch (this) {
                    case RECEIVED -> IN_PROGRESS;
                    case IN_PROGRESS, UNDER_CONSULTATION -> this;
                    case CLOSED -> throw new IllegalTransition(this, step);
                };
            case CONSULTED ->
                switch (this) {
                    case RECEIVED, IN_PROGRESS, UNDER_CONSULTATION -> UNDER_CONSULTATION;
                    case CLOSED -> throw new IllegalTransition(this, step);
                };
            case CONSULTATIONS_ENDED -> this == UNDER_CONSULTATION ? IN_PROGRESS : this;
            case CONSULTATIONS_ENDED_UNOWNED -> this == UNDER_CONSULTATION ? RECEIVED : this;
            case CLOSED ->
                switch (this) {
                    case RECEIVED, IN_PROGRESS, UNDER_CONSULTATION -> CLOSED;
                    case CLOSED -> throw new IllegalTransition(this, step);
                };
            case REOPENED -> reopened(step, IN_PROGRESS);
            case REOPENED_UNOWNED -> reopened(step, RECEIVED);
        };
    }

    private Status reopened(Step step, Status next) {
        if (this != CLOSED) {
            throw new IllegalTransition(this, step);
        }
        return next;
    }

    public boolean isOpen() {
        return this != CLOSED;
    }

    /** {@code in-progress}, as it is written in configuration, letters and REST. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A step that has no meaning in this status: a bug of the caller, never a mistake of a correspondent. */
    public static final class IllegalTransition extends IllegalStateException {
        IllegalTransition(Status from, Step step) {
            super("a case that is " + from.word() + " cannot be " + step);
        }
    }
}
