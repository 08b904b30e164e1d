package dromos.app;

import dromos.directory.Location;
import dromos.directory.Nearest;
import dromos.directory.Problem;
import dromos.directory.SchemaCheck;
import dromos.directory.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the folder of routes as text, before Camel does, and finds what Camel would start with in silence: files it
 * does not load, calls into nowhere, methods, variables and options that do not exist. Routes of the line, whose files
 * are numbered 20 to 78 and 90, may moreover only use steps that cannot lose a mail.
 */
public final class RouteCheck {
    /**
     * What exists outside of the folder.
     *
     * @param beans by name
     * @param consumed {@code direct:} endpoints that Java routes consume
     * @param called {@code direct:} endpoints that Java routes call
     * @param variables set by Java routes, with their types
     * @param templates route templates in Java, with their parameters
     */
    public record Known(
            Map<String, Class<?>> beans,
            Set<String> consumed,
            Set<String> called,
            Map<String, Class<?>> variables,
            Map<String, Set<String>> templates) {}

    /** Camel's own schema of its YAML, large, and therefore read once. */
    private static final class CamelSchema {
        static final SchemaCheck CHECK = new SchemaCheck("/schema/camelYamlDsl.json");
    }

    private static final String SUFFIX = ".camel.yaml";
    private static final Set<String> ELSEWHERE = Set.of(
            "onException", "errorHandler", "onCompletion", "intercept", "interceptFrom", "interceptSendToEndpoint");

    private final Path folder;
    private final Known known;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, YamlNode> files = new TreeMap<>();

    private RouteCheck(Path folder, Known known) {
        this.folder = folder;
        this.known = known;
    }

    /** Everything that is wrong, sorted by file and line; empty where Camel may start. */
    public static List<Problem> check(Path folder, Known known) {
        return new RouteCheck(folder, known).check();
    }

    private List<Problem> check() {
        readFiles();
        files.values().forEach(root -> CamelSchema.CHECK.check(root, problems));
        files.forEach(this::checkFile);
        checkCalls();
        var expressions = new RouteExpressions(known, problems);
        expressions.learn(files.values());
        files.values().forEach(expressions::check);
        var endpoints = new RouteEndpoints(problems);
        files.values().forEach(endpoints::check);
        return problems.stream().sorted().distinct().toList();
    }

    private void readFiles() {
        for (var path : list()) {
            var name = path.getFileName().toString();
            var at = new Location(name, 1, 1);
            if (name.startsWith(".") || name.equals("README.md")) {
                continue;
            }
            if (Files.isDirectory(path)) {
                problems.add(new Problem(at, "routes in a folder below are not loaded; move them up"));
            } else if (!name.matches("\\d\\d-[a-z][a-z0-9-]*" + SUFFIX.replace(".", "\\."))) {
                problems.add(new Problem(
                        at, "this file is not loaded; name it NN-name" + SUFFIX + ", like 60-dispatch" + SUFFIX));
            } else {
                YamlNode.read(folder, name, problems).ifPresent(root -> files.put(name, root));
            }
        }
        if (files.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(new Location(folder.toString(), 1, 1), "there is no route in this folder"));
        }
    }

    private List<Path> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkFile(String name, YamlNode root) {
        for (var item : root.items()) {
            item.fields().forEach((key, value) -> {
                if (ELSEWHERE.contains(key)) {
                    problems.add(
                            new Problem(
                                    value.keyAt(),
                                    "'" + key
                                            + "' would apply to this file only; failures are handled once, by the inbox: remove it"));
                }
                if (key.equals("templatedRoute")) {
                    checkTemplate(value);
                }
            });
        }
        var routes = routes(root);
        var ids = routes.stream().map(route -> text(route, "id")).toList();
        for (var route : routes) {
            if (text(route, "id").isEmpty()) {
                problems.add(new Problem(route.at(), "this route has no id; add 'id: " + stem(name) + "'"));
            }
            if (text(route, "description").isEmpty()) {
                problems.add(
                        new Problem(route.at(), "this route has no description; say in one sentence what it does"));
            }
        }
        if (isLine(name)) {
            if (!ids.equals(List.of(stem(name)))) {
                problems.add(new Problem(
                        routes.isEmpty() ? root.at() : routes.get(0).at(),
                        "a file of the line holds one route with the file's own name; expected the id '" + stem(name)
                                + "', found " + ids));
            }
            routes.forEach(route -> new LineRoute(problems).check(route, stem(name)));
        }
    }

    private static boolean isLine(String file) {
        int number = Integer.parseInt(file.substring(0, 2));
        return (number >= 20 && number <= 78) || number == 90;
    }

    private static String stem(String file) {
        return file.substring(3, file.length() - SUFFIX.length());
    }

    private void checkTemplate(YamlNode use) {
        @Nullable YamlNode reference = use.get("routeTemplateRef");
        var templates = new TreeMap<>(known.templates());
        files.values().stream()
                .flatMap(root -> root.items().stream())
                .map(item -> item.get("routeTemplate"))
                .filter(template -> template != null)
                .forEach(template ->
                        templates.put(text(template, "id"), parameters(template).keySet()));
        if (reference == null) {
            return;
        }
        @Nullable Set<String> possible = templates.get(reference.text());
        if (possible == null) {
            problems.add(new Problem(
                    reference.at(),
                    "there is no route template '" + reference.text() + "'"
                            + Nearest.hint(reference.text(), templates.keySet())));
            return;
        }
        parameters(use).forEach((parameter, at) -> {
            if (!possible.contains(parameter)) {
                problems.add(new Problem(
                        at,
                        "the template '" + reference.text() + "' has no parameter '" + parameter + "'"
                                + Nearest.hint(parameter, possible)));
            }
        });
    }

    private static Map<String, Location> parameters(YamlNode template) {
        var names = new TreeMap<String, Location>();
        @Nullable YamlNode parameters = template.get("parameters");
        if (parameters != null) {
            for (var parameter : parameters.items()) {
                @Nullable YamlNode name = parameter.get("name");
                if (name != null) {
                    names.put(name.text(), name.at());
                }
            }
        }
        return names;
    }

    /** Every call has exactly one consumer. */
    private void checkCalls() {
        var consumers = new TreeMap<String, Location>();
        for (var root : files.values()) {
            for (var route : routes(root)) {
                @Nullable YamlNode from = uri(route.get("from"));
                if (from == null || !from.text().startsWith("direct:")) {
                    continue;
                }
                var name = endpoint(from.text());
                @Nullable Location first = consumers.putIfAbsent(name, from.at());
                if (first != null || known.consumed().contains(name)) {
                    problems.add(new Problem(
                            from.at(),
                            "'" + name + "' has a consumer already, "
                                    + (first == null ? "a route in Java" : first.fileAndLine())
                                    + "; choose another name"));
                }
            }
        }
        var all = new TreeSet<>(known.consumed());
        all.addAll(consumers.keySet());
        files.values().stream().flatMap(root -> root.everything().stream()).forEach(node -> {
            var name = endpoint(node.text());
            if (name.matches("direct:[^$\\s{]+") && !all.contains(name)) {
                problems.add(new Problem(node.at(), "nothing consumes '" + name + "'" + Nearest.hint(name, all)));
            }
        });
        for (var name : known.called()) {
            if (!all.contains(name)) {
                problems.add(new Problem(
                        new Location("routes", 1, 1),
                        "no route starts from '" + name + "', which the routes in Java call; restore its file"));
            }
        }
    }

    private static String endpoint(String uri) {
        int question = uri.indexOf('?');
        return (question < 0 ? uri : uri.substring(0, question)).replace("direct://", "direct:");
    }

    private static List<YamlNode> routes(YamlNode root) {
        var routes = new ArrayList<YamlNode>();
        for (var item : root.items()) {
            @Nullable YamlNode route = item.get("route");
            if (route != null) {
                routes.add(route);
            } else if (item.get("from") != null) {
                routes.add(item);
            }
        }
        return routes;
    }

    /** The node that holds the URI, whether it was written short or long. */
    static @Nullable YamlNode uri(@Nullable YamlNode endpoint) {
        return endpoint == null || endpoint.isScalar() ? endpoint : endpoint.get("uri");
    }

    private static String text(YamlNode node, String key) {
        @Nullable YamlNode value = node.get(key);
        return value == null ? "" : value.text();
    }
}
