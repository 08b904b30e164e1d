package dromos.directory;

import dromos.cases.Consultation.Meaning;
import java.time.Duration;

/** Reads {@code departments.yaml}. */
final class DepartmentsFile {
    private DepartmentsFile() {}

    static Department build(Item item) {
        var name = item.text("name", "");
        if (name.equals(CategoriesFile.STORE)) {
            item.reading().problem(item.at(), "'store' means the store of a case; choose another name");
        }
        var addresses = item.addresses("addresses");
        addresses.forEach(address -> MailboxesFile.refuseOwn(address, item.at(), item.reading()));
        return new Department(
                name,
                item.text("title", name),
                addresses,
                item.reference("calendar", "calendar", WorkingCalendar.AROUND_THE_CLOCK),
                item.duration("within", Duration.ofDays(1)),
                item.choice("answer", Meaning.class, Meaning.RETURN),
                item.reference("letter", "letter", "department-question"),
                item.escalation("department-late"),
                item.at());
    }
}
