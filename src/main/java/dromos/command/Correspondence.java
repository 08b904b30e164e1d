package dromos.command;

import dromos.cases.Entry;
import dromos.directory.Directory;
import dromos.mail.Address;
import dromos.mail.Audience;
import dromos.mail.Mail;
import dromos.store.Cases;
import dromos.store.Received;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** How a received mail becomes part of a case: its entry, its Message-ID, and the people who took part. */
public final class Correspondence {
    private static final Address UNKNOWN = Address.of("unknown");

    /** Visibility of what no letter names. */
    private static final String KEPT = "kept";

    private final Cases cases;

    public Correspondence(Cases cases) {
        this.cases = cases;
    }

    Entry publicEntry(long number, Entry.Kind kind, Mail mail, Received received) {
        return Entry.ofPublic(
                number, kind, author(mail), received.received(), said(mail), fullText(mail), received.id());
    }

    Entry staffEntry(long number, Entry.Kind kind, Mail mail, Received received) {
        return Entry.ofStaff(
                number, kind, author(mail), received.received(), said(mail), fullText(mail), received.id());
    }

    Entry consultationEntry(long number, Entry.Kind kind, long consultation, Mail mail, Received received) {
        return Entry.ofConsultation(
                number,
                kind,
                consultation,
                author(mail),
                received.received(),
                said(mail),
                fullText(mail),
                received.id());
    }

    /**
     * Remembers the mail's Message-ID as part of the case, so that an answer to it finds the way. The people on the
     * customer's side of public mail may speak in the case from now on.
     */
    void remember(long number, Mail mail, Audience audience, Directory directory) {
        if (mail.messageId() != null) {
            cases.addThreadId(number, mail.messageId(), audience.toString());
        }
        if (audience.isCustomer()) {
            var people = new ArrayList<Address>(mail.to());
            people.addAll(mail.cc());
            if (mail.from() != null) {
                people.add(mail.from());
            }
            cases.addParticipants(
                    number,
                    people.stream()
                            .filter(address -> !directory.isOwnAddress(address))
                            .map(Address::address)
                            .distinct()
                            .limit(100)
                            .toList());
        }
    }

    /**
     * Remembers only the Message-ID, of a mail that is kept without being spoken: an answer to it belongs to the case
     * too, but no letter names it and nobody may speak for it.
     */
    void rememberId(long number, Mail mail) {
        if (mail.messageId() != null) {
            cases.addThreadId(number, mail.messageId(), KEPT);
        }
    }

    static Address author(Mail mail) {
        return mail.from() == null ? UNKNOWN : mail.from();
    }

    /** What he wrote now; everything where the cutting left nothing, for a full quote is better than an empty entry. */
    static String said(Mail mail) {
        return mail.reply().isBlank() ? mail.text() : mail.reply();
    }

    private static @Nullable String fullText(Mail mail) {
        return mail.text().equals(said(mail)) ? null : mail.text();
    }
}
