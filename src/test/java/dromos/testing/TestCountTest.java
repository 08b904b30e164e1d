package dromos.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class TestCountTest {
    @TempDir
    Path folder;

    @Test
    void everyTestIsCountedOnceByItsKind() throws Exception {
        Path summary = folder.resolve("summary.txt");
        var launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestExecutionListeners(new TestCount(summary))
                .build());
        launcher.execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Samples.class))
                .build());
        assertThat(summary)
                .hasContent("journeys 1, routes 2, lint 0, architecture 0, beans 5: 3 passed, 2 failed, 3 skipped");
    }

    /** Not found by Surefire, whose pattern wants a name that ends in Test. */
    @SuppressWarnings("JUnit4TestNotRun")
    static class Samples {
        @Test
        void passes() {}

        @Test
        void fails() {
            assertThat(1).isEqualTo(2);
        }

        @Test
        void isNotPossibleHere() {
            Assumptions.abort("no such program");
        }

        @Test
        @Tag("journey")
        void travels() {}

        @Nested
        @Tag("route")
        class Routes {
            @Test
            void arrives() {}

            @Test
            @Disabled("to be counted as skipped")
            void departs() {}
        }

        @Nested
        @Disabled("to be counted as skipped, with what is in it")
        class Later {
            @Test
            void someDay() {}
        }

        @Nested
        class Unprepared {
            @BeforeAll
            static void prepare() {
                assertThat("no database").isEmpty();
            }

            @Test
            void neverRuns() {}
        }
    }
}
