package dromos.monitor;

import dromos.cases.CaseEvent;
import java.util.List;

/**
 * Everything that is known about one case.
 *
 * @param thread what was written, oldest first
 * @param events every decision with its reason, its actor, its facts and the revision of the configuration in force
 * @param letters what was sent or waits to be sent
 * @param messages what was received
 */
public record CaseFile(
        CaseRow summary,
        List<EntryRow> thread,
        List<ConsultationRow> consultations,
        List<DeadlineRow> deadlines,
        List<CaseEvent> events,
        List<LetterRow> letters,
        List<MessageRow> messages) {}
