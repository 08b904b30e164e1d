package dromos.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Real mail that nobody here wrote, mounted beside the project and never copied into it. Where it is absent, tests that
 * need it are skipped and say so. The folder is named by the system property or environment variable DROMOS_CORPORA.
 */
public final class Corpora {
    private static final Path ROOT = Path.of(
            System.getProperty("DROMOS_CORPORA", System.getenv().getOrDefault("DROMOS_CORPORA", "../shared/corpora")));

    private Corpora() {}

    /** The folder; skips the test where it is absent. */
    public static Path folder(String folder) {
        var path = ROOT.resolve(folder);
        boolean mounted = Files.isDirectory(path);
        if (!mounted) {
            System.err.println("SKIPPED: no corpus at " + path.toAbsolutePath().normalize() + " (set DROMOS_CORPORA)");
        }
        assumeThat(mounted).as("corpus %s", path).isTrue();
        return path;
    }

    /** What the folder's authors state about its files. */
    public static JsonNode json(String folder, String file) {
        try {
            return JsonMapper.builder()
                    .build()
                    .readTree(folder(folder).resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mails of one folder in the order of their names; skips the test where the folder is absent. */
    public static List<Path> mails(String folder) {
        var path = folder(folder);
        try (var files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For what does with what there is, instead of skipping. */
    public static boolean isMounted(String folder) {
        return Files.isDirectory(ROOT.resolve(folder));
    }

    public static byte[] bytes(Path mail) {
        try {
            return Files.readAllBytes(mail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
