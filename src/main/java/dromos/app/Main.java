package dromos.app;

import dromos.directory.BrokenConfiguration;
import dromos.mail.Keys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 done, or stopped as asked; 1 something is wrong with the configuration or with what
 * it names; 2 the command itself was not understood.
 */
@Command(
        name = "dromos",
        description = "Routes customers' mail to the people who answer it, and their answers back.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            InspectCommand.class,
            ExplainCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or stopped as asked",
            "1:the configuration, or something it names, is not in order",
            "2:the command was not understood"
        })
public final class Main implements Runnable {
    private static final String LOGBACK = "logback.configurationFile";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        chooseLog(args);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args));
    }

    /** Runs one command and returns its exit code; the logging is whatever the process has set up. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain)
                .execute(args);
    }

    /** The demo's console belongs to its story, and the short commands report by themselves: only 'run' logs there. */
    private static void chooseLog(String[] args) {
        if (System.getProperty(LOGBACK) != null) {
            return;
        }
        var command = Arrays.stream(args)
                .filter(arg -> !arg.startsWith("-"))
                .findFirst()
                .orElse("");
        if (command.equals("demo")) {
            System.setProperty("dromos.log", DemoFiles.ofThisHouse().log().toString());
            System.setProperty(LOGBACK, "dromos/app/logback-demo.xml");
        } else if (!command.equals("run")) {
            System.setProperty("dromos.log.level", "WARN");
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What an engineer can cure is told in one line each; only a mistake in Dromos itself shows its stack. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        var err = command.getErr();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BrokenConfiguration broken) {
                broken.problems().forEach(err::println);
                err.println(count(broken.problems().size()) + "; nothing was started.");
                return 1;
            }
            if (cause instanceof Keys.UnusableKeys) {
                err.println(cause.getMessage());
                return 1;
            }
        }
        var words = curable(failure);
        if (words.isPresent()) {
            err.println("dromos: " + words.get());
        } else {
            failure.printStackTrace(err);
        }
        return 1;
    }

    static String count(int problems) {
        return problems == 1 ? "1 problem" : problems + " problems";
    }

    /** A database or a folder that cannot be had says so itself. */
    private static Optional<String> curable(Throwable failure) {
        var deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        boolean isOutside = deepest instanceof IOException
                || deepest instanceof java.sql.SQLException
                || failure instanceof UncheckedIOException
                || failure instanceof IllegalStateException;
        if (!isOutside || failure.getMessage() == null) {
            return Optional.empty();
        }
        return Optional.of(
                deepest == failure || deepest.getMessage() == null
                        ? failure.getMessage()
                        : failure.getMessage() + ": " + deepest.getMessage());
    }

    /** The version that the build wrote into the jar, and the Java it runs on. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            var written = new Properties();
            try (var file = Main.class.getResourceAsStream("/META-INF/maven/dromos/dromos/pom.properties")) {
                if (file != null) {
                    written.load(file);
                }
            }
            return new String[] {
                "dromos " + written.getProperty("version", "(unpacked sources)"), "Java " + Runtime.version()
            };
        }
    }
}
