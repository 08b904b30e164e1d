package dromos.route;

import jakarta.mail.MessagingException;

/**
 * No word on this message: the SMTP server could not be reached, would not let us in, said 421 or fell silent. Try
 * again later. A server that fell silent at the very end may have taken the message; its Message-ID tells the copies
 * apart.
 */
public final class SmtpUnreachable extends MessagingException {
    private static final long serialVersionUID = 1;

    SmtpUnreachable(String message, Exception cause) {
        super(message, cause);
    }
}
