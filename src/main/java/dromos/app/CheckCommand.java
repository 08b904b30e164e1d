package dromos.app;

import dromos.directory.BrokenConfiguration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the start would refuse, without a start. */
@Command(
        name = "check",
        description =
                "Checks configuration, routes, secrets and keys as a start would, and starts nothing. Each problem is"
                        + " told as file:line:column, with what was expected and the cure.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Mixin
    private ConfigFolders folders = new ConfigFolders();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try {
            var found = Checks.of(folders.config(), folders.routes(), folders.secrets(), folders.overrides());
            var directory = found.directory();
            out.printf(
                    "config  in order: %d mailboxes, %d pools, %d departments, %d stores, %d categories, %d people,"
                            + " %d letters (revision %s)%n",
                    directory.mailboxes().size(),
                    directory.pools().size(),
                    directory.departments().size(),
                    directory.stores().size(),
                    directory.categories().size(),
                    directory.people().size(),
                    directory.letters().names().size(),
                    directory.revision());
            out.printf("routes  in order: %d files%n", found.routeFiles());
            out.printf("keys    in order: %s%n", found.settings().keys());
            return 0;
        } catch (BrokenConfiguration broken) {
            broken.problems().forEach(out::println);
            out.println(Main.count(broken.problems().size()) + ".");
            return 1;
        }
    }
}
