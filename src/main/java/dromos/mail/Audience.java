package dromos.mail;

/**
 * Who a letter is written to, which decides what of a case it may show and in which role its answer speaks.
 *
 * @param id empty for the customer; the number of the consultation; the id of the person
 */
public record Audience(Kind kind, String id) {
    /** The roles that a correspondent of a case can have. */
    public enum Kind {
        CUSTOMER,
        CONSULTATION,
        PERSON
    }

    public static final Audience CUSTOMER = new Audience(Kind.CUSTOMER, "");

    public static Audience consultation(long id) {
        return new Audience(Kind.CONSULTATION, Long.toString(id));
    }

    public static Audience person(String id) {
        return new Audience(Kind.PERSON, id);
    }

    public boolean isCustomer() {
        return kind == Kind.CUSTOMER;
    }

    @Override
    public String toString() {
        return kind == Kind.CUSTOMER ? "customer" : kind.name().toLowerCase(java.util.Locale.ROOT) + " " + id;
    }
}
