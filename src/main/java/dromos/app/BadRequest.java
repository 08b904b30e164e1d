package dromos.app;

/** The caller asked for something that does not exist in that form; the message is for him. */
final class BadRequest extends RuntimeException {
    BadRequest(String message) {
        super(message);
    }
}
