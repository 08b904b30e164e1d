package dromos.app;

import static dromos.testing.Mistake.file;
import static dromos.testing.Mistake.in;
import static dromos.testing.Mistake.without;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.assign.Assigner;
import dromos.categorise.Categoriser;
import dromos.command.Ask;
import dromos.command.DepartmentReply;
import dromos.command.FollowUp;
import dromos.command.KeepUnverified;
import dromos.command.LinkDuplicate;
import dromos.command.OpenCase;
import dromos.command.RecordBounce;
import dromos.command.SetCategory;
import dromos.command.SetStore;
import dromos.command.StaffMail;
import dromos.correlate.Correlator;
import dromos.deadline.DeadlineKeeper;
import dromos.directory.Directory;
import dromos.directory.DirectoryInForce;
import dromos.dispatch.Dispatcher;
import dromos.letter.Acknowledger;
import dromos.letter.LetterWriter;
import dromos.screen.Screener;
import dromos.store.Outbox;
import dromos.store.Received;
import dromos.testing.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake in the routes, also one that Camel would start with in silence, is told with its place. */
class RouteCheckTest {
    private static final RouteCheck.Known KNOWN = new RouteCheck.Known(
            Map.ofEntries(
                    Map.entry("screener", Screener.class),
                    Map.entry("correlator", Correlator.class),
                    Map.entry("categoriser", Categoriser.class),
                    Map.entry("openCase", OpenCase.class),
                    Map.entry("setCategory", SetCategory.class),
                    Map.entry("setStore", SetStore.class),
                    Map.entry("acknowledger", Acknowledger.class),
                    Map.entry("dispatcher", Dispatcher.class),
                    Map.entry("ask", Ask.class),
                    Map.entry("assigner", Assigner.class),
                    Map.entry("followUp", FollowUp.class),
                    Map.entry("keepUnverified", KeepUnverified.class),
                    Map.entry("departmentReply", DepartmentReply.class),
                    Map.entry("staffMail", StaffMail.class),
                    Map.entry("linkDuplicate", LinkDuplicate.class),
                    Map.entry("recordBounce", RecordBounce.class),
                    Map.entry("deadlineKeeper", DeadlineKeeper.class),
                    Map.entry("directoryInForce", DirectoryInForce.class),
                    Map.entry("letterWriter", LetterWriter.class),
                    Map.entry("outbox", Outbox.class)),
            Set.of("direct:hand-in", "direct:inbox"),
            Set.of("direct:screen"),
            Map.of("received", Received.class, "directory", Directory.class),
            Map.of("intake", Set.of("mailbox")));

    @TempDir
    private Path folder;

    static List<Mistake> files() {
        return List.of(
                file("60-dispatch.yml", "- route:\n", "", "this file is not loaded; name it NN-name.camel.yaml"),
                file("more/61-more.camel.yaml", "- route:\n", "", "").at("more:1:1", "a folder below"),
                file("90-post.camel.yaml", "route:\n  id: post\n", "", "expected a list"),
                file("72-unverified.camel.yaml", "", "", "this file is empty"),
                without("20-screen.camel.yaml", "").at("routes:1:1", "no route starts from 'direct:screen'"));
    }

    static List<Mistake> yaml() {
        return List.of(
                in("20-screen.camel.yaml", "- choice:", "- choise:", "choise:", "did you mean 'choice'?"),
                in(
                        "20-screen.camel.yaml",
                        "stopOnException",
                        "stopOnExeption",
                        "stopOnExeption",
                        "did you mean 'stopOnException'?"),
                in(
                        "30-correlate.camel.yaml",
                        "description: To which",
                        "descripton: To which",
                        "descripton",
                        "did you mean 'description'?"),
                in("30-correlate.camel.yaml", "from:", "form:", "form:", "did you mean 'from'?"),
                in(
                        "40-categorise.camel.yaml",
                        "id: categorise",
                        "id: categorize",
                        "id: categorize",
                        "expected the id 'categorise'"),
                in(
                        "40-categorise.camel.yaml",
                        "uri: direct:categorise",
                        "uri: direct:categorize",
                        "direct:categorize",
                        "starts from 'direct:categorise'"),
                in(
                        "72-unverified.camel.yaml",
                        "    description: Somebody",
                        "    # Somebody",
                        "id: unverified",
                        "has no description"),
                file(
                        "79-extra.camel.yaml",
                        "- onException:\n    exception: java.lang.Exception\n",
                        "onException",
                        "this file only"));
    }

    static List<Mistake> calls() {
        return List.of(
                in(
                        "30-correlate.camel.yaml",
                        "to: direct:follow-up",
                        "to: direct:folow-up",
                        "direct:folow-up",
                        "nothing consumes 'direct:folow-up'; did you mean 'direct:follow-up'?"),
                file(
                        "85-second.camel.yaml",
                        route("direct:dispatch", ""),
                        "direct:dispatch",
                        "has a consumer already, 60-dispatch.camel.yaml:"),
                file("85-second.camel.yaml", route("direct:hand-in", ""), "direct:hand-in", "a route in Java"),
                in(
                        "30-correlate.camel.yaml",
                        "ref: correlator",
                        "ref: corelator",
                        "corelator",
                        "did you mean 'correlator'?"),
                in(
                        "30-correlate.camel.yaml",
                        "method: match(",
                        "method: mach(",
                        "mach(",
                        "has no method 'mach'; did you mean 'match'?"),
                in("30-correlate.camel.yaml", "match(${body}, ", "match(", "match(", "takes 4 arguments, found 3"),
                in(
                        "40-categorise.camel.yaml",
                        "${variable.received.source}",
                        "${variable.recieved.source}",
                        "categorise(",
                        "nothing sets the variable 'recieved'; did you mean 'received'?"),
                in(
                        "30-correlate.camel.yaml",
                        "${variable.match.isFollowUp}",
                        "${variable.match.isFolowUp}",
                        "${variable.match.isFolowUp}",
                        "did you mean 'isFollowUp'?"),
                in(
                        "30-correlate.camel.yaml",
                        "${variable.match.isFollowUp}",
                        "${variable.case.priority} == 'EMERGENCI'",
                        "${variable.case.priority}",
                        "did you mean 'EMERGENCY'?"));
    }

    static List<Mistake> line() {
        return List.of(
                in(
                        "30-correlate.camel.yaml",
                        "- throwException:\n                    exceptionType: java.lang.IllegalStateException\n                    message:",
                        "- log:\n                    message:",
                        "steps:\n                - log",
                        "'otherwise' only throws"),
                in(
                        "60-dispatch.camel.yaml",
                        "            stopOnException: true\n",
                        "",
                        "description: one consultation",
                        "needs 'stopOnException: true'"),
                in(
                        "60-dispatch.camel.yaml",
                        "            stopOnException: true\n",
                        "            stopOnException: true\n            parallelProcessing: true\n",
                        "parallelProcessing",
                        "leaves the thread"),
                in(
                        "90-post.camel.yaml",
                        "- bean:\n            ref: outbox",
                        "- wireTap:\n            uri: direct:post\n        - bean:\n            ref: outbox",
                        "wireTap",
                        "is not allowed in the line"),
                in(
                        "40-categorise.camel.yaml",
                        "to: direct:open-case",
                        "to: seda:open-case",
                        "seda:open-case",
                        "only direct: is allowed"));
    }

    static List<Mistake> endpoints() {
        return List.of(
                file(
                        "85-digest.camel.yaml",
                        route("quartz:digest?cron=99+99+*+*+*+?", ""),
                        "quartz:",
                        "'99' in seconds must be from 0 to 59"),
                file(
                        "85-digest.camel.yaml",
                        route("quartz:digest", "cron: 0 0 7 30 2 ?"),
                        "0 0 7 30",
                        "it never fires"),
                in(
                        "80-deadlines.camel.yaml",
                        "\"{{deadlines.cron}}\"",
                        "\"0 61 * * * ?\"",
                        "\"0 61",
                        "'61' in minutes"),
                in(
                        "80-deadlines.camel.yaml",
                        "greedy: true",
                        "joinTransaction: true",
                        "true\n        scheduler",
                        "second transaction"),
                in(
                        "80-deadlines.camel.yaml",
                        "greedy: true",
                        "skipLockedEntity: true",
                        "true\n        scheduler",
                        "processes rows twice"),
                file(
                        "15-old.camel.yaml",
                        route("imaps:mail.example", "password: hunter2"),
                        "hunter2",
                        "puts a secret into the address"),
                file("15-old.camel.yaml", route("imaps://ann:hunter2@mail.example", ""), "imaps:", "holds a password"),
                file(
                        "15-old.camel.yaml",
                        route("imaps:mail.example?additionalJavaMailProperties.mail.imaps.conectiontimeout=5", ""),
                        "imaps:mail",
                        "did you mean 'connectiontimeout'?"),
                file(
                        "15-old.camel.yaml",
                        route("file:/var/spool/old", "includ: x"),
                        "includ:",
                        "'file:' has no option 'includ'; did you mean 'include'?"),
                file("15-old.camel.yaml", route("timer:often?perod=5", ""), "timer:", "did you mean 'period'?"),
                file("15-old.camel.yaml", route("filee:/var/spool/old", ""), "filee:", "there is no component 'filee'"),
                file(
                        "15-old.camel.yaml",
                        "- templatedRoute:\n    routeTemplateRef: intake\n    parameters:\n      - name: malbox\n        value: support\n",
                        "malbox",
                        "did you mean 'mailbox'?"),
                file(
                        "15-old.camel.yaml",
                        "- templatedRoute:\n    routeTemplateRef: intaka\n",
                        "intaka",
                        "did you mean 'intake'?"));
    }

    private static String route(String uri, String parameter) {
        return "- route:\n    id: extra\n    description: One more\n    from:\n      uri: " + uri + "\n"
                + (parameter.isEmpty() ? "" : "      parameters:\n        " + parameter + "\n")
                + "      steps:\n        - to: direct:hand-in\n";
    }

    @ParameterizedTest
    @MethodSource({"files", "yaml", "calls", "line", "endpoints"})
    void brokenRoutesAreRefusedWithTheirPlace(Mistake mistake) {
        Mistake.copy(Path.of("routes"), folder);
        var place = mistake.make(folder);

        assertThat(RouteCheck.check(folder, KNOWN))
                .as("at %s: %s", place, mistake.message())
                .anyMatch(problem -> problem.at().toString().equals(place)
                        && problem.message().contains(mistake.message()));
    }

    /** Asked {@code isFine}, Camel may call either method. */
    public record Ambiguous(boolean isFine) {
        /** A factory that is named like the question. */
        public static Ambiguous fine(int times) {
            return new Ambiguous(times > 1);
        }
    }

    @Test
    void aQuestionThatCamelMayTakeForAnotherMethodIsRefused() {
        var known = new RouteCheck.Known(
                Map.of(), Set.of("direct:hand-in"), Set.of(), Map.of("verdict", Ambiguous.class), Map.of());
        Mistake.file(
                        "15-extra.camel.yaml",
                        route("timer:often", "").replace("- to: direct:hand-in", "- log: ${variable.verdict.isFine}"),
                        "",
                        "")
                .make(folder);

        assertThat(RouteCheck.check(folder, known))
                .singleElement()
                .asString()
                .contains(
                        "15-extra.camel.yaml:7:16",
                        "'isFine' is ambiguous to Camel",
                        "Ambiguous also has a method 'fine'");
    }

    @Test
    void theRoutesAsTheyAreHaveNoProblem() {
        assertThat(RouteCheck.check(Path.of("routes"), KNOWN)).isEmpty();
    }
}
