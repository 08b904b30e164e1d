package dromos.store;

import java.util.Locale;

/** What became of a received message; every message ends in exactly one of them. */
public enum Fate {
    NEW_CASE,
    FOLLOW_UP,
    DEPARTMENT_REPLY,
    STAFF_MAIL,
    UNVERIFIED,
    DUPLICATE,
    BOUNCE,
    LOOP,
    SPAM,
    QUARANTINED,
    /** Over a limit, and not even fetched. */
    REFUSED;

    /** {@code new-case}, as it is written in the database, REST and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
