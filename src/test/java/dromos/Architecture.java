package dromos;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the house. Each is a method of the root package, so that {@link ArchitectureTest} holds the product to it
 * and shows that it catches a violation planted under {@code dromos.planted}.
 */
final class Architecture {
    private static final List<String> EVERYWHERE = List.of("java..", "javax..", "org.slf4j..", "org.jspecify..");
    private static final List<String> STATIONS =
            List.of("screen", "correlate", "categorise", "dispatch", "assign", "deadline", "letter");
    private static final List<String> SEE_MAIL_TEXT = List.of("mail", "screen", "correlate", "categorise", "command");

    /** Package to what it may import: a package of ours by its plain name, a library by its pattern. */
    private static final Map<String, List<String>> IMPORTS = imports();

    private Architecture() {}

    private static Map<String, List<String>> imports() {
        var table = new TreeMap<String, List<String>>();
        table.put(
                "mail",
                List.of(
                        "jakarta.mail..",
                        "jakarta.activation..",
                        "org.eclipse.angus..",
                        "org.jsoup..",
                        "org.owasp..",
                        "org.apache.poi..",
                        "org.bouncycastle..",
                        "biweekly..",
                        "org.mozilla.universalchardet..",
                        "opennlp..",
                        "com.google.re2j.."));
        table.put("cases", List.of("mail", "jakarta.persistence.."));
        table.put(
                "directory",
                List.of(
                        "mail",
                        "cases",
                        "com.networknt..",
                        "com.fasterxml.jackson..",
                        "org.yaml.snakeyaml..",
                        "de.siegmar.fastcsv..",
                        "de.focus_shift.jollyday..",
                        "freemarker..",
                        "com.google.re2j.."));
        table.put(
                "store",
                List.of(
                        "mail",
                        "cases",
                        "jakarta.persistence..",
                        "com.fasterxml.jackson..",
                        "org.hibernate..",
                        "org.springframework..",
                        "org.postgresql..",
                        "com.zaxxer.hikari..",
                        "org.flywaydb..",
                        "io.zonky.."));
        for (String station : STATIONS) {
            table.put(station, List.of("mail", "cases", "directory", "store", "com.google.re2j.."));
        }
        // The station that writes: letters are filled by FreeMarker and built as MIME.
        table.put("letter", List.of("mail", "cases", "directory", "store", "freemarker..", "jakarta.mail.."));
        table.put("command", List.of("mail", "cases", "directory", "store", "com.google.re2j.."));
        table.put("monitor", List.of("cases", "store", "io.micrometer.."));
        table.put("report", List.of("cases", "store", "io.micrometer.."));
        table.put("mailbox", List.of("org.apache.camel..", "jakarta.mail..", "org.eclipse.angus.."));
        table.put("route", List.of("org.apache.camel..", "jakarta.mail..", "org.eclipse.angus.."));
        table.put(
                "desk",
                List.of("command", "cases", "directory", "report", "io.vertx..", "org.apache.camel..", "freemarker.."));
        return table;
    }

    /** The packages with a row in the table; {@code app} has none, because it may import everything. */
    static List<String> packages() {
        return List.copyOf(IMPORTS.keySet());
    }

    static ArchRule importsOnlyWhatTheTableAllows(String root, String name) {
        List<String> allowed = new ArrayList<>(EVERYWHERE);
        allowed.add(inside(root, name));
        for (String each : IMPORTS.getOrDefault(name, List.of())) {
            allowed.add(each.contains(".") ? each : inside(root, each));
        }
        return classes()
                .that()
                .resideInAPackage(inside(root, name))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
                .because("of the table in src/test/java/dromos/Architecture.java")
                .allowEmptyShould(true);
    }

    static ArchRule everyPackageIsInTheTable(String root) {
        List<String> known = Stream.concat(packages().stream(), Stream.of("app"))
                .map(name -> inside(root, name))
                .toList();
        return classes()
                .should()
                .resideInAnyPackage(known.toArray(String[]::new))
                .because("a package without a row in the table could import anything")
                .allowEmptyShould(true);
    }

    static ArchRule nobodyImportsApp(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(inside(root, "app"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inside(root, "app"))
                .allowEmptyShould(true);
    }

    static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
    }

    static ArchRule noProcessorClasses() {
        return noClasses()
                .should()
                .implement("org.apache.camel.Processor")
                .because("a step is a named bean")
                .allowEmptyShould(true);
    }

    static ArchRule noProcessCalls() {
        return noClasses()
                .should()
                .callMethodWhere(target(name("process"))
                        .and(target(owner(assignableTo("org.apache.camel.model.ProcessorDefinition")))))
                .because("a step is a named bean, not a lambda that nobody can find or test")
                .allowEmptyShould(true);
    }

    static ArchRule namesThatSayWhatAClassIs() {
        return noClasses()
                .should()
                .haveNameMatching(".*\\.(Abstract\\w*|\\w*(Utils?|Manager|Helper|Impl))")
                .because("such a name says nothing")
                .allowEmptyShould(true);
    }

    static ArchRule mailTextMeetsOnlyLinearPatterns(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(inside(root, SEE_MAIL_TEXT))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.regex.Pattern")
                .because("one subject can keep java.util.regex busy for minutes; use com.google.re2j.Pattern")
                .allowEmptyShould(true);
    }

    static ArchRule timeIsPassedIn(String root) {
        List<String> timed = Stream.concat(STATIONS.stream(), Stream.of("cases", "command", "store"))
                .toList();
        return noClasses()
                .that()
                .resideInAnyPackage(inside(root, timed))
                .should()
                .callMethodWhere(target(nameMatching("now")).and(target(owner(nameMatching("java\\.time\\..*")))))
                .orShould()
                .callMethodWhere(target(nameMatching("system.*"))
                        .and(target(owner(assignableTo(Clock.class).or(assignableTo(InstantSource.class))))))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(java.util.Date.class)
                .because("the one InstantSource must be able to move every clock")
                .allowEmptyShould(true);
    }

    static ArchRule everyPackageSaysWhatItIsAndIsNullMarked() {
        return classes().should(liveInANullMarkedPackage()).allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package whose package-info.java says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getDescription()));
            }
        };
    }

    private static String inside(String root, String name) {
        return root + "." + name + "..";
    }

    private static String[] inside(String root, List<String> names) {
        return names.stream().map(name -> inside(root, name)).toArray(String[]::new);
    }
}
