package dromos;

import static dromos.testing.Mistake.file;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.app.RoutesKnow;
import dromos.testing.Agora;
import dromos.testing.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jpa.JpaEndpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes keep the rules of {@link RoutesLint}, and each rule catches what is planted against it. */
@Tag("lint")
class RoutesLintTest {
    /** A rule by its name. */
    record Rule(String name, Function<RoutesLint, List<String>> violations) {
        static final Rule CHECK = new Rule("check", RoutesLint::check);
        static final Rule DIRECTS = new Rule("directs", RoutesLint::directs);
        static final Rule NAMES = new Rule("names", RoutesLint::names);
        static final Rule OTHERWISES = new Rule("otherwises", RoutesLint::otherwises);
        static final Rule LINE = new Rule("line", RoutesLint::line);
        static final Rule GLOSSARY = new Rule("glossary", RoutesLint::glossary);
        static final Rule MAP = new Rule("map", RoutesLint::map);

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Rule> rules() {
        return List.of(Rule.CHECK, Rule.DIRECTS, Rule.NAMES, Rule.OTHERWISES, Rule.LINE, Rule.GLOSSARY, Rule.MAP);
    }

    /** What is done to the routes, which rule has to see it, and what the mistake's message has to be part of. */
    record Planted(Rule rule, Mistake mistake) {
        @Override
        public String toString() {
            return rule + " " + mistake;
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("rules")
    void theRoutesKeep(Rule rule) throws Exception {
        assertThat(rule.violations().apply(RoutesLint.of(Path.of("routes")))).isEmpty();
    }

    static List<Planted> planted() {
        return List.of(
                in(Rule.CHECK, "30-correlate", "method: match(", "method: mach(", "has no method 'mach'"),
                in(Rule.CHECK, "30-correlate", "match.isFollowUp", "macht.isFollowUp", "nothing sets the variable"),
                in(
                        Rule.DIRECTS,
                        "30-correlate",
                        "to: direct:follow-up",
                        "to: direct:folow",
                        "direct:folow has 0 consumers"),
                new Planted(
                        Rule.DIRECTS,
                        file(
                                "85-post-again.camel.yaml",
                                second("post-again", "post"),
                                "",
                                "direct:post has 2 consumers")),
                in(
                        Rule.NAMES,
                        "80-deadlines",
                        "    description: A promise",
                        "    # A promise",
                        "deadlines has no description"),
                in(Rule.NAMES, "80-deadlines", "id: deadlines", "id: clocks", "clocks stands in 80-deadlines"),
                in(Rule.NAMES, "90-post", "uri: direct:post", "uri: direct:mail", "post starts from direct:mail"),
                in(
                        Rule.OTHERWISES,
                        "30-correlate",
                        "- throwException:\n                    exceptionType: java.lang.IllegalStateException\n",
                        "- log:\n",
                        "correlate has a choice"),
                in(
                        Rule.LINE,
                        "40-categorise",
                        "to: direct:open-case",
                        "wireTap:\n            uri: direct:open-case",
                        "categorise has the step wireTap"),
                in(
                        Rule.LINE,
                        "40-categorise",
                        "to: direct:open-case",
                        "to: seda:open-case",
                        "categorise calls seda:open-case"),
                in(
                        Rule.LINE,
                        "60-dispatch",
                        "stopOnException: true",
                        "parallelProcessing: true",
                        "dispatch splits in parallel"),
                in(Rule.GLOSSARY, "60-dispatch", "name: plan", "name: scheme", "scheme is missing in the glossary"),
                new Planted(
                        Rule.GLOSSARY,
                        Mistake.in("README.md", "| `plan` |", "| `plam` |", "", "plan is missing in the glossary")),
                new Planted(
                        Rule.GLOSSARY,
                        Mistake.in(
                                "README.md",
                                "| `dispatch` | what came of",
                                "| `post` | what came of",
                                "",
                                "the glossary says [post]")),
                in(
                        Rule.MAP,
                        "40-categorise",
                        "to: direct:open-case",
                        "to: direct:dispatch",
                        "categorise is [dispatch], the map says [open-case]"),
                new Planted(
                        Rule.MAP,
                        Mistake.in(
                                "README.md",
                                "inbox -> line, quarantine",
                                "inbox -> line",
                                "",
                                "inbox is [line, quarantine]")),
                new Planted(Rule.MAP, Mistake.in("README.md", "hand-in\n", "", "", "hand-in is missing in the map")));
    }

    private static Planted in(Rule rule, String station, String search, String replacement, String message) {
        return new Planted(rule, Mistake.in(station + ".camel.yaml", search, replacement, "", message));
    }

    private static String second(String id, String endpoint) {
        return """
                - route:
                    id: %s
                    description: One more
                    from:
                      uri: direct:%s
                      steps:
                        - log: here
                """.formatted(id, endpoint);
    }

    @ParameterizedTest
    @MethodSource("planted")
    void everyRuleCatchesWhatIsPlantedAgainstIt(Planted planted) throws Exception {
        Mistake.copy(Path.of("routes"), folder);
        planted.mistake().make(folder);

        assertThat(planted.rule().violations().apply(RoutesLint.of(folder)))
                .as(planted.mistake().message())
                .anyMatch(violation -> violation.contains(planted.mistake().message()));
    }

    @Test
    void aRouteInJavaIsHeldToTheSameRules() throws Exception {
        var lint = RoutesLint.of(Path.of("routes"), new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:more").routeId("extra").to("direct:nowhere");
            }
        });

        assertThat(lint.names()).containsExactlyInAnyOrder("extra has no description", "extra starts from direct:more");
        assertThat(lint.directs()).containsExactly("direct:nowhere has 0 consumers");
        assertThat(lint.map()).containsExactly("extra is missing in the map");
    }

    @Test
    void theRunningRouterIsWhatTheCheckKnowsOfIt() throws Exception {
        var yaml = RoutesLint.of(Path.of("routes"));
        try (var agora = Agora.open(folder)) {
            var context = agora.router().context();
            var beans = new TreeMap<String, Class<?>>();
            RoutesKnow.ALL
                    .beans()
                    .keySet()
                    .forEach(name -> beans.put(
                            name, context.getRegistry().lookupByName(name).getClass()));
            var endpoints = context.getEndpoints().stream()
                    .filter(JpaEndpoint.class::isInstance)
                    .map(JpaEndpoint.class::cast)
                    .toList();

            assertThat(beans).isEqualTo(new TreeMap<>(RoutesKnow.ALL.beans()));
            assertThat(yaml.consumedInJava()).isEqualTo(RoutesKnow.ALL.consumed());
            assertThat(endpoints).isNotEmpty().allSatisfy(endpoint -> {
                assertThat(endpoint.isJoinTransaction())
                        .as("%s joins", endpoint)
                        .isFalse();
                assertThat(endpoint.isSharedEntityManager())
                        .as("%s shares", endpoint)
                        .isTrue();
            });
        }
    }
}
