package dromos.monitor;

import dromos.store.Cases;
import java.util.List;
import java.util.NoSuchElementException;

/** Puts together what camel-jpa and the records read about cases. */
public final class CaseBook {
    private final Cases cases;
    private final Records records;

    public CaseBook(Cases cases, Records records) {
        this.cases = cases;
        this.records = records;
    }

    public CaseList page(List<CaseRow> rows, int limit) {
        return CaseList.of(rows, limit);
    }

    /** @throws NoSuchElementException with a text for the caller where there is none */
    public CaseRow only(List<CaseRow> found) {
        if (found.isEmpty()) {
            throw new NoSuchElementException("there is no case with that number or tag");
        }
        return found.get(0);
    }

    public CaseFile file(
            CaseRow summary, List<EntryRow> thread, List<ConsultationRow> consultations, List<DeadlineRow> deadlines) {
        long number = summary.number();
        return new CaseFile(
                summary,
                thread,
                consultations,
                deadlines,
                cases.events(number),
                records.letters(number),
                records.messages(number));
    }
}
