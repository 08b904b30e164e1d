package dromos.mailbox;

import java.util.List;

/**
 * The body of every exchange of {@code mailbox:}: some mails of one mailbox, in ascending order of UID. To handle it
 * means to store all of them and {@link #lastUid()} as the cursor in one transaction.
 *
 * @param mailbox name of the mailbox
 * @param uidValidity under which the UIDs hold (RFC 3501, 2.3.1.1)
 * @param mails at least one
 */
public record Chunk(String mailbox, long uidValidity, List<Fetched> mails) {

    public Chunk {
        mails = List.copyOf(mails);
    }

    /** Everything up to this UID is in this chunk, in an earlier one, or gone. */
    public long lastUid() {
        return mails.get(mails.size() - 1).uid();
    }

    /** The UIDs whose content was fetched. */
    List<Long> keptUids() {
        return mails.stream()
                .filter(mail -> !mail.isRefused())
                .map(Fetched::uid)
                .toList();
    }

    void expire() {
        for (Fetched mail : mails) {
            if (mail.content() instanceof Content.Streamed streamed) {
                streamed.expire();
            }
        }
    }
}
