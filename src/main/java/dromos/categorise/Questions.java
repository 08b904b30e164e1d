package dromos.categorise;

import dromos.directory.Condition;
import dromos.directory.Condition.Field;
import dromos.directory.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts the conditions of rules to one mail; each answer says why. */
final class Questions {
    record Answer(boolean holds, String why) {}

    private final MailParts parts;
    private final @Nullable String mailbox;
    private final boolean storeFound;

    Questions(MailParts parts, @Nullable String mailbox, boolean storeFound) {
        this.parts = parts;
        this.mailbox = mailbox;
        this.storeFound = storeFound;
    }

    Answer ask(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all(all.conditions());
        }
        if (condition instanceof Condition.Any any) {
            return any(any.conditions());
        }
        if (condition instanceof Condition.Not not) {
            var answer = ask(not.condition());
            return new Answer(!answer.holds(), answer.why());
        }
        if (condition instanceof Condition.Words words) {
            return words(words);
        }
        if (condition instanceof Condition.Matches matches) {
            boolean found =
                    matches.pattern().matcher(parts.raw(matches.field())).find();
            return new Answer(
                    found,
                    name(matches.field()) + (found ? " matches '" : " does not match '")
                            + matches.pattern().pattern() + "'");
        }
        if (condition instanceof Condition.InMailbox in) {
            boolean holds = mailbox != null && in.mailboxes().contains(mailbox);
            return new Answer(holds, "it came to " + (mailbox == null ? "no mailbox" : "mailbox " + mailbox));
        }
        boolean expected = ((Condition.StoreFound) condition).expected();
        return new Answer(expected == storeFound, storeFound ? "a store was found" : "no store was found");
    }

    private Answer all(List<Condition> conditions) {
        var reasons = new ArrayList<String>();
        for (var condition : conditions) {
            var answer = ask(condition);
            if (!answer.holds()) {
                return answer;
            }
            reasons.add(answer.why());
        }
        return new Answer(true, String.join(", ", reasons));
    }

    private Answer any(List<Condition> conditions) {
        var reasons = new ArrayList<String>();
        for (var condition : conditions) {
            var answer = ask(condition);
            if (answer.holds()) {
                return answer;
            }
            reasons.add(answer.why());
        }
        return new Answer(false, String.join(", ", reasons));
    }

    private Answer words(Condition.Words condition) {
        var tokens = parts.words(condition.field());
        for (var words : condition.words()) {
            if (Tokens.contain(tokens, words)) {
                return new Answer(true, name(condition.field()) + " has '" + words + "'");
            }
        }
        return new Answer(
                false, name(condition.field()) + " has none of '" + String.join("', '", condition.words()) + "'");
    }

    private static String name(Field field) {
        return field.kind() == Field.Kind.HEADER
                ? "header " + field.header()
                : field.kind().name().toLowerCase(Locale.ROOT);
    }
}
