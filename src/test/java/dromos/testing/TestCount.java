package dromos.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the tests of a run by kind, which is their {@code @Tag}, and writes one line into {@code
 * target/test-summary.txt}:
 *
 * <pre>journeys 11, routes 9, lint 7, architecture 14, beans 240: 281 passed, 0 failed, 0 skipped</pre>
 */
public final class TestCount implements TestExecutionListener {
    private static final Path SUMMARY = Path.of("target", "test-summary.txt");

    private final Path summary;
    private final Map<String, Integer> kinds = new LinkedHashMap<>();
    private @Nullable TestPlan plan;
    private int passed;
    private int failed;
    private int skipped;

    /** Called by JUnit, which finds the name of this class in META-INF/services. */
    public TestCount() {
        this(SUMMARY);
    }

    TestCount(Path summary) {
        this.summary = summary;
        for (String kind : new String[] {"journeys", "routes", "lint", "architecture", "beans"}) {
            kinds.put(kind, 0);
        }
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        switch (result.getStatus()) {
            case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
            case FAILED -> failed++; // A container fails in its set-up, for tests that never ran.
            case ABORTED -> skipped++;
        }
        if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            count(test);
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        if (test.isTest()) {
            skipped++;
            count(test);
        } else if (plan != null) {
            plan.getChildren(test).forEach(child -> executionSkipped(child, reason));
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan finished) {
        try {
            Files.createDirectories(summary.toAbsolutePath().getParent());
            Files.writeString(summary, line() + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String line() {
        String counts = kinds.entrySet().stream()
                .map(kind -> kind.getKey() + " " + kind.getValue())
                .collect(Collectors.joining(", "));
        return counts + ": " + passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }

    private void count(TestIdentifier test) {
        String kind = test.getTags().stream()
                .map(TestTag::getName)
                .map(tag -> tag.equals("journey") || tag.equals("route") ? tag + "s" : tag)
                .filter(kinds::containsKey)
                .findFirst()
                .orElse("beans");
        kinds.merge(kind, 1, Integer::sum);
    }
}
