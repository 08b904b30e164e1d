package dromos.app;

import dromos.monitor.Health;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The checks of Camel's registry that are ours, and the pages that show them. A mailbox that cannot be reached is shown
 * but does not gate readiness: the router goes on with all the others.
 */
final class HealthChecks {
    private record Shown(String status, List<Check> checks) {}

    private record Check(
            String name, String status, @Nullable String detail) {}

    private record Status(String status) {}

    private final List<FigureCheck> checks = new ArrayList<>();
    private @Nullable CamelContext camel;

    HealthChecks(Health health) {
        checks.add(new FigureCheck("database", true, health::database));
        checks.add(new FigureCheck("routes", true, this::routes));
        checks.add(new FigureCheck("outbox", true, health::outbox));
        for (var mailbox : health.mailboxes()) {
            checks.add(new FigureCheck("mailbox:" + mailbox, false, () -> health.mailbox(mailbox)));
        }
    }

    /** Adds the checks to the registry of that context, whose routes are looked at from now on. */
    void watch(CamelContext context) {
        camel = context;
        var registry = HealthCheckRegistry.get(context);
        for (var check : checks) {
            check.setCamelContext(context);
            if (registry != null) {
                registry.register(check);
            }
        }
    }

    private Health.State routes() {
        var context = camel;
        if (context == null || !context.getStatus().isStarted()) {
            return new Health.State(false, "not yet started");
        }
        var stopped = context.getRoutes().stream()
                .map(route -> route.getRouteId())
                .filter(id -> !context.getRouteController().getRouteStatus(id).isStarted())
                .toList();
        return stopped.isEmpty()
                ? new Health.State(true, context.getRoutes().size() + " started")
                : new Health.State(false, "stopped: " + String.join(", ", stopped));
    }

    /** The process answers: nothing else is meant by it, so that nobody restarts it because of a database. */
    WebServer.Answer live() {
        return answer(true, new Status("up"));
    }

    /** For load balancers: without a word about why. */
    WebServer.Answer ready() {
        boolean ready = checks.stream().filter(FigureCheck::isReadiness).allMatch(check -> isUp(check.call()));
        return answer(ready, new Status(ready ? "up" : "down"));
    }

    /** All checks with their details; the status is that of those that gate readiness. */
    WebServer.Answer all() {
        var shown = new ArrayList<Check>();
        boolean ready = true;
        for (var check : checks) {
            var result = check.call();
            ready &= isUp(result) || !check.isReadiness();
            shown.add(new Check(
                    check.getId(),
                    isUp(result) ? "up" : "down",
                    result.getMessage().orElse(null)));
        }
        return answer(ready, new Shown(ready ? "up" : "down", shown));
    }

    private static boolean isUp(HealthCheck.Result result) {
        return result.getState() == HealthCheck.State.UP;
    }

    private static WebServer.Answer answer(boolean well, Object content) {
        return new WebServer.Answer(well ? 200 : 503, "application/json", Json.write(content));
    }
}
