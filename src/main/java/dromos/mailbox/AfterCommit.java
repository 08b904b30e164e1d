package dromos.mailbox;

import java.util.regex.Pattern;

/** What is done to a mail on the server once it is committed here. A refused mail is always left as it is. */
public sealed interface AfterCommit {

    /** Nothing: the folder is opened read-only. */
    record Keep() implements AfterCommit {}

    /** Sets a flag such as {@code \Seen} or a keyword such as {@code $Dromos} (RFC 3501, 2.3.2). */
    record Flag(String flag) implements AfterCommit {
        private static final Pattern ATOM = Pattern.compile("\\\\?[A-Za-z0-9$_.-]+");

        public Flag {
            if (!ATOM.matcher(flag).matches()) {
                throw new IllegalArgumentException("'" + flag
                        + "' is not an IMAP flag; expected one like \\Seen, \\Flagged or a keyword like $Dromos");
            }
        }
    }

    /** Moves it to this folder of the same account, which is created where it is missing. */
    record Move(String folder) implements AfterCommit {}

    /** Deletes it; what other people marked as deleted stays (UID EXPUNGE, RFC 4315). */
    record Delete() implements AfterCommit {}
}
