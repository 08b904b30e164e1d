package dromos.monitor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One mail in the outbox, to one recipient.
 *
 * @param state waiting, sending, sent or failed
 * @param error what the relay said last; null where nothing went wrong
 */
public record LetterRow(
        long id,
        @Nullable Long caseNumber,
        String letter,
        String audience,
        String recipient,
        String subject,
        String messageId,
        String state,
        int attempts,
        @Nullable Instant created,
        @Nullable Instant nextTry,
        @Nullable Instant sent,
        @Nullable String error) {
    static final String COLUMNS = """
            id, case_number, letter, audience, recipient, subject, message_id, state, attempts, created, next_try, sent,
            error""";

    static LetterRow read(ResultSet row) throws SQLException {
        return new LetterRow(
                row.getLong("id"),
                row.getObject("case_number", Long.class),
                row.getString("letter"),
                row.getString("audience"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("message_id"),
                row.getString("state"),
                row.getInt("attempts"),
                Select.instant(row, "created"),
                Select.instant(row, "next_try"),
                Select.instant(row, "sent"),
                row.getString("error"));
    }
}
