package dromos.app;

import dromos.directory.DirectoryInForce;
import dromos.monitor.CaseBook;
import dromos.monitor.FreshFigures;
import dromos.monitor.Health;
import dromos.monitor.MBeans;
import dromos.monitor.Metrics;
import dromos.monitor.Records;
import dromos.store.Cases;
import dromos.store.Database;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** How the running router is watched: REST, health, metrics and MBeans, all from the same figures. */
final class Watch implements AutoCloseable {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final DirectoryInForce directory;
    private final Records records;
    private final CaseBook cases;
    private final FreshFigures figures;
    private final Metrics metrics;
    private final HealthChecks health;
    private final WebServer web;
    private @Nullable MBeans mbeans;

    Watch(
            Settings.Http settings,
            ApiKeys keys,
            Database database,
            Cases cases,
            DirectoryInForce directory,
            InstantSource clock) {
        var mailboxes = directory.current().mailboxes().keySet();
        this.directory = directory;
        this.records = new Records(database, mailboxes);
        this.cases = new CaseBook(cases, records);
        this.figures = new FreshFigures(database, clock);
        this.metrics =
                new Metrics(figures, mailboxes, directory.current().pools().keySet());
        this.health = new HealthChecks(new Health(figures, mailboxes));
        this.web = new WebServer(settings, keys);
        web.page("/observe/health/live", health::live);
        web.page("/observe/health/ready", health::ready);
        web.page("/observe/health", health::all);
        web.page("/observe/metrics", () -> new WebServer.Answer(200, PROMETHEUS, metrics.scrape()));
    }

    /** What the REST routes call, by name. */
    Map<String, Object> beans() {
        return Map.of(
                "requests",
                new Requests(directory),
                "records",
                records,
                "caseBook",
                cases,
                "problems",
                new Problems(),
                "json",
                Json.mapper(),
                WebServer.ROUTER_NAME,
                web.platformRouter());
    }

    /** Takes the port; to be called before the routes start, so that a port in use stops the start at once. */
    void start() {
        web.start();
        var known = directory.current();
        mbeans = new MBeans(figures, known.mailboxes().keySet(), known.pools().keySet());
    }

    /** Looks at the routes of that context from now on. */
    void watch(CamelContext camel) {
        health.watch(camel);
    }

    int port() {
        return web.port();
    }

    @Override
    public void close() {
        if (mbeans != null) {
            mbeans.close();
        }
        web.close();
        metrics.close();
        figures.close();
    }
}
