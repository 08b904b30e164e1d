package dromos.mail;

/**
 * What a signed token says: this letter belongs to that case and speaks to that audience. It travels in the reply
 * address, in the Message-ID and in the bounce address of every letter.
 */
public record Token(Purpose purpose, long caseNumber, Audience audience) {
    /** What the address or identifier that carries the token is for. */
    public enum Purpose {
        REPLY,
        BOUNCE
    }
}
