package dromos.directory;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of a YAML file that knows where it stands. Aliases and duplicate keys are refused when it is read.
 *
 * @param json the same content for the schema validator
 * @param at where the value starts
 * @param keyAt where its key starts; the same as {@code at} for items of a list
 * @param fields by key in their order, empty unless this is a map
 * @param items empty unless this is a list
 */
public record YamlNode(JsonNode json, Location at, Location keyAt, Map<String, YamlNode> fields, List<YamlNode> items) {
    /** Reads the file, or reports why that is impossible: missing, empty, not UTF-8, not YAML. */
    public static Optional<YamlNode> read(Path folder, String name, List<Problem> problems) {
        return TextFile.read(folder, name, problems).flatMap(file -> new YamlReader(file, problems).read());
    }

    public @Nullable YamlNode get(String key) {
        return fields.get(key);
    }

    /** The scalar as it was written, empty for a map, list or null. */
    public String text() {
        return json.isValueNode() && !json.isNull() ? json.asText() : "";
    }

    public boolean isScalar() {
        return json.isValueNode();
    }

    /** The texts of a list, or of a scalar that stands for a list of one. */
    public List<YamlNode> listed() {
        return json.isArray() ? items : List.of(this);
    }

    /** This node, then all nodes below it in the order of the file. */
    public List<YamlNode> everything() {
        var all = new ArrayList<YamlNode>();
        collect(all);
        return all;
    }

    private void collect(List<YamlNode> all) {
        all.add(this);
        fields.values().forEach(field -> field.collect(all));
        items.forEach(item -> item.collect(all));
    }

    @Override
    public String toString() {
        return at + " " + json;
    }
}
