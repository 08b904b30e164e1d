/**
 * The Camel component {@code mailbox:<name>}: every mail of a supervised IMAP mailbox, raw and exactly once per UID.
 *
 * <p>It asks for the mail above its cursor in bulk, hands it over in chunks, and tells the server (flag, move, delete)
 * only after the chunk is committed. It never looks at {@code \Seen} and puts nothing of a mail on exchange headers.
 */
@NullMarked
package dromos.mailbox;

import org.jspecify.annotations.NullMarked;
