package dromos.mail;

/** A mail that is past one of the limits of reading; the message says which. It is quarantined, never dropped. */
public final class UnreadableMail extends RuntimeException {
    public UnreadableMail(String reason) {
        super(reason);
    }
}
