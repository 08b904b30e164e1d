package dromos.command;

/** A use case says no to a person, in words that he can act on. Nothing was changed. */
public final class Refusal extends RuntimeException {
    public Refusal(String words) {
        super(words);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
