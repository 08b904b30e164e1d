package dromos.monitor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures and those of the JVM in Prometheus' text format, version 0.0.4. */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final FreshFigures figures;
    // Micrometer holds what it reads from weakly.
    private final List<Figure> watched;
    private @Nullable Figures now;

    /** @param mailboxes and pools are the labels; there is no other */
    public Metrics(FreshFigures figures, Collection<String> mailboxes, Collection<String> pools) {
        this.figures = figures;
        this.watched = FigureTable.of(mailboxes, pools).stream()
                .filter(figure -> !figure.metric().isEmpty())
                .toList();
        watched.forEach(this::register);
        collections.bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private void register(Figure figure) {
        var tags = Tags.empty();
        for (Map.Entry<String, String> label : figure.labels().entrySet()) {
            tags = tags.and(label.getKey(), label.getValue());
        }
        if (figure.counter()) {
            FunctionCounter.builder(figure.metric(), figure, this::value)
                    .description(figure.description())
                    .tags(tags)
                    .register(registry);
        } else {
            Gauge.builder(figure.metric(), figure, this::value)
                    .description(figure.description())
                    .tags(tags)
                    .register(registry);
        }
    }

    private double value(Figure figure) {
        return now == null ? Double.NaN : figure.value().applyAsDouble(now);
    }

    /** Figures that cannot be read are NaN, so that their absence is seen. */
    public synchronized String scrape() {
        now = figures.read().orElse(null);
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
