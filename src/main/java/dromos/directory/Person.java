package dromos.directory;

import dromos.mail.Address;
import dromos.mail.Picture;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A consultant, superior, manager or owner.
 *
 * @param superior who approves a trainee's answers and hears of breaches; null for the top
 * @param tier 1 to 3
 * @param footer what stands below the answers
 * @param picture shown with the footer; null for none
 */
public record Person(
        String id,
        Address address,
        Set<String> roles,
        boolean trainee,
        @Nullable String superior,
        int tier,
        Set<String> skills,
        String footer,
        @Nullable Picture picture,
        List<Absence> absences,
        Location at) {
    /** @param to the last day of it */
    public record Absence(
            LocalDate from, LocalDate to, @Nullable String deputy) {}

    public String display() {
        return address.display();
    }

    public Optional<Absence> absenceOn(LocalDate day) {
        return absences.stream()
                .filter(absence -> !day.isBefore(absence.from()) && !day.isAfter(absence.to()))
                .findFirst();
    }
}
