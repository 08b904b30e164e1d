package dromos.correlate;

import dromos.store.Fate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * To which case a mail belongs and who is speaking.
 *
 * @param caseNumber the case it belongs to; 0 for a new one
 * @param linkedTo for a new case, the case that it seems to be about without belonging to it
 * @param consultation number of the consultation that is answered; 0 for none
 * @param person id of the staff member who speaks; empty for none
 * @param evidence all that was found, strongest first
 * @param reason in words
 */
public record Match(
        Role role,
        Trust trust,
        long caseNumber,
        @Nullable Long linkedTo,
        long consultation,
        String person,
        List<Evidence> evidence,
        String reason) {
    /** In which role the sender speaks. */
    public enum Role {
        NEW_CASE,
        FOLLOW_UP,
        DEPARTMENT_REPLY,
        STAFF_MAIL,
        UNVERIFIED
    }

    /** How far he is believed. */
    public enum Trust {
        PROVEN,
        KNOWN,
        UNVERIFIED,
        NONE
    }

    // None of these factories is named like a question without its 'is': Camel would take the one for the other.
    static Match asNewCase(@Nullable Long linkedTo, List<Evidence> evidence, String reason) {
        return new Match(Role.NEW_CASE, Trust.NONE, 0, linkedTo, 0, "", evidence, reason);
    }

    static Match asFollowUp(Trust trust, long number, List<Evidence> evidence, String reason) {
        return new Match(Role.FOLLOW_UP, trust, number, null, 0, "", evidence, reason);
    }

    static Match asDepartmentReply(
            Trust trust, long number, long consultation, List<Evidence> evidence, String reason) {
        return new Match(Role.DEPARTMENT_REPLY, trust, number, null, consultation, "", evidence, reason);
    }

    static Match asStaffMail(Trust trust, long number, String person, List<Evidence> evidence, String reason) {
        return new Match(Role.STAFF_MAIL, trust, number, null, 0, person, evidence, reason);
    }

    static Match asUnverified(long number, List<Evidence> evidence, String reason) {
        return new Match(Role.UNVERIFIED, Trust.UNVERIFIED, number, null, 0, "", evidence, reason);
    }

    /** What becomes of a mail that is spoken in this role. */
    public Fate fate() {
        return switch (role) {
            case NEW_CASE -> Fate.NEW_CASE;
            case FOLLOW_UP -> Fate.FOLLOW_UP;
            case DEPARTMENT_REPLY -> Fate.DEPARTMENT_REPLY;
            case STAFF_MAIL -> Fate.STAFF_MAIL;
            case UNVERIFIED -> Fate.UNVERIFIED;
        };
    }

    public boolean isNewCase() {
        return role == Role.NEW_CASE;
    }

    public boolean isFollowUp() {
        return role == Role.FOLLOW_UP;
    }

    public boolean isDepartmentReply() {
        return role == Role.DEPARTMENT_REPLY;
    }

    public boolean isStaffMail() {
        return role == Role.STAFF_MAIL;
    }

    public boolean isUnverified() {
        return role == Role.UNVERIFIED;
    }

    public boolean isProven() {
        return trust == Trust.PROVEN;
    }
}
