package dromos.monitor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a mailbox is doing and how far it has been read.
 *
 * @param lastPoll null where it was never looked into
 * @param failingSince null where the last poll went well
 * @param seen messages that the server showed, over all UIDVALIDITYs
 * @param recorded messages that are stored here
 * @param gone messages that somebody removed before they could be fetched
 * @param unaccounted seen, but neither recorded nor gone: 0 once a poll is over
 */
public record MailboxRow(
        String mailbox,
        @Nullable Instant lastPoll,
        @Nullable Instant lastSuccess,
        @Nullable Instant failingSince,
        @Nullable String error,
        long seen,
        long recorded,
        long gone,
        long unaccounted,
        List<CursorRow> cursors) {
    /**
     * The place in a mailbox under one UIDVALIDITY.
     *
     * @param lastUid everything up to it is stored or gone
     * @param markedUid everything up to it is flagged, moved or deleted on the server
     * @param listedUid everything up to it was seen on the server and counted
     */
    public record CursorRow(
            long uidValidity, long lastUid, long markedUid, long listedUid, long seen, long recorded, long gone) {}

    static MailboxRow of(
            String mailbox,
            @Nullable Instant lastPoll,
            @Nullable Instant lastSuccess,
            @Nullable Instant failingSince,
            @Nullable String error,
            List<CursorRow> cursors) {
        long seen = cursors.stream().mapToLong(CursorRow::seen).sum();
        long recorded = cursors.stream().mapToLong(CursorRow::recorded).sum();
        long gone = cursors.stream().mapToLong(CursorRow::gone).sum();
        return new MailboxRow(
                mailbox,
                lastPoll,
                lastSuccess,
                failingSince,
                error,
                seen,
                recorded,
                gone,
                seen - recorded - gone,
                List.copyOf(cursors));
    }
}
