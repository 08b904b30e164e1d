package dromos.directory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads one YAML file in one pass and remembers the place of every key and value. */
final class YamlReader {
    private static final YAMLFactory YAML = new YAMLFactory();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TextFile file;
    private final List<Problem> problems;

    YamlReader(TextFile file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    Optional<YamlNode> read() {
        try (var parser = YAML.createParser(file.text())) {
            if (parser.nextToken() == null) {
                problems.add(
                        new Problem(new Location(file.name(), 1, 1), "this file is empty; expected a list, '- ...'"));
                return Optional.empty();
            }
            var root = node(parser, place(parser));
            if (parser.nextToken() != null) {
                problems.add(new Problem(place(parser), "a second document starts here; one file holds one document"));
                return Optional.empty();
            }
            return Optional.of(root);
        } catch (JsonProcessingException e) {
            problems.add(syntax(e));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private YamlNode node(YAMLParser parser, Location keyAt) throws IOException {
        var at = place(parser);
        if (parser.isCurrentAlias()) {
            problems.add(new Problem(at, "aliases (*name) are not allowed here; write the value out"));
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(parser, at, keyAt);
            case START_ARRAY -> list(parser, at, keyAt);
            default -> new YamlNode(scalar(parser), at, keyAt, Map.of(), List.of());
        };
    }

    private YamlNode map(YAMLParser parser, Location at, Location keyAt) throws IOException {
        var json = JSON.objectNode();
        var fields = new LinkedHashMap<String, YamlNode>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var nameAt = place(parser);
            parser.nextToken();
            var value = node(parser, nameAt);
            var first = fields.putIfAbsent(name, value);
            if (first != null) {
                problems.add(new Problem(
                        nameAt,
                        "the key '" + name + "' stands here a second time, first in line "
                                + first.keyAt().line() + "; remove one of them"));
            }
            json.set(name, value.json());
        }
        return new YamlNode(json, at, keyAt, fields, List.of());
    }

    private YamlNode list(YAMLParser parser, Location at, Location keyAt) throws IOException {
        var json = JSON.arrayNode();
        var items = new ArrayList<YamlNode>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var item = node(parser, place(parser));
            items.add(item);
            json.add(item.json());
        }
        return new YamlNode(json, at, keyAt, Map.of(), items);
    }

    private static JsonNode scalar(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> JSON.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> JSON.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> JSON.booleanNode(true);
            case VALUE_FALSE -> JSON.booleanNode(false);
            case VALUE_NULL -> JSON.nullNode();
            default -> JSON.textNode(parser.getText());
        };
    }

    private Location place(JsonParser parser) {
        var location = parser.currentTokenLocation();
        return new Location(file.name(), location.getLineNr(), location.getColumnNr());
    }

    private Problem syntax(JsonProcessingException e) {
        // Jackson's own location is where its last token ended, which may be lines before the mistake.
        if (!(e.getCause() instanceof MarkedYAMLException marked) || marked.getProblemMark() == null) {
            return new Problem(new Location(file.name(), 1, 1), "this is not YAML");
        }
        var mark = marked.getProblemMark();
        var at = new Location(file.name(), mark.getLine() + 1, mark.getColumn() + 1);
        return marked.getProblem().contains("(TAB)")
                ? new Problem(at, "a tab stands here; YAML is indented with spaces only")
                : new Problem(at, "this is not YAML: " + marked.getProblem());
    }
}
