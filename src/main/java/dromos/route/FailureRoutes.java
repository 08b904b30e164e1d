package dromos.route;

import org.apache.camel.builder.RouteConfigurationBuilder;

/**
 * No route handles a failure by itself: in the line it reaches {@code inbox}, which records it in a transaction of its
 * own; in {@code deadlines} it rolls the step back. Without an id, the configuration covers every YAML route.
 */
public final class FailureRoutes extends RouteConfigurationBuilder {
    @Override
    public void configuration() {
        routeConfiguration().errorHandler(noErrorHandler());

        // A step that failed is gone as if it had never been taken; the other clocks go on meanwhile.
        routeConfiguration("deadlines")
                .errorHandler(noErrorHandler())
                .onCompletion()
                .onFailureOnly()
                .bean("dueNow", "pause(${variable.deadline}, ${exception})");
    }
}
