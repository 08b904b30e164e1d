package dromos.mailbox;

/** How the connection to the server is protected. */
public enum Security {
    /** In the clear: only for a server on this machine. */
    NONE,
    /** In the clear up to STARTTLS, which the server must offer (RFC 3501, 6.2.1). */
    STARTTLS,
    /** TLS from the first byte, usually port 993 (RFC 8314). */
    TLS
}
