package dromos.app;

import dromos.directory.Nearest;
import dromos.directory.Problem;
import dromos.directory.YamlNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a route of the line may do: nothing asynchronous, nothing that speaks to the world, no quiet way out. */
final class LineRoute {
    private static final Set<String> STEPS =
            Set.of("to", "bean", "choice", "split", "setVariable", "enrich", "log", "throwException");
    private static final Set<String> SPLIT_HAZARDS = Set.of("parallelProcessing", "streaming", "executorService");

    private final List<Problem> problems;

    LineRoute(List<Problem> problems) {
        this.problems = problems;
    }

    void check(YamlNode route, String name) {
        @Nullable YamlNode from = route.get("from");
        @Nullable YamlNode uri = RouteCheck.uri(from);
        if (from == null || uri == null) {
            return;
        }
        if (!uri.text().equals("direct:" + name)) {
            problem(uri, "this route is part of the line and starts from 'direct:" + name + "'");
        }
        steps(from);
        if (route.get("steps") != null) {
            steps(route);
        }
    }

    private void steps(YamlNode holder) {
        @Nullable YamlNode steps = holder.get("steps");
        if (steps == null) {
            return;
        }
        for (var step : steps.items()) {
            step.fields().forEach(this::step);
        }
    }

    private void step(String kind, YamlNode step) {
        if (!STEPS.contains(kind)) {
            problems.add(
                    new Problem(step.keyAt(), "'" + kind + "' is not allowed in the line" + Nearest.hint(kind, STEPS)));
        }
        switch (kind) {
            case "to", "enrich" -> onlyDirect(step);
            case "choice" -> choice(step);
            case "split" -> split(step);
            default -> steps(step);
        }
    }

    private void onlyDirect(YamlNode step) {
        @Nullable YamlNode uri = RouteCheck.uri(step);
        if (uri != null && !uri.text().startsWith("direct:")) {
            problem(
                    uri,
                    "'" + uri.text()
                            + "' leaves the line before its transaction is committed; only direct: is allowed. "
                            + "Order a letter by direct:post to tell the world");
        }
    }

    private void choice(YamlNode choice) {
        @Nullable YamlNode when = choice.get("when");
        if (when != null) {
            when.items().forEach(this::steps);
        }
        @Nullable YamlNode otherwise = choice.get("otherwise");
        if (otherwise == null) {
            problem(
                    choice,
                    "this choice has no 'otherwise' that throws, so a misspelt condition would lose the mail in silence");
            return;
        }
        @Nullable YamlNode steps = otherwise.get("steps");
        boolean onlyThrows = steps != null
                && steps.items().size() == 1
                && steps.items().get(0).get("throwException") != null;
        if (!onlyThrows) {
            problem(otherwise, "'otherwise' only throws (throwException), so that a misspelt condition is loud");
        }
    }

    private void split(YamlNode split) {
        @Nullable YamlNode stop = split.get("stopOnException");
        if (stop == null || !stop.text().equals("true")) {
            problem(split, "a split in the line needs 'stopOnException: true', or a failure is passed over");
        }
        split.fields().forEach((key, value) -> {
            if (SPLIT_HAZARDS.contains(key) && !value.text().equals("false")) {
                problems.add(new Problem(
                        value.keyAt(),
                        "'" + key + "' leaves the thread of the transaction and is not allowed in the line"));
            }
        });
        steps(split);
    }

    private void problem(YamlNode node, String message) {
        problems.add(new Problem(node.at(), message));
    }
}
