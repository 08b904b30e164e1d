package dromos.cases;

import dromos.mail.Address;
import java.time.Duration;
import java.util.List;

/**
 * What is to be asked of one destination, before it is asked.
 *
 * @param destination {@code department:legal} or {@code store:S012}
 * @param title what people call the destination
 * @param recipients each of whom gets a letter of his own
 * @param within working time of the calendar until the answer is late
 * @param letter name of the letter that carries the question
 * @param text the question in words; empty sends the customer's request alone
 * @param reason why this destination, with the file and line that decided
 */
public record Question(
        String destination,
        String title,
        List<Address> recipients,
        Consultation.Meaning meaning,
        Duration within,
        String calendar,
        String letter,
        String text,
        String reason) {
    /** Whether the destination answers the customer's request itself, so that no consultant need own the case. */
    public boolean ownsTheCase() {
        return meaning == Consultation.Meaning.FORWARD || meaning == Consultation.Meaning.REPORT;
    }
}
