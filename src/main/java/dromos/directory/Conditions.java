package dromos.directory;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dromos.directory.Condition.All;
import dromos.directory.Condition.Any;
import dromos.directory.Condition.Field;
import dromos.directory.Condition.InMailbox;
import dromos.directory.Condition.Matches;
import dromos.directory.Condition.Not;
import dromos.directory.Condition.StoreFound;
import dromos.directory.Condition.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what stands under {@code when:}; several keys of one map must all hold. */
final class Conditions {
    private Conditions() {}

    static Condition of(YamlNode map, Reading reading) {
        var conditions = new ArrayList<Condition>();
        map.fields().forEach((key, value) -> conditions.addAll(one(key, value, reading)));
        return conditions.size() == 1 ? conditions.get(0) : new All(List.copyOf(conditions));
    }

    private static List<Condition> one(String key, YamlNode value, Reading reading) {
        return switch (key) {
            case "all" -> List.of(new All(each(value, reading)));
            case "any" -> List.of(new Any(each(value, reading)));
            case "not" -> List.of(new Not(of(value, reading)));
            case "mailbox" -> List.of(inMailbox(value, reading));
            case "store" -> List.of(new StoreFound(value.text().equals("found")));
            case "header" ->
                value.fields().entrySet().stream()
                        .map(header -> field(new Field(Field.Kind.HEADER, header.getKey()), header.getValue(), reading))
                        .toList();
            default -> List.of(field(new Field(Field.Kind.valueOf(key.toUpperCase(Locale.ROOT)), ""), value, reading));
        };
    }

    private static List<Condition> each(YamlNode list, Reading reading) {
        return list.items().stream().map(item -> of(item, reading)).toList();
    }

    private static Condition inMailbox(YamlNode value, Reading reading) {
        value.listed().forEach(name -> reading.require("mailbox", name.text(), name.at()));
        return new InMailbox(value.listed().stream().map(YamlNode::text).toList());
    }

    private static Condition field(Field field, YamlNode value, Reading reading) {
        @Nullable YamlNode pattern = value.get("matches");
        if (pattern == null) {
            return new Words(
                    field,
                    value.listed().stream().map(word -> words(word, reading)).toList());
        }
        try {
            return new Matches(field, Pattern.compile(pattern.text()));
        } catch (PatternSyntaxException e) {
            reading.problem(
                    pattern.at(),
                    "'" + pattern.text() + "' is no RE2 pattern: " + e.getDescription()
                            + " (lookahead and back references do not exist there)");
            return new Matches(field, Pattern.compile(""));
        }
    }

    private static String words(YamlNode node, Reading reading) {
        var words = Tokens.of(node.text());
        if (words.isEmpty()) {
            reading.problem(node.at(), "'" + node.text() + "' has no letter or digit; use {matches: ...} for signs");
        }
        return words;
    }
}
