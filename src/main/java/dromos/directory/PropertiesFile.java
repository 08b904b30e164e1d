package dromos.directory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings as lines of {@code key = value}; {@code #} starts a comment line; nothing is escaped. Whoever reads them
 * asks for each key that exists, then calls {@link #refuseUnknown}: a key nobody asked for is a mistake.
 */
public final class PropertiesFile {
    private record Value(String text, Location at) {}

    private final String name;
    private final Path folder;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final TreeSet<String> asked = new TreeSet<>();
    private final List<Problem> problems;

    private PropertiesFile(Path folder, String name, List<Problem> problems) {
        this.folder = folder;
        this.name = name;
        this.problems = problems;
    }

    /** Reads the file; problems, here and in the getters, are added to the list and a default stands in. */
    public static PropertiesFile read(Path folder, String name, List<Problem> problems) {
        var properties = new PropertiesFile(folder, name, problems);
        TextFile.read(folder, name, problems).ifPresent(file -> properties.parse(file.text()));
        return properties;
    }

    private void parse(String text) {
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            int equals = line.indexOf('=');
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            int start = line.length() - line.stripLeading().length();
            if (equals < 0) {
                problems.add(new Problem(new Location(name, number, start + 1), "expected 'key = value'"));
                continue;
            }
            var key = line.substring(0, equals).strip();
            var value = line.substring(equals + 1);
            int column = equals + 2 + value.length() - value.stripLeading().length();
            @Nullable
            Value first = values.putIfAbsent(key, new Value(value.strip(), new Location(name, number, column)));
            if (first != null) {
                problems.add(new Problem(
                        new Location(name, number, start + 1),
                        "the key '" + key + "' stands here a second time, first in line " + first.at.line()));
            }
        }
    }

    /** Other values for some keys, from the command line or a test; they win over the file. */
    public PropertiesFile with(Map<String, String> overrides) {
        overrides.forEach((key, value) -> values.put(key, new Value(value, at(key))));
        return this;
    }

    /** Empty where the key is absent or has no value. */
    public Optional<String> text(String key) {
        return value(key).map(Value::text);
    }

    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    public int number(String key, int otherwise, int least, int most) {
        return typed(key, otherwise, "a whole number from " + least + " to " + most, text -> {
            if (!text.matches("-?\\d{1,9}")) {
                return Optional.empty();
            }
            int number = Integer.parseInt(text);
            return number < least || number > most ? Optional.empty() : Optional.of(number);
        });
    }

    public Duration duration(String key, Duration otherwise) {
        return typed(key, otherwise, "a duration (" + Durations.SYNTAX + ")", Durations::parse);
    }

    public boolean flag(String key, boolean otherwise) {
        return typed(key, otherwise, "true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** One of a few words. */
    public String choice(String key, String otherwise, List<String> possible) {
        return typed(key, otherwise, "one of " + String.join(", ", possible), text -> Optional.of(text)
                .filter(possible::contains));
    }

    /** A path; a relative one starts at the configuration folder. */
    public Path path(String key, String otherwise) {
        return folder.resolve(text(key, otherwise)).normalize();
    }

    /**
     * The value of the secret whose name stands under that key; empty where the key is. A name without a secret is
     * reported.
     */
    public Optional<String> secret(String key, Secrets secrets) {
        var value = value(key);
        var secret = value.flatMap(found -> secrets.find(found.text()));
        if (value.isPresent() && secret.isEmpty()) {
            var missing = value.get();
            problems.add(new Problem(
                    missing.at(), "the secret '" + missing.text() + "' is missing; " + Secrets.cure(missing.text())));
        }
        return secret;
    }

    /** Where the value of the key stands, for checks that are made elsewhere. */
    public Location at(String key) {
        @Nullable Value value = values.get(key);
        return value == null ? new Location(name, 1, 1) : value.at();
    }

    /** Reports each key that nobody asked for; call it last. */
    public void refuseUnknown() {
        values.forEach((key, value) -> {
            if (!asked.contains(key)) {
                problems.add(new Problem(
                        new Location(name, value.at().line(), 1),
                        "there is no setting '" + key + "'" + Nearest.hint(key, asked)));
            }
        });
    }

    private Optional<Value> value(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key))
                .filter(value -> !value.text().isEmpty());
    }

    private <T> T typed(String key, T otherwise, String expected, Function<String, Optional<T>> reader) {
        var value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        var typed = reader.apply(value.get().text());
        if (typed.isEmpty()) {
            problems.add(new Problem(
                    value.get().at(), "'" + value.get().text() + "' does not fit " + key + "; expected " + expected));
        }
        return typed.orElse(otherwise);
    }
}
