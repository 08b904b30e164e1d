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
    /** Strongest first; what is last is only told, as there is better. */
    public enum Kind {
        TOKEN("token in the address"),
        /** Our own signed Message-ID in In-Reply-To or References. */
        OWN_MESSAGE_ID("our Message-ID"),
        SUBJECT_TAG("tag in the subject"),
        BODY_TAG("tag in the text"),
        /** A message that we hold in In-Reply-To or References. */
        REFERENCE("reference to a message of the case"),
        /** An older message of another case, before the one that is answered. */
        OLDER_REFERENCE("older reference to another case"),
        /** A tag that the text quotes or mentions, where the letter itself says which case it answers. */
        MENTION("mention in the text");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Whether it was made by us for one case: such evidence joins whatever the subject says. */
        boolean isOfThisLetter() {
            return this == TOKEN || this == OWN_MESSAGE_ID || this == SUBJECT_TAG;
        }

        boolean decides() {
            return this != OLDER_REFERENCE && this != MENTION;
        }
    }

    Evidence as(Kind other) {
        return new Evidence(other, caseNumber, audience, detail);
    }

    @Override
    public String toString() {
        return kind.words + " (" + detail + ")";
    }
}
