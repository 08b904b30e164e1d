package dromos.app;

import dromos.directory.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why a case went the way it went. */
@Command(
        name = "explain",
        description =
                "Tells every decision about a case in order, each with its reason and the line of the configuration"
                        + " that made it. Dromos may be running meanwhile.")
final class ExplainCommand implements Callable<Integer> {
    /** The installation that knows the case. */
    static final class Where {
        @Option(names = "--config", paramLabel = "DIR", description = "Configuration folder, for its database.")
        private @Nullable Path config;

        @Option(names = "--demo", description = "The case is one of the demo's.")
        private boolean demo;
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting that wins over dromos.properties.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Parameters(
            paramLabel = "TAG|MESSAGE-ID",
            description = "The tag in a subject, with or without brackets, or the Message-ID of a mail of the case.")
    private String wanted = "";

    @Override
    public Integer call() throws SQLException, IOException {
        var config = where.config == null ? ConfigFolders.home().resolve("config") : where.config;
        var secrets = where.demo ? Secrets.always("any") : new Secrets(config, System.getenv());
        var all = where.demo ? DemoCommand.settings(DemoFiles.ofThisHouse(), 25, 0) : overrides;
        var settings = Settings.read(config, secrets, all);
        try (var database = ReadOnlyDatabase.open(settings.database())) {
            var events = new CaseExplanation(database.jdbc());
            var found = events.find(wanted);
            if (found.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("dromos: no case has the tag or Message-ID '" + wanted
                                + "'. A tag is the word in brackets of a subject, such as DR-10001-7K3QX2MZ.");
                return 1;
            }
            PrintWriter out = spec.commandLine().getOut();
            found.forEach(number -> events.tell(number, out));
            return 0;
        }
    }
}
