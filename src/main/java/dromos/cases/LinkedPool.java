package dromos.cases;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** A pool that sees a case beside the case's own, because the same mail came to several mailboxes. Only read. */
@Entity
@Table(name = "case_pool")
@IdClass(LinkedPool.Key.class)
public class LinkedPool {
    /** What there is one row of. */
    public record Key(long caseNumber, String pool) {}

    @Id
    private long caseNumber;

    @Id
    private String pool;

    @NullUnmarked
    protected LinkedPool() {}

    public long getCaseNumber() {
        return caseNumber;
    }

    public String getPool() {
        return pool;
    }
}
