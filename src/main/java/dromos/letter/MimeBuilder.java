package dromos.letter;

import dromos.mail.Address;
import dromos.mail.Attachment;
import dromos.mail.Attachments;
import dromos.mail.MailReader;
import dromos.mail.MailWriter;
import dromos.mail.OutgoingMail;
import dromos.store.FooterPictures;
import dromos.store.Inbox;
import dromos.store.OutboxRow;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.stream.Stream;

/** Makes the MIME of a row of the outbox when it is sent: byte for byte the same each time, attachments streamed. */
public final class MimeBuilder {
    private final Inbox inbox;
    private final FooterPictures pictures;
    private final MailReader reader;
    private final MailWriter writer;
    private final String loopId;

    /** @param loopId identity of this router, the same on all of its nodes */
    public MimeBuilder(Inbox inbox, FooterPictures pictures, MailReader reader, MailWriter writer, String loopId) {
        this.inbox = inbox;
        this.pictures = pictures;
        this.reader = reader;
        this.writer = writer;
        this.loopId = loopId;
    }

    public MimeMessage build(OutboxRow row) {
        return writer.write(new OutgoingMail(
                row.id(),
                row.messageId(),
                row.created(),
                row.envelopeFrom(),
                row.from(),
                row.replyTo() == null
                        ? null
                        : new Address(row.replyTo(), row.from().name()),
                row.to(),
                row.subject(),
                row.text(),
                row.html(),
                row.auto(),
                loopId,
                row.inReplyTo() == null ? List.of() : List.of(row.inReplyTo()),
                row.references(),
                Stream.concat(
                                Stream.ofNullable(row.picture())
                                        .map(digest -> pictures.picture(digest).inline()),
                                row.attachmentsOf().stream().flatMap(this::parts))
                        .toList()));
    }

    private Stream<OutgoingMail.Part> parts(long message) {
        var raw = inbox.raw(message);
        var opened = reader.attachments(raw);
        return reader.read(raw).attachments().stream().map(attachment -> part(attachment, opened));
    }

    private static OutgoingMail.Part part(Attachment attachment, Attachments opened) {
        return new OutgoingMail.Part(attachment.name(), attachment.type(), null, () -> opened.open(attachment.index()));
    }
}
