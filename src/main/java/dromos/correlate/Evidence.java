package dromos.correlate;

import dromos.mail.Audience;
import org.jspecify.annotations.Nullable;

/**
 * One sign that a mail belongs to a case.
 *
 * @param audience to whom the letter was written that is being answered; null where the sign does not tell
 * @param detail what exactly was found, in words
 */
public record Evidence(Kind kind, long caseNumber, @Nullable Audience audience, String detail) {
    /** Strongest first. */
    public enum Kind {
        /** The signed token of the address that it was sent to. */
        TOKEN,
        /** Our own signed Message-ID in In-Reply-To or References. */
        OWN_MESSAGE_ID,
        /** A valid tag in the subject. */
        SUBJECT_TAG,
        /** A valid tag in the text. */
        BODY_TAG,
        /** A message that we hold in In-Reply-To or References. */
        REFERENCE;

        /** Whether it was made by us for one case: such evidence joins whatever the subject says. */
        boolean isOfThisLetter() {
            return this == TOKEN || this == OWN_MESSAGE_ID || this == SUBJECT_TAG;
        }
    }

    @Override
    public String toString() {
        return switch (kind) {
                    case TOKEN -> "token in the address";
                    case OWN_MESSAGE_ID -> "our Message-ID";
                    case SUBJECT_TAG -> "tag in the subject";
                    case BODY_TAG -> "tag in the text";
                    case REFERENCE -> "reference to a message of the case";
                }
                + " (" + detail + ")";
    }
}
