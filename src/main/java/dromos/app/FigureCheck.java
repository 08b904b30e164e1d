package dromos.app;

import dromos.monitor.Health;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** One health check of Camel's registry. It tells about readiness only where it gates it. */
final class FigureCheck extends AbstractHealthCheck {
    private final boolean gatesReady;
    private final Supplier<Health.State> state;

    FigureCheck(String id, boolean gatesReady, Supplier<Health.State> state) {
        super("dromos", id);
        this.gatesReady = gatesReady;
        this.state = state;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public boolean isReadiness() {
        return gatesReady;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        var now = state.get();
        builder.message(now.detail())
                .state(
                        now.well()
                                ? org.apache.camel.health.HealthCheck.State.UP
                                : org.apache.camel.health.HealthCheck.State.DOWN);
    }
}
