package dromos.cases;

import dromos.mail.Address;
import dromos.mail.Audience;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a station wants said to whom. The {@code post} route renders it and writes it to the outbox; nobody else does.
 *
 * @param letter name of the letter in {@code config/letters}
 * @param audience decides which entries the letter can show and in which role its answer will speak
 * @param auto value of Auto-Submitted; null for what a person wrote
 * @param facts what only this letter knows, for its template
 * @param attachmentsOf inbox rows whose attachments go along, byte for byte
 * @param answers Message-ID that this letter answers, without angle brackets
 */
public record LetterOrder(
        String letter,
        long caseNumber,
        Audience audience,
        Address to,
        @Nullable String auto,
        Map<String, String> facts,
        List<Long> attachmentsOf,
        @Nullable String answers) {
    public static final String AUTO_REPLIED = "auto-replied";
    public static final String AUTO_GENERATED = "auto-generated";

    public boolean isAcknowledgement() {
        return AUTO_REPLIED.equals(auto);
    }
}
