package dromos.app;

import dromos.directory.Location;
import dromos.directory.Nearest;
import dromos.directory.Problem;
import dromos.directory.YamlNode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Beans, methods, variables and enum texts in routes: Camel notices most of them only when a mail comes by. */
final class RouteExpressions {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{variable\\.([A-Za-z][\\w-]*)((?:\\??\\.[A-Za-z]\\w*)*)");
    private static final Pattern COMPARISON = Pattern.compile(
            "\\$\\{variable\\.([A-Za-z][\\w-]*)((?:\\.[A-Za-z]\\w*)*)(?:\\(\\))?}\\s*(?:==|!=|=~)\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern CALL = Pattern.compile("([A-Za-z]\\w*)\\s*(?:\\((.*)\\))?", Pattern.DOTALL);

    private record Copy(String name, YamlNode simple) {}

    private final RouteCheck.Known known;
    private final List<Problem> problems;
    /** Types that a variable can have; Object where that cannot be told. */
    private final Map<String, Set<Class<?>>> variables = new HashMap<>();

    RouteExpressions(RouteCheck.Known known, List<Problem> problems) {
        this.known = known;
        this.problems = problems;
        known.variables().forEach((name, type) -> define(name, type));
    }

    private void define(String name, Class<?> type) {
        variables.computeIfAbsent(name, any -> new HashSet<>()).add(type);
    }

    /** Notes which variables the files set, and of what types. */
    void learn(Collection<YamlNode> roots) {
        var copies = new ArrayList<Copy>();
        for (var node :
                roots.stream().flatMap(root -> root.everything().stream()).toList()) {
            @Nullable YamlNode set = node.get("setVariable");
            @Nullable YamlNode name = set == null ? null : set.get("name");
            if (set == null || name == null) {
                continue;
            }
            @Nullable YamlNode simple = set.get("simple");
            if (simple != null) {
                copies.add(new Copy(name.text(), simple));
            } else {
                define(name.text(), type(set));
            }
        }
        copies.forEach(this::learnCopy);
    }

    /** A variable that is taken out of another one has the type of what it is taken from. */
    private void learnCopy(Copy copy) {
        var name = copy.name();
        var source = VARIABLE.matcher(copy.simple().text());
        var types = source.lookingAt() && copy.simple().text().endsWith(source.group() + "}")
                ? resolve(copy.simple(), source.group(1), source.group(2), false)
                : Set.<Class<?>>of();
        if (types.isEmpty()) {
            define(name, Object.class);
        }
        types.forEach(type -> define(name, type));
    }

    private Class<?> type(YamlNode expression) {
        @Nullable YamlNode call = expression.get("method");
        if (call == null) {
            return Object.class;
        }
        @Nullable YamlNode bean = call.get("ref");
        @Nullable YamlNode method = call.get("method");
        @Nullable Class<?> type = bean == null ? null : known.beans().get(bean.text());
        if (type == null || method == null) {
            return Object.class;
        }
        var matcher = CALL.matcher(method.text().strip());
        return matcher.matches()
                ? methods(type)
                        .filter(candidate -> candidate.getName().equals(matcher.group(1)))
                        .findFirst()
                        .<Class<?>>map(Method::getReturnType)
                        .orElse(Object.class)
                : Object.class;
    }

    void check(YamlNode root) {
        for (var node : root.everything()) {
            @Nullable YamlNode bean = node.get("bean");
            @Nullable YamlNode method = node.get("method");
            if (bean != null) {
                call(bean);
            }
            if (method != null && !method.isScalar()) {
                call(method);
            }
            if (node.isScalar()) {
                text(node);
            }
        }
    }

    private void call(YamlNode call) {
        @Nullable YamlNode bean = call.isScalar() ? call : call.get("ref");
        if (bean == null) {
            return;
        }
        @Nullable Class<?> type = known.beans().get(bean.text());
        if (type == null) {
            problem(
                    bean.at(),
                    "there is no bean '" + bean.text() + "'"
                            + Nearest.hint(bean.text(), known.beans().keySet()));
            return;
        }
        @Nullable YamlNode method = call.get("method");
        if (method == null) {
            problem(call.at(), "name the method of '" + bean.text() + "' and its arguments, like " + example(type));
            return;
        }
        var matcher = CALL.matcher(method.text().strip());
        var name = matcher.matches() ? matcher.group(1) : method.text();
        var named = methods(type)
                .filter(candidate -> candidate.getName().equals(name))
                .toList();
        if (named.isEmpty()) {
            var names = methods(type).map(Method::getName).collect(Collectors.toSet());
            problem(method.at(), "'" + bean.text() + "' has no method '" + name + "'" + Nearest.hint(name, names));
        } else if (matcher.matches() && matcher.group(2) != null) {
            int count = arguments(matcher.group(2));
            if (named.stream().noneMatch(candidate -> candidate.getParameterCount() == count)) {
                problem(
                        method.at(),
                        "'" + bean.text() + "." + name + "' takes "
                                + named.get(0).getParameterCount() + " arguments, found " + count + "; write them like "
                                + example(type));
            }
        }
    }

    private static String example(Class<?> type) {
        return methods(type)
                .map(method -> method.getName() + "("
                        + Arrays.stream(method.getParameters())
                                .map(parameter -> "${" + parameter.getName() + "}")
                                .collect(Collectors.joining(", "))
                        + ")")
                .sorted()
                .findFirst()
                .orElse("work(${body})");
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic());
    }

    /** How many arguments stand between the brackets; commas inside braces, brackets and quotes do not count. */
    private static int arguments(String text) {
        if (text.isBlank()) {
            return 0;
        }
        int depth = 0;
        int count = 1;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{' || c == '(') {
                depth++;
            } else if (c == '}' || c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                count++;
            }
        }
        return count;
    }

    private void text(YamlNode node) {
        var used = VARIABLE.matcher(node.text());
        while (used.find()) {
            var name = used.group(1);
            if (!variables.containsKey(name)) {
                problem(node.at(), "nothing sets the variable '" + name + "'" + Nearest.hint(name, variables.keySet()));
            } else {
                resolve(node, name, used.group(2), true);
            }
        }
        var compared = COMPARISON.matcher(node.text());
        while (compared.find()) {
            for (var type : resolve(node, compared.group(1), compared.group(2), false)) {
                checkEnum(node, type, compared.group(3));
            }
        }
    }

    private void checkEnum(YamlNode node, Class<?> type, String text) {
        if (type.isEnum()) {
            var constants =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
            if (!constants.contains(text)) {
                problem(node.at(), "'" + text + "' is no " + type.getSimpleName() + Nearest.hint(text, constants));
            }
        }
    }

    /** The types that the path can have; empty where a step of it does not exist, which is reported on demand. */
    private Set<Class<?>> resolve(YamlNode node, String variable, String path, boolean report) {
        var types = variables.getOrDefault(variable, Set.of());
        for (var step : Arrays.stream(path.split("\\??\\."))
                .filter(part -> !part.isEmpty())
                .toList()) {
            if (types.stream().anyMatch(RouteExpressions::isOpen)) {
                return Set.of();
            }
            var next = new HashSet<Class<?>>();
            for (var type : types) {
                accessor(type, step).ifPresent(method -> next.add(method.getReturnType()));
                if (report) {
                    checkTwin(node, type, step);
                }
            }
            if (next.isEmpty()) {
                if (report) {
                    var names = types.stream()
                            .flatMap(RouteExpressions::methods)
                            .filter(method -> method.getParameterCount() == 0)
                            .map(Method::getName)
                            .collect(Collectors.toSet());
                    problem(node.at(), "'" + variable + "' has no '" + step + "'" + Nearest.hint(step, names));
                }
                return Set.of();
            }
            types = next;
        }
        return types;
    }

    /**
     * Camel answers {@code isFoo} and {@code getFoo} to the name {@code foo} as well, so that another method of that
     * name makes the call ambiguous; which mails fail then depends on the order in which reflection lists methods.
     */
    private void checkTwin(YamlNode node, Class<?> type, String step) {
        var asked = step.replaceFirst("^(is|get)(?=[A-Z])", "");
        var plain = Character.toLowerCase(asked.charAt(0)) + asked.substring(1);
        var capital = Character.toUpperCase(asked.charAt(0)) + asked.substring(1);
        var getters = Set.of("is" + capital, "get" + capital);
        var names = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toSet());
        if (names.contains(plain) && names.stream().anyMatch(getters::contains)) {
            problem(
                    node.at(),
                    "'" + step + "' is ambiguous to Camel: " + type.getSimpleName() + " also has a method '" + plain
                            + "'; rename that one");
        }
    }

    private static boolean isOpen(Class<?> type) {
        return type == Object.class || Map.class.isAssignableFrom(type) || List.class.isAssignableFrom(type);
    }

    private static Optional<Method> accessor(Class<?> type, String name) {
        var capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        var names = Set.of(name, "get" + capital, "is" + capital);
        return methods(type)
                .filter(method -> method.getParameterCount() == 0 && names.contains(method.getName()))
                .findFirst();
    }

    private void problem(Location at, String message) {
        problems.add(new Problem(at, message));
    }
}
