package dromos.screen;

/**
 * What kind of program, if any, wrote a mail.
 *
 * @param reason in words, with the field that told
 */
public record Automatic(Kind kind, String reason) {
    /** Anything but NONE is never answered automatically. */
    public enum Kind {
        NONE,
        BOUNCE,
        DELAYED,
        AUTO_REPLY,
        BULK,
        LIST,
        LOOP,
        FEEDBACK,
        CHALLENGE
    }

    static final Automatic NONE = new Automatic(Kind.NONE, "written by a person, as far as its headers tell");
}
