package dromos;

import dromos.app.RouteCheck;
import dromos.app.RoutesKnow;
import dromos.directory.Problem;
import dromos.route.FailureRoutes;
import dromos.route.InboxRoutes;
import dromos.route.IntakeRoutes;
import dromos.route.OutboxRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold between the routes of a folder, those in Java, and the map and glossary in the folder's README. The
 * routes are loaded as Camel loads them, but nothing is started. Each rule gives its violations in words, none if it holds.
 *
 * <p>REST is no part of the line; its routes are not on the map.
 */
final class RoutesLint {
    private static final String SUFFIX = ".camel.yaml";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{variable\\.([A-Za-z][\\w-]*)");
    private static final Pattern ROW = Pattern.compile("\\| `([\\w-]+)` \\|[^|]*\\|([^|]*)\\|.*");

    /** All that may stand between {@code line} and the end of its transaction. */
    private static final Set<Class<?>> SYNCHRONOUS = Set.of(
            ToDefinition.class,
            BeanDefinition.class,
            ChoiceDefinition.class,
            WhenDefinition.class,
            OtherwiseDefinition.class,
            FilterDefinition.class,
            SplitDefinition.class,
            SetBodyDefinition.class,
            SetVariableDefinition.class,
            LogDefinition.class,
            ThrowExceptionDefinition.class,
            TransactedDefinition.class,
            TryDefinition.class,
            CatchDefinition.class);

    private final Path folder;
    private final String readme;
    private final Map<String, RouteDefinition> routes = new TreeMap<>();

    private RoutesLint(Path folder, List<RouteDefinition> definitions, List<RouteTemplateDefinition> templates)
            throws IOException {
        this.folder = folder;
        this.readme = Files.readString(folder.resolve("README.md"));
        for (var route : definitions) {
            routes.put(route.getRouteId().replaceAll("-\\d+$", "-<worker>"), route);
        }
        for (var template : templates) {
            var parameter = template.getTemplateParameters().get(0).getName();
            routes.put(template.getId() + "-<" + parameter + ">", template.getRoute());
        }
    }

    /** @param more routes in Java beside our own */
    static RoutesLint of(Path folder, RoutesBuilder... more) throws Exception {
        try (var context = new DefaultCamelContext()) {
            var java = new ArrayList<RoutesBuilder>(
                    List.of(new FailureRoutes(), new IntakeRoutes(List.of()), new InboxRoutes(1), new OutboxRoutes(1)));
            java.addAll(List.of(more));
            for (var builder : java) {
                context.addRoutes(builder);
            }
            var loader = PluginHelper.getRoutesLoader(context);
            loader.loadRoutes(resources(context, folder));
            return new RoutesLint(folder, context.getRouteDefinitions(), context.getRouteTemplateDefinitions());
        }
    }

    private static Collection<Resource> resources(DefaultCamelContext context, Path folder) throws Exception {
        return PluginHelper.getPackageScanResourceResolver(context)
                .findResources("file:" + folder.toAbsolutePath() + "/*" + SUFFIX);
    }

    /** Whatever {@code bin/dromos check} finds. */
    List<String> check() {
        return RouteCheck.check(folder, RoutesKnow.ALL).stream()
                .map(Problem::toString)
                .toList();
    }

    List<String> directs() {
        var violations = new ArrayList<String>();
        var consumers = routes.values().stream().map(RoutesLint::entry).toList();
        var called =
                new TreeSet<>(graph().values().stream().flatMap(Set::stream).toList());
        for (var name : called) {
            long count = consumers.stream().filter(("direct:" + name)::equals).count();
            if (count != 1) {
                violations.add("direct:" + name + " has " + count + " consumers");
            }
        }
        return violations;
    }

    List<String> names() {
        var violations = new ArrayList<String>();
        routes.forEach((id, route) -> {
            if (route.getDescriptionText() == null || route.getDescriptionText().isBlank()) {
                violations.add(id + " has no description");
            }
            if (entry(route).startsWith("direct:") && !entry(route).equals("direct:" + id)) {
                violations.add(id + " starts from " + entry(route));
            }
            var file = file(route);
            if (file != null && !file.matches("\\d\\d-" + Pattern.quote(id + SUFFIX))) {
                violations.add(id + " stands in " + file);
            }
        });
        return violations;
    }

    List<String> otherwises() {
        var violations = new ArrayList<String>();
        routes.forEach((id, route) -> steps(route, ChoiceDefinition.class).forEach(choice -> {
            var otherwise = choice.getOtherwise();
            boolean throwsOnly = otherwise != null
                    && otherwise.getOutputs().size() == 1
                    && otherwise.getOutputs().get(0) instanceof ThrowExceptionDefinition;
            if (file(route) != null && !throwsOnly) {
                violations.add(id + " has a choice whose otherwise does not only throw");
            }
        }));
        return violations;
    }

    List<String> line() {
        var violations = new ArrayList<String>();
        for (var id : reached("line")) {
            var route = routes.get(id);
            for (var step : route == null ? List.<ProcessorDefinition<?>>of() : steps(route)) {
                if (!SYNCHRONOUS.contains(step.getClass())) {
                    violations.add(id + " has the step " + step.getShortName());
                } else if (step instanceof ToDefinition to && !to.getUri().matches("(direct|bean):.*")) {
                    violations.add(id + " calls " + to.getUri());
                } else if (step instanceof SplitDefinition split && leavesTheThread(split)) {
                    violations.add(id + " splits in parallel");
                }
            }
        }
        return violations;
    }

    private static boolean leavesTheThread(SplitDefinition split) {
        return Stream.of(split.getParallelProcessing(), split.getStreaming(), split.getExecutorService())
                .anyMatch(option -> option != null && !option.equals("false"));
    }

    private Set<String> reached(String first) {
        var graph = graph();
        var reached = new LinkedHashSet<String>();
        var next = new ArrayList<>(List.of(first));
        while (!next.isEmpty()) {
            var id = next.remove(next.size() - 1);
            if (reached.add(id)) {
                next.addAll(graph.getOrDefault(id, Set.of()));
            }
        }
        return reached;
    }

    /** The glossary names each variable, and who sets it, exactly. */
    List<String> glossary() {
        var used = new TreeMap<String, Set<String>>();
        routes.forEach((id, route) -> {
            for (var step : steps(route)) {
                texts(step).forEach(text -> VARIABLE.matcher(text)
                        .results()
                        .forEach(found -> used.computeIfAbsent(found.group(1), any -> new TreeSet<>())));
                if (step instanceof SetVariableDefinition set) {
                    used.computeIfAbsent(set.getName(), any -> new TreeSet<>()).add(id);
                }
            }
        });
        var rows = new TreeMap<String, Set<String>>();
        for (var line : readme.lines().toList()) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                var setters = new TreeSet<String>();
                Pattern.compile("`([\\w-]+)`").matcher(row.group(2)).results().forEach(by -> setters.add(by.group(1)));
                rows.put(row.group(1), setters);
            }
        }
        // The intake asks for it in Java; routes of an engineer set it before they call.
        used.put("mailbox", Set.of("hand-in"));
        return differences("the glossary", rows, used);
    }

    List<String> map() {
        var drawn = new TreeMap<String, Set<String>>();
        var block = Pattern.compile("```map\\n(.*?)```", Pattern.DOTALL).matcher(readme);
        if (block.find()) {
            for (var line : block.group(1).lines().toList()) {
                var sides = line.split(" -> ", 2);
                drawn.put(
                        sides[0].strip(), new TreeSet<>(sides.length == 1 ? List.of() : List.of(sides[1].split(", "))));
            }
        }
        return differences("the map", drawn, graph());
    }

    /** Which {@code direct:} routes each route calls. */
    Map<String, Set<String>> graph() {
        var graph = new TreeMap<String, Set<String>>();
        routes.forEach((id, route) -> {
            var calls = new TreeSet<String>();
            for (var to : steps(route, ToDefinition.class)) {
                if (to.getUri().startsWith("direct:")) {
                    calls.add(to.getUri().substring("direct:".length()));
                }
            }
            graph.put(id, calls);
        });
        return graph;
    }

    /** The {@code direct:} endpoints that our routes in Java start from. */
    Set<String> consumedInJava() {
        var endpoints = new TreeSet<String>();
        routes.values().stream()
                .filter(route -> file(route) == null)
                .map(RoutesLint::entry)
                .filter(entry -> entry.startsWith("direct:"))
                .forEach(endpoints::add);
        return endpoints;
    }

    private static List<String> differences(String where, Map<String, Set<String>> said, Map<String, Set<String>> is) {
        var violations = new ArrayList<String>();
        var names = new TreeSet<>(said.keySet());
        names.addAll(is.keySet());
        for (var name : names) {
            var left = said.get(name);
            var right = is.get(name);
            if (left == null || right == null) {
                violations.add(name + (left == null ? " is missing in " : " is only in ") + where);
            } else if (!left.equals(right)) {
                violations.add(name + " is " + right + ", " + where + " says " + left);
            }
        }
        return violations;
    }

    private static String entry(RouteDefinition route) {
        return route.getInput().getUri().replace("direct://", "direct:");
    }

    private static @Nullable String file(RouteDefinition route) {
        var resource = route.getResource();
        if (resource == null || !resource.getLocation().endsWith(SUFFIX)) {
            return null;
        }
        return resource.getLocation().replaceAll(".*[/:]", "");
    }

    private static List<ProcessorDefinition<?>> steps(RouteDefinition route) {
        var steps = new ArrayList<ProcessorDefinition<?>>();
        steps(route, ProcessorDefinition.class).forEach(steps::add);
        return steps;
    }

    private static <T> Collection<T> steps(RouteDefinition route, Class<T> type) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), type);
    }

    /** Where a step may name variables. */
    private static List<String> texts(ProcessorDefinition<?> step) {
        var texts = new ArrayList<@Nullable String>();
        if (step instanceof ExpressionNode node && node.getExpression() != null) {
            texts.add(node.getExpression().toString());
        } else if (step instanceof BeanDefinition bean) {
            texts.add(bean.getMethod());
        } else if (step instanceof LogDefinition log) {
            texts.add(log.getMessage());
        } else if (step instanceof ThrowExceptionDefinition failure) {
            texts.add(failure.getMessage());
        }
        return texts.stream().filter(text -> text != null).toList();
    }
}
