package dromos.app;

import dromos.directory.BrokenConfiguration;
import dromos.directory.Crons;
import dromos.directory.DirectoryLoader;
import dromos.directory.Problem;
import dromos.directory.PropertiesFile;
import dromos.directory.Secrets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code config/dromos.properties} says about this installation.
 *
 * @param node name of this process among those that share the database
 * @param loopId names the installation in X-Dromos-Loop, the same on all nodes
 * @param keys file of the keys that sign tags and tokens
 * @param deadlinesCron when the clocks are looked at, a Quartz cron with seconds
 * @param acknowledgementsPerHour of the whole router
 */
public record Settings(
        String node,
        String loopId,
        Path keys,
        Http http,
        DatabaseSettings database,
        Smtp smtp,
        int inboxWorkers,
        int outboxWorkers,
        String deadlinesCron,
        int acknowledgementsPerHour) {
    /** @param keys file of {@code name:role:sha256} lines; who may ask */
    public record Http(String host, int port, Path keys) {}

    /** @param url null runs an embedded PostgreSQL in {@code folder} */
    public record DatabaseSettings(
            @Nullable String url, String user, Optional<String> password, Path folder, int port, int connections) {
        @Override
        public String toString() {
            return "DatabaseSettings[" + (url == null ? folder : url) + "]";
        }
    }

    /** @param secret name of the secret; its value is read at each connect */
    public record Smtp(
            String host,
            int port,
            String security,
            @Nullable String user,
            @Nullable String secret,
            int connections) {}

    /**
     * Reads the file of a configuration folder.
     *
     * @param overrides values that win over the file, from the command line or a test
     * @throws BrokenConfiguration with every problem found, each with its place
     */
    public static Settings read(Path config, Secrets secrets, Map<String, String> overrides) {
        var problems = new ArrayList<Problem>();
        var file =
                PropertiesFile.read(config, DirectoryLoader.SETTINGS, problems).with(overrides);
        var settings = new Settings(
                file.text("node", hostName()),
                file.text("loop.id", "dromos"),
                file.path("keys", "secrets/keys"),
                new Http(
                        file.text("http.host", "127.0.0.1"),
                        file.number("http.port", 8080, 0, 65535),
                        file.path("http.keys", "secrets/api-keys")),
                new DatabaseSettings(
                        file.text("database.url").orElse(null),
                        file.text("database.user", "dromos"),
                        file.secret("database.secret", secrets),
                        file.path("database.folder", "../var/postgresql"),
                        file.number("database.port", 54329, 0, 65535),
                        file.number("database.connections", 12, 4, 200)),
                new Smtp(
                        file.text("smtp.host", "127.0.0.1"),
                        file.number("smtp.port", 25, 1, 65535),
                        file.choice("smtp.security", "none", List.of("none", "starttls", "tls")),
                        file.text("smtp.user").orElse(null),
                        smtpSecret(file, secrets),
                        file.number("smtp.connections", 2, 1, 50)),
                file.number("inbox.workers", 4, 1, 64),
                file.number("outbox.workers", 2, 1, 64),
                file.text("deadlines.cron", "0/1 * * * * ?"),
                file.number("acknowledgement.per-hour", 2000, 0, 1_000_000));
        Crons.check(settings.deadlinesCron)
                .ifPresent(wrong -> problems.add(new Problem(file.at("deadlines.cron"), wrong)));
        // A line may need a second connection beside its own; were there none left, all would wait for each other.
        int least = settings.inboxWorkers() + 2;
        if (settings.database().connections() < least) {
            problems.add(new Problem(
                    file.at(file.text("inbox.workers").isPresent() ? "inbox.workers" : "database.connections"),
                    settings.inboxWorkers() + " workers need at least " + least + " connections, and"
                            + " database.connections is " + settings.database().connections()
                            + "; raise it, or lower inbox.workers"));
        }
        file.refuseUnknown();
        if (!problems.isEmpty()) {
            throw new BrokenConfiguration(List.copyOf(problems));
        }
        return settings;
    }

    /** Two nodes on one host need names of their own, or each would take the other's work for its own from before. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "dromos";
        }
    }

    /** The name, once its value is known to exist; the value itself is not kept. */
    private static @Nullable String smtpSecret(PropertiesFile file, Secrets secrets) {
        return file.secret("smtp.secret", secrets).isEmpty()
                ? null
                : file.text("smtp.secret").orElse(null);
    }
}
