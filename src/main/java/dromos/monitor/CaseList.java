package dromos.monitor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of cases, newest first.
 *
 * @param next the value of {@code before} that gives the next page; null on the last one
 */
public record CaseList(List<CaseRow> cases, @Nullable Long next) {
    /** @param limit how many were asked for; a full page may have a next one */
    public static CaseList of(List<CaseRow> cases, int limit) {
        boolean full = cases.size() == limit;
        return new CaseList(List.copyOf(cases), full ? cases.get(limit - 1).number() : null);
    }
}
