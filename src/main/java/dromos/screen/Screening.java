package dromos.screen;

import dromos.mail.Authentication;
import dromos.mail.WireHeaders;
import dromos.store.Fate;
import dromos.store.OutboxRow;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of the first station.
 *
 * @param automation a mark that travels on: nothing automatic is ever answered automatically
 * @param report what a bounce or delay notice says, null for every other mail
 * @param bouncedLetter the letter of ours that it is about, null where there is none or it is not known
 * @param reason of the kind, in words
 */
public record Screening(
        Kind kind,
        Automatic automation,
        @Nullable Bounce report,
        @Nullable OutboxRow bouncedLetter,
        Authentication authentication,
        String reason) {
    /** Where the mail goes next. */
    public enum Kind {
        PASSED,
        /** The same content was received before. */
        DUPLICATE,
        /** Of a letter that we know; one of any other passes, as a case that nobody acknowledges. */
        BOUNCE,
        LOOP,
        SPAM
    }

    /** The same bounce, which passes as any other automatic mail where it is about no letter of ours. */
    Screening about(@Nullable OutboxRow letter) {
        return new Screening(
                letter == null ? Kind.PASSED : Kind.BOUNCE, automation, report, letter, authentication, reason);
    }

    /** What becomes of a mail that does not pass. */
    public Fate fate() {
        return switch (kind) {
            case DUPLICATE -> Fate.DUPLICATE;
            case BOUNCE -> Fate.BOUNCE;
            case LOOP -> Fate.LOOP;
            case SPAM -> Fate.SPAM;
            case PASSED -> throw new IllegalStateException("a mail that passed screening has no fate yet");
        };
    }

    /** The mark as it is recorded, {@code auto-reply}; null where a person wrote the mail. */
    public @Nullable String mark() {
        return isAutomatic() ? automation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-') : null;
    }

    public boolean isDuplicate() {
        return kind == Kind.DUPLICATE;
    }

    public boolean isParked() {
        return isLoop() || isSpam();
    }

    public boolean isLoop() {
        return kind == Kind.LOOP;
    }

    public boolean isSpam() {
        return kind == Kind.SPAM;
    }

    /** Whether the letter will never arrive: a delayed one still may. */
    public boolean isPermanent() {
        return report != null && !report.isDelayed();
    }

    public boolean isAuthenticationFailed() {
        return authentication.failed();
    }

    public boolean isPassed() {
        return kind == Kind.PASSED;
    }

    public boolean isBounce() {
        return kind == Kind.BOUNCE;
    }

    public boolean isAutomatic() {
        return automation.kind() != Automatic.Kind.NONE;
    }

    /**
     * Whether no person wrote the mail, so that it answers and reopens nothing. Mail of a person may carry the marks of
     * a list, of bulk, or X-Auto-Response-Suppress; it is only never acknowledged.
     */
    public boolean isWrittenByProgram() {
        return switch (automation.kind()) {
            case AUTO_REPLY, BOUNCE, DELAYED, FEEDBACK, CHALLENGE, LOOP -> true;
            // Auto-Submitted: auto-generated counts as bulk, but says itself that nobody wrote it (RFC 3834).
            case BULK -> automation.reason().startsWith(WireHeaders.AUTO_SUBMITTED);
            case NONE, LIST -> false;
        };
    }
}
