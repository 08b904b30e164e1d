package dromos;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The product keeps the rules of {@link Architecture}, and each rule catches what is planted against it. */
@Tag("architecture")
class ArchitectureTest {
    private static final String OURS = "dromos";
    private static final String PLANTED = "dromos.planted";

    static List<String> packages() {
        return Architecture.packages();
    }

    @Nested
    class TheProduct {
        private static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(OURS);

        @ParameterizedTest
        @MethodSource("dromos.ArchitectureTest#packages")
        void importsOnlyWhatTheTableAllows(String name) {
            Architecture.importsOnlyWhatTheTableAllows(OURS, name).check(CLASSES);
        }

        @Test
        void hasEveryPackageInTheTable() {
            Architecture.everyPackageIsInTheTable(OURS).check(CLASSES);
        }

        @Test
        void importsAppNowhere() {
            Architecture.nobodyImportsApp(OURS).check(CLASSES);
        }

        @Test
        void hasNoCycles() {
            Architecture.noCycles(OURS).check(CLASSES);
        }

        @Test
        void hasNoProcessorClasses() {
            Architecture.noProcessorClasses().check(CLASSES);
        }

        @Test
        void hasNoProcessCalls() {
            Architecture.noProcessCalls().check(CLASSES);
        }

        @Test
        void hasNamesThatSayWhatAClassIs() {
            Architecture.namesThatSayWhatAClassIs().check(CLASSES);
        }

        @Test
        void meetsMailTextWithLinearPatternsOnly() {
            Architecture.mailTextMeetsOnlyLinearPatterns(OURS).check(CLASSES);
        }

        @Test
        void isToldTheTime() {
            Architecture.timeIsPassedIn(OURS).check(CLASSES);
        }

        @Test
        void explainsEveryPackageAndMarksItForNullness() {
            Architecture.everyPackageSaysWhatItIsAndIsNullMarked().check(CLASSES);
        }
    }

    @Nested
    class APlantedViolation {
        private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(PLANTED);

        @ParameterizedTest
        @MethodSource("dromos.ArchitectureTest#packages")
        void ofTheTableIsCaught(String name) {
            assertCaught(Architecture.importsOnlyWhatTheTableAllows(PLANTED, name), name + ".Intruder");
        }

        @Test
        void ofAnUnknownPackageIsCaught() {
            assertCaught(Architecture.everyPackageIsInTheTable(PLANTED), "unlisted.Stray");
        }

        @Test
        void ofImportingAppIsCaught() {
            assertCaught(Architecture.nobodyImportsApp(PLANTED), "letter.Intruder");
        }

        @Test
        void ofACycleIsCaught() {
            assertCaught(Architecture.noCycles(PLANTED), "Cycle detected");
        }

        @Test
        void ofAProcessorClassIsCaught() {
            assertCaught(Architecture.noProcessorClasses(), "unlisted.StepProcessor");
        }

        @Test
        void ofALambdaInARouteIsCaught() {
            assertCaught(Architecture.noProcessCalls(), "unlisted.LambdaRoute");
        }

        @Test
        void ofEachEmptyNameIsCaught() {
            ArchRule rule = Architecture.namesThatSayWhatAClassIs();
            assertCaught(rule, "MailUtils");
            assertCaught(rule, "CaseManager");
            assertCaught(rule, "CaseHelper");
            assertCaught(rule, "StoreImpl");
            assertCaught(rule, "AbstractStation");
        }

        @Test
        void ofABacktrackingPatternIsCaught() {
            assertCaught(Architecture.mailTextMeetsOnlyLinearPatterns(PLANTED), "categorise.SlowPattern");
        }

        @Test
        void ofEachWayToReadTheClockIsCaught() {
            ArchRule rule = Architecture.timeIsPassedIn(PLANTED);
            assertCaught(rule, "cases.OwnClock.instant");
            assertCaught(rule, "cases.OwnClock.day");
            assertCaught(rule, "cases.OwnClock.millis");
            assertCaught(rule, "cases.OwnClock.source");
            assertCaught(rule, "cases.OwnClock.date");
        }

        @Test
        void ofAnUnmarkedPackageIsCaught() {
            assertCaught(Architecture.everyPackageSaysWhatItIsAndIsNullMarked(), "unlisted.Stray");
        }

        private static void assertCaught(ArchRule rule, String culprit) {
            assertThat(rule.evaluate(CLASSES).getFailureReport().getDetails())
                    .anySatisfy(detail -> assertThat(detail).contains(culprit));
        }
    }
}
