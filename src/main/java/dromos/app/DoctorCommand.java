package dromos.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tries everything outside that the configuration names. */
@Command(
        name = "doctor",
        description = "Connects to everything that the configuration names: logs in to each mailbox, says hello to the"
                + " relay, asks the database for its version and its clock. Reads no mail, sends none, changes nothing;"
                + " what fails is told with its cure.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Mixin
    private ConfigFolders folders = new ConfigFolders();

    @Override
    public Integer call() {
        var checked = Checks.of(folders.config(), folders.routes(), folders.secrets(), folders.overrides());
        var out = spec.commandLine().getOut();
        out.println("ok    configuration, routes, secrets and keys");
        int failed = 0;
        for (var finding : new Doctor(checked, folders.secrets()).examine()) {
            out.println(finding);
            failed += finding.isWell() ? 0 : 1;
        }
        return failed == 0 ? 0 : 1;
    }
}
