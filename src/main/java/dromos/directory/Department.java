package dromos.directory;

import dromos.cases.Consultation.Meaning;
import dromos.mail.Address;
import java.time.Duration;
import java.util.List;

/**
 * People who are asked by mail and answer by mail, and have no account.
 *
 * @param within working time in its calendar until its answer is late
 * @param answer what its answer means unless the category says otherwise
 * @param escalation who is told when the answer is late, in order
 */
public record Department(
        String name,
        String title,
        List<Address> addresses,
        String calendar,
        Duration within,
        Meaning answer,
        String letter,
        List<Step> escalation,
        Location at) {}
