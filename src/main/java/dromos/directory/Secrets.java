package dromos.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a secret that the configuration names is found: environment variable {@code NAME}, else the file that
 * {@code NAME_FILE} points to, else the file {@code secrets/NAME} in the configuration folder. Values are read when
 * asked for, so that a rotated password is taken at the next login, and are never part of a message.
 */
public final class Secrets {
    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

    private final Path folder;
    private final Map<String, String> environment;
    private final @Nullable String always;

    /** @param folder the configuration folder */
    public Secrets(Path folder, Map<String, String> environment) {
        this(folder, environment, null);
    }

    private Secrets(Path folder, Map<String, String> environment, @Nullable String always) {
        this.folder = folder.resolve("secrets");
        this.environment = Map.copyOf(environment);
        this.always = always;
    }

    /** Every secret has this value: for servers on this machine that take any. */
    public static Secrets always(String value) {
        return new Secrets(Path.of(""), Map.of(), value);
    }

    /** The value without the line end of its file; empty where none is found or it is blank. */
    public Optional<String> find(String name) {
        if (always != null) {
            return Optional.of(always);
        }
        @Nullable String value = environment.get(name);
        if (value != null && !value.isBlank()) {
            return Optional.of(value);
        }
        @Nullable String file = environment.get(name + "_FILE");
        return file == null ? content(folder.resolve(name)) : content(Path.of(file));
    }

    /** How to supply that secret, for messages. */
    public static String cure(String name) {
        return "set the environment variable " + name + ", or " + name
                + "_FILE to a file that holds it, or write it to secrets/" + name;
    }

    private static Optional<String> content(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (readableByOthers(file)) {
                LOG.warn("secret file={} can be read by other users; cure=\"chmod 600\"", file);
            }
            return Optional.of(Files.readString(file).strip()).filter(value -> !value.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean readableByOthers(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return false;
        }
        return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    @Override
    public String toString() {
        return "Secrets";
    }
}
