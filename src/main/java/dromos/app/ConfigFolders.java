package dromos.app;

import dromos.directory.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where an installation's configuration is, as commands are told. */
final class ConfigFolders {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            required = true,
            description = "Folder of dromos.properties, mailboxes.yaml and the other files of config/.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Path config;

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            description = "Folder of the YAML routes. Without it: routes beside the configuration folder, else the ones"
                    + " that came with Dromos.")
    private @Nullable Path routes;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting that wins over dromos.properties; may be given several times.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    Path config() {
        return folder("--config", config);
    }

    Path routes() {
        if (routes != null) {
            return folder("--routes", routes);
        }
        var beside = config().toAbsolutePath().resolveSibling("routes");
        return Files.isDirectory(beside) ? beside : home().resolve("routes");
    }

    Map<String, String> overrides() {
        return overrides;
    }

    Secrets secrets() {
        return new Secrets(config(), System.getenv());
    }

    /** The folder that Dromos was unpacked or checked out to. */
    static Path home() {
        return Path.of(System.getProperty("dromos.home", "")).toAbsolutePath();
    }

    private Path folder(String option, Path given) {
        if (!Files.isDirectory(given)) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": there is no folder " + given.toAbsolutePath().normalize());
        }
        return given;
    }
}
