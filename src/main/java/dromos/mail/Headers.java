package dromos.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a mail, unfolded, in their order, with encoded words as they came. They are text to be read
 * by the stations and never become headers of an exchange.
 */
public final class Headers {
    private final Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param nameValues name, value, name, value ... */
    public static Headers of(String... nameValues) {
        var headers = new Headers();
        for (int i = 0; i < nameValues.length; i += 2) {
            headers.fields
                    .computeIfAbsent(nameValues[i], name -> new ArrayList<>())
                    .add(nameValues[i + 1]);
        }
        return headers;
    }

    /** All values of the field in their order, topmost first; empty where it is absent. */
    public List<String> all(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    /** The topmost value of the field, null where it is absent. */
    public @Nullable String first(String name) {
        var values = fields.get(name);
        return values == null ? null : values.get(0);
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** Whether the topmost value, in lower case, contains the text. */
    public boolean contains(String name, String text) {
        var value = first(name);
        return value != null && value.toLowerCase(Locale.ROOT).contains(text);
    }

    /** Whether a field exists whose name starts so, in any case. */
    public boolean anyStartsWith(String prefix) {
        return fields.keySet().stream().anyMatch(name -> name.regionMatches(true, 0, prefix, 0, prefix.length()));
    }

    @Override
    public String toString() {
        return fields.keySet().toString();
    }
}
