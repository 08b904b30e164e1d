package dromos.directory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of the loader: the folder, the names found so far, and everything that is wrong. */
final class Reading {
    final Path folder;
    final Secrets secrets;
    final List<Problem> problems = new ArrayList<>();
    private final Map<String, Map<String, Location>> names = new LinkedHashMap<>();
    private final Map<String, List<Item>> items = new LinkedHashMap<>();
    private final Set<String> soundKinds = new TreeSet<>();
    private final Set<String> unreadable = new TreeSet<>();

    Reading(Path folder, Secrets secrets) {
        this.folder = folder;
        this.secrets = secrets;
    }

    void problem(Location at, String message) {
        problems.add(new Problem(at, message));
    }

    /** Reads a file, checks it against its schema, and remembers the names that it defines. */
    void open(String kind, String file, String key) {
        var root = YamlNode.read(folder, file, problems);
        if (root.isEmpty()) {
            unreadable.add(kind);
            return;
        }
        var broken = new SchemaCheck("/dromos/directory/" + file.replace(".yaml", ".schema.json"))
                .check(root.get(), problems);
        if (broken.isEmpty()) {
            soundKinds.add(kind);
        }
        var sound = new ArrayList<Item>();
        for (int i = 0; i < root.get().items().size(); i++) {
            var node = root.get().items().get(i);
            @Nullable YamlNode name = node.get(key);
            boolean isNew = name != null && define(kind, name.text(), name.at());
            if (isNew && !broken.contains(i)) {
                sound.add(new Item(node, this));
            }
        }
        items.put(kind, sound);
    }

    /** Whether the schema found nothing wrong in that file, so that what is missing is truly missing. */
    boolean isSound(String kind) {
        return soundKinds.contains(kind);
    }

    /** Builds one thing of each entry that its schema found sound, by name in the order of the file. */
    <T> Map<String, T> build(String kind, String key, Function<Item, T> builder) {
        var things = new LinkedHashMap<String, T>();
        for (var item : items.getOrDefault(kind, List.of())) {
            things.put(item.text(key, ""), builder.apply(item));
        }
        return things;
    }

    /** @return false, and a problem, where the name exists already */
    boolean define(String kind, String name, Location at) {
        @Nullable
        Location first =
                names.computeIfAbsent(kind, any -> new LinkedHashMap<>()).putIfAbsent(name, at);
        if (first != null) {
            problem(
                    at,
                    "the " + kind + " '" + name + "' exists already, in " + first.fileAndLine()
                            + "; choose another name");
        }
        return first == null;
    }

    /** True for every name where the file that would define it cannot be read: one mistake is one problem. */
    boolean knows(String kind, String name) {
        return unreadable.contains(kind) || names.getOrDefault(kind, Map.of()).containsKey(name);
    }

    /** Reports a name that nothing of that kind has. */
    void require(String kind, String name, Location at) {
        if (!knows(kind, name)) {
            problem(at, "there is no " + kind + " '" + name + "'" + Nearest.hint(name, names(kind)));
        }
    }

    Set<String> names(String kind) {
        return names.getOrDefault(kind, Map.of()).keySet();
    }

    /** All names of several kinds, for hints. */
    Set<String> names(Collection<String> kinds) {
        var all = new TreeSet<String>();
        kinds.forEach(kind -> all.addAll(names(kind)));
        return all;
    }

    Optional<Location> definition(String kind, String name) {
        return Optional.ofNullable(names.getOrDefault(kind, Map.of()).get(name));
    }
}
