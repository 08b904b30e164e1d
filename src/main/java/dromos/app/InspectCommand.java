package dromos.app;

import dromos.mail.Languages;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What Dromos sees in a mail. */
@Command(
        name = "inspect",
        description =
                "Shows what Dromos sees in mails: who wrote, what is new in the text and what is quoted, whether a"
                        + " program wrote it, what is wrong with it. Needs neither configuration nor database.")
final class InspectCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object a line for each file, in the order given.")
    private boolean json;

    @Option(names = "--no-language", description = "Does not tell the language, which takes longest of all.")
    private boolean noLanguage;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Mails as they came (RFC 5322), or folders of them.")
    private List<Path> paths = List.of();

    @Option(
            names = "--trust",
            paramLabel = "SERVER",
            description = "A server whose Authentication-Results are believed, as trusted-servers in mailboxes.yaml.")
    private Set<String> trusted = Set.of();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var inspector = new Inspector(noLanguage ? null : new Languages(), trusted);
        int unreadable = 0;
        for (var path : paths) {
            for (var file : Inspector.files(path)) {
                var seen = inspector.inspect(file);
                if (seen.has("error")) {
                    unreadable++;
                    err.println("dromos: " + file + ": " + seen.get("error").asText());
                }
                out.println(json ? seen.toString() : Inspector.forPeople(seen));
                if (out.checkError()) {
                    err.println("dromos: nobody takes the output any more, or its disk is full");
                    return 1;
                }
            }
        }
        return unreadable == 0 ? 0 : 1;
    }
}
