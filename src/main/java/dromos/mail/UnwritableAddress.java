package dromos.mail;

/** No mail can be written to the address, now or later; the message names it. */
public final class UnwritableAddress extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnwritableAddress(String message) {
        super(message);
    }
}
