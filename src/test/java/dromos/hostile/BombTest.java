package dromos.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bomb is read or set aside within two seconds and a heap of 256 MB, in a JVM that has no more. */
class BombTest {
    private static final long MOST_MILLIS = 2_000;
    private static final int FEWEST_KINDS = 30;

    @TempDir
    Path folder;

    record Line(String name, long bytes, long millis, String verdict) {
        static Line of(String printed) {
            var fields = printed.split(String.valueOf(BombSquad.SEPARATOR), -1);
            return new Line(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2]), fields[3]);
        }

        boolean isSurvived() {
            return millis < MOST_MILLIS && (verdict.startsWith("read") || verdict.startsWith("quarantined"));
        }
    }

    @Test
    void noBombTakesMoreThanTwoSecondsOr256MegabytesOfHeap() throws Exception {
        var lines = run();
        for (var line : lines) {
            System.out.printf(
                    "%-52s %6.1f MB %5d ms  %s%n", line.name(), line.bytes() / 1e6, line.millis(), line.verdict());
        }
        assertThat(lines).hasSameSizeAs(Bombs.all()).hasSizeGreaterThanOrEqualTo(FEWEST_KINDS);
        assertThat(lines).allMatch(Line::isSurvived);
    }

    private List<Line> run() throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BombSquad.class.getName(),
                        folder.toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(out, StandardCharsets.UTF_8).stream()
                .map(Line::of)
                .toList();
    }
}
