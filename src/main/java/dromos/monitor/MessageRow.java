package dromos.monitor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One received message and what became of it.
 *
 * @param mailbox that showed it, or what handed it in
 * @param size bytes
 * @param sha256 of the raw bytes, hexadecimal; null where it was refused unread
 * @param fate null while it waits
 * @param reason of the fate, or why it waits
 * @param duplicateOf id of the earlier message with the same content
 */
public record MessageRow(
        long id,
        String mailbox,
        @Nullable Long uidValidity,
        @Nullable Long uid,
        @Nullable Instant received,
        long size,
        @Nullable String sha256,
        @Nullable String messageId,
        String sender,
        int attempts,
        @Nullable Instant nextTry,
        @Nullable String fate,
        @Nullable String automatic,
        @Nullable String reason,
        @Nullable Long caseNumber,
        @Nullable Long duplicateOf,
        @Nullable Instant finished) {
    static final String COLUMNS = """
            id, source, uid_validity, uid, received, size, sha256, message_id, sender, attempts, next_try, fate,
            automatic, reason, case_number, duplicate_of, finished""";

    static MessageRow read(ResultSet row) throws SQLException {
        byte @Nullable [] sha256 = row.getBytes("sha256");
        return new MessageRow(
                row.getLong("id"),
                row.getString("source"),
                row.getObject("uid_validity", Long.class),
                row.getObject("uid", Long.class),
                Select.instant(row, "received"),
                row.getLong("size"),
                sha256 == null ? null : HexFormat.of().formatHex(sha256),
                row.getString("message_id"),
                row.getString("sender"),
                row.getInt("attempts"),
                Select.instant(row, "next_try"),
                row.getString("fate"),
                row.getString("automatic"),
                row.getString("reason"),
                row.getObject("case_number", Long.class),
                row.getObject("duplicate_of", Long.class),
                Select.instant(row, "finished"));
    }
}
