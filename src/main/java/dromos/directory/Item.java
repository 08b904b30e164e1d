package dromos.directory;

import dromos.mail.Address;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a configuration file. A getter reports what is wrong with its value and returns a stand-in, so that the
 * reading goes on and finds the rest; the loader throws in the end.
 */
record Item(YamlNode node, Reading reading) {
    Location at() {
        return node.at();
    }

    String text(String key, String otherwise) {
        @Nullable YamlNode value = node.get(key);
        return value == null ? otherwise : value.text();
    }

    int number(String key, int otherwise) {
        @Nullable YamlNode value = node.get(key);
        return value == null ? otherwise : value.json().asInt();
    }

    boolean flag(String key, boolean otherwise) {
        @Nullable YamlNode value = node.get(key);
        return value == null ? otherwise : value.json().asBoolean();
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        @Nullable YamlNode value = node.get(key);
        return value == null ? otherwise : Enum.valueOf(type, value.text().toUpperCase(Locale.ROOT));
    }

    List<YamlNode> nodes(String key) {
        @Nullable YamlNode value = node.get(key);
        return value == null ? List.of() : value.listed();
    }

    List<Item> items(String key) {
        return nodes(key).stream().map(item -> new Item(item, reading)).toList();
    }

    List<String> texts(String key) {
        return nodes(key).stream().map(YamlNode::text).toList();
    }

    Set<String> textSet(String key) {
        return new TreeSet<>(texts(key));
    }

    Duration duration(String key, Duration otherwise) {
        @Nullable Duration duration = durationOrNull(key);
        return duration == null ? otherwise : duration;
    }

    @Nullable
    Duration durationOrNull(String key) {
        @Nullable YamlNode value = node.get(key);
        if (value == null) {
            return null;
        }
        var duration = Durations.parse(value.text());
        if (duration.isEmpty()) {
            reading.problem(value.at(), "'" + value.text() + "' is no duration; " + Durations.SYNTAX);
        }
        return duration.orElse(null);
    }

    LocalDate date(String key, LocalDate otherwise) {
        @Nullable YamlNode value = node.get(key);
        return value == null ? otherwise : date(value, reading);
    }

    static LocalDate date(YamlNode value, Reading reading) {
        try {
            return LocalDate.parse(value.text());
        } catch (DateTimeException e) {
            reading.problem(value.at(), "'" + value.text() + "' is no date; write it like 2026-12-24");
            return LocalDate.EPOCH;
        }
    }

    Address address(String key) {
        @Nullable YamlNode value = node.get(key);
        return value == null ? Address.of("nobody@invalid.invalid") : address(value);
    }

    List<Address> addresses(String key) {
        return nodes(key).stream().map(this::address).toList();
    }

    private Address address(YamlNode value) {
        return Addresses.parse(value.text(), value.at(), reading);
    }

    /** A name that must exist; the default is trusted to. */
    String reference(String key, String kind, String otherwise) {
        @Nullable YamlNode value = node.get(key);
        if (value == null) {
            if (!reading.knows(kind, otherwise)) {
                reading.problem(
                        at(),
                        "'" + key + "' is missing here, and there is no " + kind + " '" + otherwise
                                + "' to fall back on");
            }
            return otherwise;
        }
        reading.require(kind, value.text(), value.at());
        return value.text();
    }

    @Nullable
    String referenceOrNull(String key, String kind) {
        return node.get(key) == null ? null : reference(key, kind, "");
    }

    /** Letter names by role. */
    Map<String, String> letters() {
        var letters = new LinkedHashMap<String, String>();
        @Nullable YamlNode table = node.get("letters");
        if (table != null) {
            table.fields().forEach((role, letter) -> {
                if (!Letters.ROLES.contains(role)) {
                    reading.problem(
                            letter.keyAt(),
                            "there is no letter role '" + role + "'" + Nearest.hint(role, Letters.ROLES));
                }
                reading.require("letter", letter.text(), letter.at());
                letters.put(role, letter.text());
            });
        }
        return letters;
    }

    /**
     * An escalation chain; a first step without {@code after} is the breach notice.
     *
     * @param notice letter of the first step unless it names one; later steps take {@code escalation}
     */
    List<Step> escalation(String notice) {
        var steps = new ArrayList<Step>();
        for (var step : items("escalation")) {
            var letter = step.reference("letter", "letter", steps.isEmpty() ? notice : "escalation");
            var after = step.duration("after", Duration.ZERO);
            if (!steps.isEmpty() && after.compareTo(steps.get(steps.size() - 1).after()) <= 0) {
                reading.problem(step.at(), "this step is not later than the one before; give it a longer 'after'");
            }
            step.nodes("to").forEach(this::checkRecipient);
            steps.add(new Step(after, step.texts("to"), letter));
        }
        return steps;
    }

    private void checkRecipient(YamlNode recipient) {
        var who = recipient.text();
        if (who.contains("@")) {
            address(recipient);
        } else if (!Step.ROLES.contains(who) && !reading.knows("person", who)) {
            var known = new TreeSet<>(Step.ROLES);
            known.addAll(reading.names("person"));
            reading.problem(
                    recipient.at(),
                    "'" + who + "' is neither a person nor a role nor a mail address" + Nearest.hint(who, known));
        }
    }
}
