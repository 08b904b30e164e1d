package dromos.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON Schema whose findings are told in plain words, with the nearest valid key or value. */
public final class SchemaCheck {
    private static final Set<String> ALTERNATIVES = Set.of("oneOf", "anyOf", "not");

    private final JsonNode document;
    private final JsonSchema schema;

    /** @param resource on the class path, {@code /dromos/directory/pools.schema.json} */
    public SchemaCheck(String resource) {
        try (var stream = SchemaCheck.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("no schema " + resource);
            }
            document = new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var config = SchemaValidatorsConfig.builder().locale(Locale.ROOT).build();
        schema = JsonSchemaFactory.getInstance(SpecVersionDetector.detect(document))
                .getSchema(document, config);
    }

    /**
     * Reports what the schema forbids.
     *
     * @return the positions of the items in the root list that are broken; the others can be read on
     */
    public Set<Integer> check(YamlNode root, List<Problem> problems) {
        var broken = new HashSet<Integer>();
        var messages = schema.validate(root.json());
        for (var message : messages) {
            if (isEcho(message, messages)) {
                continue;
            }
            var path = message.getInstanceLocation();
            if (path.getNameCount() > 0 && path.getElement(0) instanceof Integer item) {
                broken.add(item);
            }
            problems.add(translate(message, find(root, message)));
        }
        return broken;
    }

    /**
     * Whether another message tells the cause: alternatives that were not meant, and a missing key beside its
     * misspelling.
     */
    private static boolean isEcho(ValidationMessage message, Set<ValidationMessage> all) {
        var path = message.getInstanceLocation();
        return switch (message.getType()) {
            case "oneOf", "anyOf", "not" ->
                all.stream()
                        .anyMatch(other -> !ALTERNATIVES.contains(other.getType())
                                && other.getInstanceLocation().startsWith(path));
            case "type" ->
                all.stream()
                        .anyMatch(other -> !ALTERNATIVES.contains(other.getType())
                                && !other.getType().equals("type")
                                && other.getInstanceLocation().startsWith(path));
            case "required" ->
                all.stream()
                        .anyMatch(other -> other.getType().equals("additionalProperties")
                                && other.getInstanceLocation().equals(path)
                                && (message.getProperty().equals("expression")
                                        || Nearest.to(other.getProperty(), List.of(message.getProperty()))
                                                .isPresent()));
            default -> false;
        };
    }

    private static YamlNode find(YamlNode root, ValidationMessage message) {
        var path = message.getInstanceLocation();
        var node = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            var step = path.getElement(i);
            @Nullable
            YamlNode next = step instanceof Integer index ? node.items().get(index) : node.get(step.toString());
            if (next == null) {
                return node;
            }
            node = next;
        }
        return node;
    }

    private Problem translate(ValidationMessage message, YamlNode node) {
        var rule = message.getSchemaNode();
        return switch (message.getType()) {
            case "additionalProperties" -> unknownKey(message, node);
            case "required" ->
                new Problem(node.at(), "the key '" + message.getProperty() + "' is missing here" + sample(message));
            case "enum" ->
                new Problem(
                        node.at(),
                        "'" + node.text() + "' is not possible here" + Nearest.hint(node.text(), texts(rule)));
            case "type" -> new Problem(node.at(), "expected " + kinds(rule) + ", found " + kind(node.json()));
            case "pattern" ->
                new Problem(node.at(), "'" + node.text() + "' does not fit here; " + description(message));
            case "minItems", "minProperties", "minLength" -> new Problem(node.at(), "this must not be empty");
            default -> new Problem(node.at(), message.getError());
        };
    }

    private Problem unknownKey(ValidationMessage message, YamlNode node) {
        var wrong = message.getProperty();
        var known = new ArrayList<String>();
        parent(message).path("properties").fieldNames().forEachRemaining(known::add);
        @Nullable YamlNode value = node.get(wrong);
        return new Problem(
                value == null ? node.at() : value.keyAt(),
                "there is no key '" + wrong + "' here" + Nearest.hint(wrong, known));
    }

    private String sample(ValidationMessage message) {
        var description =
                parent(message).path("properties").path(message.getProperty()).path("description");
        return description.isMissingNode() ? "" : ": " + description.asText();
    }

    /** The words of the schema's author on the value that did not fit. */
    private String description(ValidationMessage message) {
        return "expected " + parent(message).path("description").asText("another form");
    }

    /** The schema that holds the keyword which complains. */
    private JsonNode parent(ValidationMessage message) {
        var path = message.getSchemaLocation().getFragment();
        var node = document;
        for (int i = 0; i < path.getNameCount(); i++) {
            var step = path.getElement(i);
            var next = step instanceof Integer index ? node.path(index) : node.path(step.toString());
            if (i == path.getNameCount() - 1 || next.isMissingNode()) {
                break;
            }
            node = next;
        }
        // "required" is reported at the keyword or at its entry, depending on the validator's version.
        return node.isArray() ? document : node;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static String kinds(JsonNode type) {
        return type.isArray()
                ? String.join(
                        " or ", texts(type).stream().map(SchemaCheck::plain).toList())
                : plain(type.asText());
    }

    private static String kind(JsonNode json) {
        return plain(json.getNodeType().name().toLowerCase(Locale.ROOT));
    }

    private static String plain(String type) {
        return switch (type) {
            case "array" -> "a list (lines that start with '- ')";
            case "object" -> "a map (lines of 'key: value')";
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> "nothing";
        };
    }
}
