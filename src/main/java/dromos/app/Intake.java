package dromos.app;

import dromos.directory.DirectoryInForce;
import dromos.directory.Nearest;
import dromos.mail.MailIdentity;
import dromos.mail.RawMail;
import dromos.mailbox.Chunk;
import dromos.mailbox.Content;
import dromos.mailbox.Fetched;
import dromos.store.Arrival;
import dromos.store.Inbox;
import dromos.store.MailboxProgress;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.component.mail.MailMessage;

/** Stores what arrives, raw and once, in the transaction of the route that brings it. */
public final class Intake {
    private final Inbox inbox;
    private final MailboxProgress progress;
    private final DirectoryInForce directory;
    private final InstantSource clock;

    Intake(Inbox inbox, MailboxProgress progress, DirectoryInForce directory, InstantSource clock) {
        this.inbox = inbox;
        this.progress = progress;
        this.directory = directory;
        this.clock = clock;
    }

    /** Stores a chunk of a mailbox, and how far the mailbox has been read. */
    public void store(Chunk chunk) throws IOException {
        var arrivals = new ArrayList<Arrival>();
        for (var mail : chunk.mails()) {
            arrivals.add(arrival(chunk, mail));
        }
        int added = inbox.add(arrivals);
        progress.stored(chunk.mailbox(), chunk.uidValidity(), chunk.lastUid(), added);
    }

    private Arrival arrival(Chunk chunk, Fetched mail) throws IOException {
        var now = clock.instant();
        if (mail.content() instanceof Content.Refused refused) {
            return new Arrival(
                    chunk.mailbox(), chunk.uidValidity(), mail.uid(), now, mail.size(), null, null, refused.reason());
        }
        var content = (Content.Raw) mail.content();
        var raw = new RawMail(mail.size(), content::open);
        var identity = MailIdentity.of(raw);
        return new Arrival(chunk.mailbox(), chunk.uidValidity(), mail.uid(), now, identity.size(), identity, raw, null);
    }

    /**
     * Stores one message of any other source: the body is a mail's bytes, text or stream, or the exchange comes from
     * one of Camel's mail consumers. Variable {@code mailbox} names the mailbox that it counts for; the first one of
     * the configuration where it is not set.
     */
    public void handIn(Exchange exchange) throws IOException, MessagingException, InvalidPayloadException {
        var bytes = bytes(exchange);
        var raw = RawMail.of(bytes);
        inbox.add(List.of(new Arrival(
                mailbox(exchange), null, null, clock.instant(), bytes.length, MailIdentity.of(raw), raw, null)));
    }

    private String mailbox(Exchange exchange) {
        var known = directory.current().mailboxes().keySet();
        var named = exchange.getVariable("mailbox", String.class);
        if (named == null) {
            return known.iterator().next();
        }
        if (!known.contains(named)) {
            throw new IllegalArgumentException(
                    "variable 'mailbox' names no mailbox: '" + named + "'" + Nearest.hint(named, known));
        }
        return named;
    }

    private static byte[] bytes(Exchange exchange) throws IOException, MessagingException, InvalidPayloadException {
        if (exchange.getMessage() instanceof MailMessage mail && mail.getOriginalMessage() != null) {
            return bytes(mail.getOriginalMessage());
        }
        if (exchange.getMessage().getBody() instanceof Message mail) {
            return bytes(mail);
        }
        return exchange.getMessage().getMandatoryBody(byte[].class);
    }

    private static byte[] bytes(Message mail) throws IOException, MessagingException {
        var bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return bytes.toByteArray();
    }
}
