package dromos.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dromos.mail.Address;
import dromos.mail.Attachment;
import dromos.mail.Keys;
import dromos.mail.Languages;
import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.RawMail;
import dromos.mail.Tokens;
import dromos.screen.Bounce;
import dromos.screen.Screener;
import dromos.screen.Screening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads mails from files and writes down what Dromos sees in them. Thread-safe. */
final class Inspector {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MailReader reader = new MailReader();
    private final @Nullable Languages languages;
    private final Set<String> trusted;
    private final Screener screener;

    /**
     * @param languages null where the language is not to be told
     * @param trusted servers whose Authentication-Results are believed
     */
    Inspector(@Nullable Languages languages, Set<String> trusted) {
        this.languages = languages;
        this.trusted = trusted;
        // No installation is asked: no tag or token is known to be good.
        var tokens = new Tokens(Keys.parse("inspect", Keys.generate()));
        screener = new Screener(reader, tokens, new MessageIds(tokens), "none", bounce -> Optional.empty());
    }

    /** The file itself, or all files below the folder in the order of their names, and what cannot be looked into. */
    static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        var files = new ArrayList<Path>();
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            files.add(path);
        }
        return files.stream().sorted().toList();
    }

    /** Never fails: a file that cannot be read as a mail has an {@code error}. */
    ObjectNode inspect(Path file) {
        var seen = JSON.createObjectNode().put("file", file.toString());
        try {
            var mail = reader.read(new RawMail(Files.size(file), () -> Files.newInputStream(file)));
            write(mail, seen);
            write(screener.screen(mail, Set.of(), trusted, false), seen);
        } catch (UncheckedIOException unreadable) {
            seen.put("error", words(Objects.requireNonNullElse(unreadable.getCause(), unreadable)));
        } catch (IOException | RuntimeException | StackOverflowError unreadable) {
            seen.put("error", words(unreadable));
        }
        return seen;
    }

    private static String words(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return failure instanceof AccessDeniedException
                ? "permission denied"
                : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    private void write(Mail mail, ObjectNode seen) {
        seen.put("messageId", mail.messageId());
        seen.set("from", from(mail));
        addresses(mail.replyTo(), seen.putArray("replyTo"));
        addresses(mail.to(), seen.putArray("to"));
        addresses(mail.cc(), seen.putArray("cc"));
        seen.put("subject", mail.subject());
        seen.put("date", mail.date() == null ? null : mail.date().toString());
        seen.put("text", mail.text());
        seen.put("html", mail.html());
        seen.put("reply", mail.reply());
        seen.put("signature", mail.signature());
        if (languages != null) {
            seen.put("language", languages.of(mail));
        }
        var attachments = seen.putArray("attachments");
        mail.attachments().forEach(attachment -> attachments.add(attachment(attachment)));
        mail.inReplyTo().forEach(seen.putArray("inReplyTo")::add);
        mail.references().forEach(seen.putArray("references")::add);
        mail.defects().forEach(seen.putArray("defects")::add);
    }

    private static void write(Screening screening, ObjectNode seen) {
        seen.putObject("automatic")
                .put("kind", word(screening.automation().kind()))
                .put("reason", screening.automation().reason());
        var bounce = screening.report();
        seen.set("bounce", bounce == null ? JSON.nullNode() : bounce(bounce));
        seen.putObject("authentication")
                .put("result", word(screening.authentication().result()))
                .put("reason", screening.authentication().reason());
    }

    /** Where the field holds no address that can be answered, it is shown what stands there instead. */
    private static JsonNode from(Mail mail) {
        var field = mail.headers().first("From");
        if (mail.from() != null || field == null) {
            return address(mail.from());
        }
        int open = field.indexOf('<');
        int close = field.indexOf('>', open);
        boolean angled = open >= 0 && close > open;
        return JSON.createObjectNode()
                .put("address", angled ? field.substring(open + 1, close).strip() : null)
                .put("name", angled ? field.substring(0, open).strip() : field);
    }

    private static JsonNode address(@Nullable Address address) {
        return address == null
                ? JSON.nullNode()
                : JSON.createObjectNode().put("address", address.address()).put("name", address.name());
    }

    private static void addresses(List<Address> addresses, ArrayNode into) {
        addresses.forEach(address -> into.add(address(address)));
    }

    private static ObjectNode attachment(Attachment attachment) {
        return JSON.createObjectNode()
                .put("name", attachment.name())
                .put("type", attachment.type())
                .put("size", attachment.size())
                .put("sha256", attachment.sha256())
                .put("inline", attachment.inline());
    }

    private static ObjectNode bounce(Bounce bounce) {
        var written = JSON.createObjectNode();
        var recipients = written.putArray("recipients");
        bounce.recipients().forEach(failed -> recipients
                .addObject()
                .put("address", failed.address())
                .put("status", failed.status())
                .put("action", failed.action())
                .put("kind", word(failed.kind())));
        return written.put("originalMessageId", bounce.originalMessageId());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same for somebody who reads it on a screen: a line for each field that says something. */
    static String forPeople(ObjectNode seen) {
        var lines = new StringBuilder();
        seen.properties().forEach(field -> {
            var value = field.getValue();
            boolean isEmpty = value.isNull() || (value.isContainerNode() && value.isEmpty());
            if (!isEmpty) {
                var text = value.isTextual() ? value.asText() : value.toString();
                lines.append("%-15s %s%n"
                        .formatted(field.getKey(), harmless(text.strip()).replace("\n", "\n                ")));
            }
        });
        return lines.toString();
    }

    /** Nothing that a terminal would obey. */
    private static String harmless(String text) {
        var harmless = new StringBuilder(text.length());
        text.chars()
                .map(letter -> Character.isISOControl(letter) && letter != '\n' && letter != '\t' ? '\ufffd' : letter)
                .forEach(letter -> harmless.append((char) letter));
        return harmless.toString();
    }
}
