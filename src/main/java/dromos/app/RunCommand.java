package dromos.app;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The product itself. */
@Command(
        name = "run",
        description =
                "Runs Dromos on a configuration folder until it is stopped (Ctrl-C or SIGTERM). The same checks as"
                        + " 'check' come first; if one fails, nothing is started.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Mixin
    private ConfigFolders folders = new ConfigFolders();

    @Override
    public Integer call() throws Exception {
        Checks.of(folders.config(), folders.routes(), folders.secrets(), folders.overrides());
        var router = Router.start(
                folders.config(),
                folders.routes(),
                folders.secrets(),
                folders.overrides(),
                directory -> directory,
                InstantSource.system());
        var stop = new StopSignal(router);
        var ready = ready(router);
        LOG.info(ready);
        spec.commandLine().getOut().println(ready);
        stop.await();
        return 0;
    }

    private static String ready(Router router) {
        var settings = router.settings();
        var http = settings.http();
        return "ready node=%s host=%s http=%s:%d mailboxes=%s revision=%s"
                .formatted(
                        settings.node(),
                        InetAddress.getLoopbackAddress().getHostName(),
                        http.host(),
                        http.port(),
                        router.directory().mailboxes().keySet().stream().collect(Collectors.joining(",")),
                        router.directory().revision());
    }
}
