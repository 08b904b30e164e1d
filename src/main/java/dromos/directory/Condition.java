package dromos.directory;

import com.google.re2j.Pattern;
import java.util.List;

/** What a rule asks of a message. Patterns are RE2/J, whose time grows only with the text. */
public sealed interface Condition {
    /** Holds when all of them do. */
    record All(List<Condition> conditions) implements Condition {}

    /** Holds when at least one of them does. */
    record Any(List<Condition> conditions) implements Condition {}

    record Not(Condition condition) implements Condition {}

    /** The field contains at least one of the words or phrases, as whole words, whatever their case. */
    record Words(Field field, List<String> words) implements Condition {}

    /** The pattern is found in the field. */
    record Matches(Field field, Pattern pattern) implements Condition {}

    /** The message came to one of these mailboxes. */
    record InMailbox(List<String> mailboxes) implements Condition {}

    /** A store was found in the text. */
    record StoreFound(boolean expected) implements Condition {}

    /**
     * A part of a message.
     *
     * @param header name of the header field, where kind is HEADER; else empty
     */
    record Field(Kind kind, String header) {
        /** CONTENT is subject and text together. TEXT is without quotes. */
        public enum Kind {
            FROM,
            TO,
            SUBJECT,
            TEXT,
            CONTENT,
            ATTACHMENT,
            HEADER
        }
    }
}
