package dromos.monitor;

import dromos.store.Cases;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/** Puts together what camel-jpa and the records read about cases. */
public final class CaseBook {
    private final Cases cases;
    private final Records records;

    public CaseBook(Cases cases, Records records) {
        this.cases = cases;
        this.records = records;
    }

    /**
     * @param own cases of the pool that was asked for, or of all
     * @param linked those that the pool sees beside its own
     */
    public CaseList page(List<CaseRow> own, List<CaseRow> linked, int limit) {
        var byNumber = new TreeMap<Long, CaseRow>(Comparator.reverseOrder());
        own.forEach(row -> byNumber.put(row.number(), row));
        linked.forEach(row -> byNumber.put(row.number(), row));
        return CaseList.of(byNumber.values().stream().limit(limit).toList(), limit);
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
