package dromos.mail;

/** The names of the header fields that Dromos writes or obeys on the wire, each named here and nowhere else. */
public final class WireHeaders {
    /** Identity of the installation that sent the mail; a mail that carries our own is a loop. */
    public static final String LOOP = "X-Dromos-Loop";

    /** RFC 3834 section 5. */
    public static final String AUTO_SUBMITTED = "Auto-Submitted";

    /** Keeps Exchange from answering automatic mail. */
    public static final String AUTO_RESPONSE_SUPPRESS = "X-Auto-Response-Suppress";

    /** RFC 8601. */
    public static final String AUTHENTICATION_RESULTS = "Authentication-Results";

    /** The envelope sender, written by the server that delivered (RFC 5321 section 4.4). */
    public static final String RETURN_PATH = "Return-Path";

    private WireHeaders() {}
}
