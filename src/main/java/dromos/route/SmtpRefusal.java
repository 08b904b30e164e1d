package dromos.route;

import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

/** The SMTP server said no to this message or its recipient (RFC 5321 section 4.2.1), or cannot take it. */
public final class SmtpRefusal extends MessagingException {
    private static final long serialVersionUID = 1;
    private final int code;
    private final String reply;

    SmtpRefusal(int code, String reply, @Nullable Exception cause) {
        super("The SMTP server refused: " + reply, cause);
        this.code = code;
        this.reply = reply;
    }

    /** The reply code, 400 to 599. */
    public int code() {
        return code;
    }

    /** What the server said, code included: one line without control characters, at most 500 characters. */
    public String reply() {
        return reply;
    }

    /** True for 5xx: trying again would get the same answer. */
    public boolean permanent() {
        return code >= 500;
    }
}
