package dromos.directory;

import dromos.mail.Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A theme-specific queue of cases, fed by mailboxes and by categories.
 *
 * @param address what its letters are From; its display name is the face shown to customers
 * @param prefix of its tags, {@code DR}
 * @param push true assigns each case at once, false waits until a consultant takes it
 * @param closeOnAnswer whether a consultant's answer closes the case
 * @param promise working time until the first response
 * @param escalation who is told when the promise is broken, in order; the first step is the breach notice
 * @param letters letter names by role: acknowledgement, assignment, answer ...
 */
public record Pool(
        String name,
        String title,
        Address address,
        String prefix,
        boolean push,
        boolean closeOnAnswer,
        String calendar,
        Duration promise,
        List<Step> escalation,
        List<Member> members,
        Map<String, String> letters,
        Location at) {
    /** @param priority of this pool for this person; 1 is served first */
    public record Member(String person, int priority) {}

    /** The letter for that role: the pool's own choice, else the letter that is named like the role. */
    public String letter(String role) {
        return letters.getOrDefault(role, role);
    }

    public boolean hasMember(String person) {
        return members.stream().anyMatch(member -> member.person().equals(person));
    }
}
