package dromos.cases;

import dromos.mail.Address;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** One request of one customer, from its first mail to its close, and again if he writes once more. */
@Entity
@Table(name = "cases")
public class Case {
    /** The order in which cases are served. */
    public enum Priority {
        EMERGENCY,
        HIGH,
        NORMAL
    }

    @Id
    private long number;

    @Version
    private int version;

    private String tag;
    private String pool;

    private @Nullable String mailbox;
    private @Nullable String customerAddress;
    private @Nullable String customerName;
    private String subject;
    private String category;

    private String categoryReason;

    private String language;

    private @Nullable String store;

    private @Nullable String storeReason;

    @Enumerated(EnumType.STRING)
    private Priority priority;

    private @Nullable String owner;

    @Enumerated(EnumType.STRING)
    private Status status;

    private @Nullable Long linkedTo;

    private Instant opened;

    private @Nullable Instant firstAnswered;

    private @Nullable Instant closed;
    private int reopenings;

    @NullUnmarked
    protected Case() {}

    /**
     * A new case in status {@code received}.
     *
     * @param tag without brackets
     */
    public Case(
            long number,
            String tag,
            String pool,
            @Nullable String mailbox,
            @Nullable Address customer,
            String subject,
            Instant opened) {
        this.number = number;
        this.tag = tag;
        this.pool = pool;
        this.mailbox = mailbox;
        this.customerAddress = customer == null ? null : customer.address();
        this.customerName = customer == null ? null : customer.name();
        this.subject = subject;
        this.category = "";
        this.categoryReason = "not yet categorised";
        this.language = "";
        this.priority = Priority.NORMAL;
        this.status = Status.RECEIVED;
        this.opened = opened;
    }

    /** Gives the case its category; the pool that answers it follows the category. */
    public void categorise(String newCategory, String reason, String newPool, Priority newPriority) {
        category = newCategory;
        categoryReason = reason;
        pool = newPool;
        priority = newPriority;
    }

    public void locate(String newStore, String reason) {
        store = newStore;
        storeReason = reason;
    }

    /** @param tag of RFC 5646, {@code de}; empty where it cannot be told */
    public void writtenIn(String tag) {
        language = tag;
    }

    public void linkTo(long otherNumber) {
        linkedTo = otherNumber;
    }

    /** The router gives the case to a consultant; it stays {@code received} until he does something. */
    public void assign(String person) {
        owner = person;
    }

    /** A consultant takes the case or answers it. */
    public void take(String person) {
        owner = person;
        status = status.on(Status.Step.TAKEN);
    }

    /** The customer was answered by a person; only the first time counts as the first response. */
    public void answered(Instant at) {
        if (firstAnswered == null) {
            firstAnswered = at;
        }
    }

    public void consulted() {
        status = status.on(Status.Step.CONSULTED);
    }

    public void consultationsEnded() {
        status = status.on(owner == null ? Status.Step.CONSULTATIONS_ENDED_UNOWNED : Status.Step.CONSULTATIONS_ENDED);
    }

    public void close(Instant at) {
        status = status.on(Status.Step.CLOSED);
        closed = at;
    }

    /** @param newOwner who goes on with it, null where nobody does */
    public void reopen(@Nullable String newOwner) {
        owner = newOwner;
        status = status.on(newOwner == null ? Status.Step.REOPENED_UNOWNED : Status.Step.REOPENED);
        closed = null;
        reopenings++;
    }

    public boolean isOpen() {
        return status.isOpen();
    }

    public boolean isOwnedBy(String person) {
        return person.equals(owner);
    }

    public long getNumber() {
        return number;
    }

    public String getTag() {
        return tag;
    }

    public String getPool() {
        return pool;
    }

    public @Nullable String getMailbox() {
        return mailbox;
    }

    /** Null for a caller without an address: he must be called back. */
    public @Nullable Address getCustomer() {
        return customerAddress == null ? null : new Address(customerAddress, customerName);
    }

    public String getSubject() {
        return subject;
    }

    public String getCategory() {
        return category;
    }

    public String getCategoryReason() {
        return categoryReason;
    }

    public @Nullable String getStore() {
        return store;
    }

    /** Of what the customer wrote first, {@code de}; empty where it cannot be told. */
    public String getLanguage() {
        return language;
    }

    public @Nullable String getStoreReason() {
        return storeReason;
    }

    public Priority getPriority() {
        return priority;
    }

    public @Nullable String getOwner() {
        return owner;
    }

    public Status getStatus() {
        return status;
    }

    public @Nullable Long getLinkedTo() {
        return linkedTo;
    }

    public Instant getOpened() {
        return opened;
    }

    public @Nullable Instant getFirstAnswered() {
        return firstAnswered;
    }

    public @Nullable Instant getClosed() {
        return closed;
    }

    public int getReopenings() {
        return reopenings;
    }

    @Override
    public String toString() {
        return tag;
    }
}
