package dromos.cases;

import dromos.mail.Address;
import dromos.mail.Audience;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * One contribution to a case. Its visibility is fixed when it is written: public (customer and staff), staff only, or
 * one consultation (its destination and staff). Never changed afterwards, except that a held answer is released.
 */
@Entity
public class Entry {
    /** What kind of contribution it is. */
    public enum Kind {
        REQUEST,
        FOLLOW_UP,
        /** Of somebody whom the customer only copied: it is his own word and not the customer's. */
        COPIED,
        ANSWER,
        /** A trainee's answer that waits for approval. */
        HELD_ANSWER,
        QUESTION,
        CONSULTATION_ANSWER,
        /** Written by staff for staff. */
        NOTE,
        UNVERIFIED,
        AUTOMATIC;

        /** {@code follow-up}, as it is written in letters and REST. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Who may ever see it. */
    public enum Visibility {
        PUBLIC,
        STAFF,
        CONSULTATION
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "entry_id")
    @SequenceGenerator(name = "entry_id", sequenceName = "entry_id", allocationSize = 1)
    private long id;

    private long caseNumber;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private Visibility visibility;

    private @Nullable Long consultation;

    private String authorAddress;

    private @Nullable String authorName;

    private Instant at;
    private String text;

    private @Nullable String fullText;

    private @Nullable Long message;

    @NullUnmarked
    protected Entry() {}

    /**
     * @param text what this author wrote now
     * @param fullText the text with its quoted history; null where it is the same
     * @param message number of the inbox row that it came with, whose attachments belong to it; null for none
     */
    private Entry(
            long caseNumber,
            Kind kind,
            Visibility visibility,
            @Nullable Long consultation,
            Address author,
            Instant at,
            String text,
            @Nullable String fullText,
            @Nullable Long message) {
        this.caseNumber = caseNumber;
        this.kind = kind;
        this.visibility = visibility;
        this.consultation = consultation;
        this.authorAddress = author.address();
        this.authorName = author.name();
        this.at = at;
        this.text = text;
        this.fullText = fullText;
        this.message = message;
    }

    /** What customer and staff may see. */
    public static Entry ofPublic(
            long caseNumber,
            Kind kind,
            Address author,
            Instant at,
            String text,
            @Nullable String fullText,
            @Nullable Long message) {
        return new Entry(caseNumber, kind, Visibility.PUBLIC, null, author, at, text, fullText, message);
    }

    /** What only staff may see. */
    public static Entry ofStaff(
            long caseNumber,
            Kind kind,
            Address author,
            Instant at,
            String text,
            @Nullable String fullText,
            @Nullable Long message) {
        return new Entry(caseNumber, kind, Visibility.STAFF, null, author, at, text, fullText, message);
    }

    /** What only staff and the destination of that consultation may see. */
    public static Entry ofConsultation(
            long caseNumber,
            Kind kind,
            long consultation,
            Address author,
            Instant at,
            String text,
            @Nullable String fullText,
            @Nullable Long message) {
        return new Entry(caseNumber, kind, Visibility.CONSULTATION, consultation, author, at, text, fullText, message);
    }

    /** Whether a letter to that audience may render this entry. */
    public boolean isVisibleTo(Audience audience) {
        return switch (audience.kind()) {
            case CUSTOMER -> visibility == Visibility.PUBLIC;
            case CONSULTATION -> consultation != null && audience.id().equals(Long.toString(consultation));
            case PERSON -> true;
        };
    }

    /** Whether the customer wrote it. */
    public boolean isOfCustomer() {
        return kind == Kind.REQUEST || kind == Kind.FOLLOW_UP;
    }

    /** A held answer is approved and thereby becomes an answer that the customer may see. */
    public void release(String approvedText) {
        if (kind != Kind.HELD_ANSWER) {
            throw new IllegalStateException("only a held answer can be released");
        }
        kind = Kind.ANSWER;
        visibility = Visibility.PUBLIC;
        text = approvedText;
    }

    public long getId() {
        return id;
    }

    public long getCaseNumber() {
        return caseNumber;
    }

    public Kind getKind() {
        return kind;
    }

    public Visibility getVisibility() {
        return visibility;
    }

    public @Nullable Long getConsultation() {
        return consultation;
    }

    public Address getAuthor() {
        return new Address(authorAddress, authorName);
    }

    public Instant getAt() {
        return at;
    }

    public String getText() {
        return text;
    }

    public @Nullable String getFullText() {
        return fullText;
    }

    public @Nullable Long getMessage() {
        return message;
    }
}
