package dromos.mail;

/**
 * What the receiving mail server, and nobody else, says of the sender (RFC 8601).
 *
 * @param reason in words, with the field it was read from
 */
public record Authentication(Result result, String reason) {
    /** NONE: nothing trustworthy was said. */
    public enum Result {
        NONE,
        PASS,
        FAIL
    }

    public boolean failed() {
        return result == Result.FAIL;
    }
}
