package dromos.command;

import dromos.cases.Case;
import dromos.cases.CaseEvent;
import dromos.cases.Entry;
import dromos.directory.Directory;
import dromos.mail.Address;
import dromos.mail.Audience;
import dromos.mail.Mail;
import dromos.mail.Tags;
import dromos.store.Cases;
import dromos.store.Received;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A customer writes for the first time: a case with its number and tag, and his mail as its first entry. */
public final class OpenCase {
    private static final int LONGEST_SUBJECT = 500;

    private final Cases cases;
    private final Tags tags;
    private final History history;
    private final Correspondence correspondence;

    public OpenCase(Cases cases, Tags tags, History history, Correspondence correspondence) {
        this.cases = cases;
        this.tags = tags;
        this.history = history;
        this.correspondence = correspondence;
    }

    /**
     * @param linkedTo number of the case that the mail seems to be about without belonging to it; null for none
     * @param linkReason why so, in words
     * @param pool that answers it
     * @param language that it is written in, {@code de}; empty where that is not known
     */
    public Case open(
            Mail mail,
            Received received,
            @Nullable Long linkedTo,
            String linkReason,
            String pool,
            String language,
            Directory directory) {
        long number = cases.nextNumber();
        var rendered = tags.render(directory.pool(pool).prefix(), number);
        var tag = rendered.substring(1, rendered.length() - 1);
        var mailbox = directory.mailboxes().containsKey(received.source()) ? received.source() : null;
        var opened = new Case(
                number, tag, pool, mailbox, customer(mail, directory), subject(mail, directory), received.received());
        opened.writtenIn(language);
        if (linkedTo != null) {
            opened.linkTo(linkedTo);
        }
        cases.open(opened);
        cases.add(correspondence.publicEntry(number, Entry.Kind.REQUEST, mail, received));
        correspondence.remember(number, mail, Audience.CUSTOMER, directory);
        history.record(
                opened,
                CaseEvent.Type.OPENED,
                mail.sender(),
                linkReason,
                directory,
                Map.of("mailbox", received.source(), "message", Long.toString(received.id())));
        if (linkedTo != null) {
            history.record(opened, CaseEvent.Type.LINKED, CaseEvent.ROUTER, linkReason, directory);
        }
        return opened;
    }

    private static @Nullable Address customer(Mail mail, Directory directory) {
        var from = mail.from();
        return from == null || directory.isOwnAddress(from) ? null : from;
    }

    /** Our letters repeat it: a tag of another case in it would lead every answer to them astray. */
    private String subject(Mail mail, Directory directory) {
        return tags.without(shortened(mail.subject()), directory.tagPrefixes()).strip();
    }

    private static String shortened(String subject) {
        return subject.codePointCount(0, subject.length()) <= LONGEST_SUBJECT
                ? subject
                : subject.substring(0, subject.offsetByCodePoints(0, LONGEST_SUBJECT));
    }
}
