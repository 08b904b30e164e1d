package dromos.app;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import dromos.directory.Secrets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The routes and the configuration of this house, with a mail server and people beside them. It differs from {@code
 * run} in nothing but its data folder, its ports and its time limits.
 */
@Command(
        name = "demo",
        description =
                "Runs the sample shop of config/ and routes/ with a mail server of its own, and lets some customers"
                        + " write. Everything stays on this machine; the data are in var/demo, and the next demo goes on with"
                        + " them.")
final class DemoCommand implements Callable<Integer>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);
    private static final int PATIENCE_SECONDS = 120;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();

    @Override
    public Integer call() throws Exception {
        var console = new Console(spec.commandLine().getOut());
        var files = DemoFiles.ofThisHouse();
        files.prepare();
        var stop = new StopSignal(this);
        try {
            open(files, console);
        } catch (Exception | Error failure) {
            close();
            throw failure;
        }
        stop.await();
        return 0;
    }

    private void open(DemoFiles files, Console console) throws Exception {
        var home = ConfigFolders.home();
        var config = home.resolve("config");
        var routes = home.resolve("routes");
        var server = mailServer(console);
        var overrides = settings(files, server.smtpPort(), freePort("HTTP", 8080, console));
        var secrets = Secrets.always("any");
        var checked = Checks.of(config, routes, secrets, overrides);
        console.note("config", summary(checked));
        checked.directory().mailboxes().values().forEach(mailbox -> server.open(mailbox.addresses()));
        var router = Router.start(
                config, routes, secrets, overrides, new DemoDirectory(server.imapPort()), InstantSource.system());
        opened.push(router);
        console.note("ready", "in %.1f s; here is what happens now:".formatted(secondsSinceStart()));
        console.text("");
        play(server, router, files, console);
    }

    private LocalMailServer mailServer(Console console) {
        var server = new LocalMailServer(freePort("SMTP", 3025, console), freePort("IMAP", 3143, console));
        server.greenMail().withConfiguration(new GreenMailConfiguration().withDisabledAuthentication());
        server.start();
        opened.push(server);
        console.note(
                "mail", "a server of our own: SMTP port " + server.smtpPort() + ", IMAP port " + server.imapPort());
        return server;
    }

    private static String summary(Checks checked) {
        var directory = checked.directory();
        return "in order: %d mailboxes, %d departments, %d stores, %d categories, %d files of routes"
                .formatted(
                        directory.mailboxes().size(),
                        directory.departments().size(),
                        directory.stores().size(),
                        directory.categories().size(),
                        checked.routeFiles());
    }

    private void play(LocalMailServer server, Router router, DemoFiles files, Console console) throws Exception {
        var story = new StoryTeller(router.database().jdbc(), router.directory(), console);
        opened.push(story);
        story.begin();
        var support = router.directory()
                .mailboxes()
                .values()
                .iterator()
                .next()
                .address()
                .address();
        var people = new DemoPeople(
                server,
                router.directory(),
                support,
                (box, tag) -> console.line(
                        Instant.now(),
                        "BOX",
                        tag,
                        "the letter is in the box of %s, %.1f s after the start".formatted(box, secondsSinceStart())));
        opened.push(people);
        people.begin();
        if (!people.awaitEnd(PATIENCE_SECONDS)) {
            console.note("", "Not everything has happened that should have; " + files.log() + " may say why.");
        }
        new DemoFarewell(server, router, files).tell(console, support);
    }

    private static double secondsSinceStart() {
        return (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
    }

    /** The usual port, else the next one that nobody has. */
    private static int freePort(String what, int usual, Console console) {
        for (int port = usual; port < usual + 100; port++) {
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (port != usual) {
                    console.note("port", usual + " is taken, so " + what + " is at " + probe.getLocalPort());
                }
                return port;
            } catch (IOException taken) { // The next one, then.
            }
        }
        throw new IllegalStateException(what + " finds no free port from " + usual + " to " + (usual + 99));
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failure) {
                LOG.warn("a part of the demo did not stop cleanly", failure);
            }
        }
    }

    static Map<String, String> settings(DemoFiles files, int smtpPort, int httpPort) {
        return Map.ofEntries(
                Map.entry("database.url", ""),
                Map.entry("database.secret", ""),
                Map.entry("database.folder", files.database().toString()),
                Map.entry("database.port", "0"),
                Map.entry("keys", files.keys().toString()),
                Map.entry("http.host", "127.0.0.1"),
                Map.entry("http.port", Integer.toString(httpPort)),
                Map.entry("http.keys", files.httpKeys().toString()),
                Map.entry("smtp.host", "127.0.0.1"),
                Map.entry("smtp.port", Integer.toString(smtpPort)),
                Map.entry("smtp.security", "none"),
                Map.entry("smtp.user", ""),
                Map.entry("smtp.secret", ""));
    }
}
