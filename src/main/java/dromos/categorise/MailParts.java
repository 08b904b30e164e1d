package dromos.categorise;

import dromos.directory.Condition.Field;
import dromos.directory.Tokens;
import dromos.mail.Address;
import dromos.mail.Attachment;
import dromos.mail.Mail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts of one mail that rules ask about, as they are and as words. */
final class MailParts {
    private final Mail mail;
    private final Map<Field, String> words = new HashMap<>();

    MailParts(Mail mail) {
        this.mail = mail;
    }

    /** Subject and text as words. */
    String content() {
        return words(new Field(Field.Kind.CONTENT, ""));
    }

    /** The part in the form of {@link Tokens}, made once. */
    String words(Field field) {
        return words.computeIfAbsent(field, part -> Tokens.of(raw(part)));
    }

    String raw(Field field) {
        return switch (field.kind()) {
            case FROM -> addresses(mail.from() == null ? List.of() : List.of(mail.from()));
            case TO -> addresses(mail.sentTo());
            case SUBJECT -> mail.subject();
            case TEXT -> text();
            case CONTENT -> mail.subject() + "\n" + text();
            case ATTACHMENT -> mail.attachments().stream().map(Attachment::name).collect(Collectors.joining("\n"));
            case HEADER -> String.join("\n", mail.headers().all(field.header()));
        };
    }

    /** What was written now; a mail that only forwards another one says it all in its quote. */
    private String text() {
        return mail.reply().isBlank() ? mail.text() : mail.reply();
    }

    private static String addresses(List<Address> addresses) {
        return addresses.stream().map(Address::toString).collect(Collectors.joining("\n"));
    }
}
