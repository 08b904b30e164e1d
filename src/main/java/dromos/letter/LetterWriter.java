package dromos.letter;

import dromos.cases.Case;
import dromos.cases.Entry;
import dromos.cases.LetterOrder;
import dromos.directory.Directory;
import dromos.directory.LetterModel;
import dromos.directory.LetterModel.CaseView;
import dromos.directory.LetterModel.ConsultantView;
import dromos.directory.LetterModel.Correspondent;
import dromos.directory.LetterModel.EntryView;
import dromos.directory.LetterModel.PoolView;
import dromos.directory.LetterModel.StoreView;
import dromos.directory.Mailbox;
import dromos.directory.Person;
import dromos.mail.Address;
import dromos.mail.MessageIds;
import dromos.mail.Token;
import dromos.mail.Tokens;
import dromos.store.Cases;
import dromos.store.FooterPictures;
import dromos.store.Outbox;
import dromos.store.OutboxRow;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row of the outbox of a letter that was ordered. It sees only the entries that its audience may see, is From
 * the pool, and carries its signed token in the reply address, the bounce address and the Message-ID.
 */
public final class LetterWriter {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofLocalizedDateTime(
                    FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(Locale.UK);

    private static final int MOST_ENTRIES = 50;
    private static final int LONGEST_SUBJECT = 200;

    private final Cases cases;
    private final Outbox outbox;
    private final FooterPictures pictures;
    private final Tokens tokens;
    private final MessageIds messageIds;
    private final InstantSource clock;

    public LetterWriter(
            Cases cases,
            Outbox outbox,
            FooterPictures pictures,
            Tokens tokens,
            MessageIds messageIds,
            InstantSource clock) {
        this.cases = cases;
        this.outbox = outbox;
        this.pictures = pictures;
        this.tokens = tokens;
        this.messageIds = messageIds;
        this.clock = clock;
    }

    /** @throws dromos.directory.BrokenLetter if the template fails on this case */
    public OutboxRow write(LetterOrder order, Directory directory) {
        var about = cases.find(order.caseNumber()).orElseThrow();
        var pool = directory.pool(about.getPool());
        var speaker = speaker(order, about, directory);
        var rendered = directory.letters().render(order.letter(), model(order, about, speaker, directory));
        long id = outbox.nextId();
        var token = new Token(Token.Purpose.REPLY, about.getNumber(), order.audience());
        var messageId = messageIds.create(token, id, pool.address().domain());
        var references = references(order, about);
        var mailbox = subAddressed(about, directory);
        var row = new OutboxRow(
                id,
                about.getNumber(),
                order.audience().toString(),
                order.letter(),
                order.to(),
                pool.address(),
                mailbox.map(box -> tokens.replyAddress(box.address(), token).address())
                        .orElse(null),
                order.isAcknowledgement() ? "" : bounceAddress(about, order, mailbox, pool.address()),
                messageId,
                tagged(rendered.subject(), about),
                rendered.text(),
                rendered.html(),
                order.auto(),
                order.answers() == null && !references.isEmpty()
                        ? references.get(references.size() - 1)
                        : order.answers(),
                references,
                order.attachmentsOf(),
                shownPicture(speaker, rendered.html()),
                clock.instant(),
                0);
        cases.addThreadId(about.getNumber(), messageId, order.audience().toString());
        return row;
    }

    /** The picture that the letter shows is kept with it, so that every attempt to send it shows the same one. */
    private @Nullable String shownPicture(@Nullable Person speaker, @Nullable String html) {
        var picture = speaker == null ? null : speaker.picture();
        if (picture == null || html == null || !picture.isShownIn(html)) {
            return null;
        }
        pictures.keep(picture);
        return picture.digest();
    }

    private String bounceAddress(Case about, LetterOrder order, Optional<Mailbox> mailbox, Address otherwise) {
        var token = new Token(Token.Purpose.BOUNCE, about.getNumber(), order.audience());
        return mailbox.map(box -> tokens.replyAddress(box.address(), token).address())
                .orElse(otherwise.address());
    }

    /** The mailbox that the case came to, else the first of its pool, if mail to a sub-address reaches it. */
    private static Optional<Mailbox> subAddressed(Case about, Directory directory) {
        var own = about.getMailbox() == null ? null : directory.mailboxes().get(about.getMailbox());
        if (own != null && own.subAddressing()) {
            return Optional.of(own);
        }
        return directory.mailboxes().values().stream()
                .filter(mailbox -> mailbox.pool().equals(about.getPool()) && mailbox.subAddressing())
                .findFirst();
    }

    private List<String> references(LetterOrder order, Case about) {
        var known = new ArrayList<>(cases.threadIds(about.getNumber(), order.audience()));
        if (order.answers() != null) {
            known.remove(order.answers());
            known.add(order.answers());
        }
        return known;
    }

    /** The tag stays whatever the length of what stands before it: mail programs cut subjects at 255 characters. */
    private static String tagged(String subject, Case about) {
        var tag = "[" + about.getTag() + "]";
        var words = subject.replace(tag, "").strip();
        if (subject.contains(tag) && subject.length() <= LONGEST_SUBJECT) {
            return subject;
        }
        int room = LONGEST_SUBJECT - tag.length() - 2;
        return (words.length() <= room ? words : cut(words, room).strip() + "…") + " " + tag;
    }

    /** So many characters, or one less where the last would be half a letter. */
    private static String cut(String text, int length) {
        return text.substring(0, Character.isLowSurrogate(text.charAt(length)) ? length - 1 : length);
    }

    private LetterModel model(LetterOrder order, Case about, @Nullable Person speaker, Directory directory) {
        var pool = directory.pool(about.getPool());
        var zone = directory.calendar(pool.calendar()).zone();
        var facts = order.facts();
        var entries = cases.newestEntries(about.getNumber(), MOST_ENTRIES);
        return new LetterModel(
                caseView(about, zone, directory),
                PoolView.of(pool),
                entries.stream()
                        .filter(entry -> entry.isVisibleTo(order.audience()))
                        .map(entry -> entryView(entry, zone))
                        .toList(),
                request(about, entries),
                facts.getOrDefault("text", facts.getOrDefault("question", "")),
                readable(facts, zone),
                Correspondent.of(order.to()),
                speaker == null ? ConsultantView.NOBODY : ConsultantView.of(speaker));
    }

    /** What the customer wrote last, which every letter may show: whoever gets one works on his request or is him. */
    private String request(Case about, List<Entry> entries) {
        return entries.stream()
                .filter(Entry::isOfCustomer)
                .reduce((older, newer) -> newer)
                .or(() -> cases.newestRequest(about.getNumber()))
                .map(Entry::getText)
                .orElse("");
    }

    private static EntryView entryView(Entry entry, ZoneId zone) {
        return new EntryView(
                entry.getAuthor().display(),
                WHEN.format(entry.getAt().atZone(zone)),
                entry.getText(),
                entry.getKind().word());
    }

    private static CaseView caseView(Case about, ZoneId zone, Directory directory) {
        var category = directory.categories().get(about.getCategory());
        var store = about.getStore() == null ? null : directory.stores().get(about.getStore());
        var customer = about.getCustomer();
        return new CaseView(
                about.getTag(),
                about.getNumber(),
                about.getSubject(),
                category == null ? about.getCategory() : category.title(),
                about.getStatus().word(),
                about.getPriority().name().toLowerCase(Locale.ROOT),
                WHEN.format(about.getOpened().atZone(zone)),
                customer == null ? Correspondent.NOBODY : Correspondent.of(customer),
                store == null ? StoreView.NONE : StoreView.of(store));
    }

    private static @Nullable Person speaker(LetterOrder order, Case about, Directory directory) {
        var id = order.facts().getOrDefault("consultant", about.getOwner());
        return id == null ? null : directory.people().get(id);
    }

    /** The facts that letters know; instants become dates that people read, in the zone of the pool. */
    private static Map<String, String> readable(Map<String, String> facts, ZoneId zone) {
        var readable = new HashMap<>(facts);
        readable.keySet().retainAll(LetterModel.FACTS.keySet());
        readable.computeIfPresent(
                "due", (key, due) -> WHEN.format(Instant.parse(due).atZone(zone)));
        return readable;
    }
}
