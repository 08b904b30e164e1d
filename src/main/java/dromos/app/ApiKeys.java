package dromos.app;

import dromos.directory.BrokenConfiguration;
import dromos.directory.Location;
import dromos.directory.Nearest;
import dromos.directory.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask over HTTP: a file of {@code name:role:sha256} lines, the last part being the hexadecimal SHA-256 of the
 * key that the caller sends as {@code Authorization: Bearer <key>} (RFC 6750). The keys themselves are stored nowhere.
 */
final class ApiKeys {
    private static final String SCHEME = "Bearer ";
    private static final String CURE = "make a key with 'openssl rand -hex 24' and write the line NAME:ROLE:SHA256"
            + " with what \"printf %s KEY | sha256sum\" prints";

    /** Who asks. */
    record Caller(String name, Role role) {}

    /** @param sha256 hexadecimal, in lower case */
    private record Line(Caller caller, String sha256) {}

    private final List<Line> lines;

    private ApiKeys(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /** @throws BrokenConfiguration where the file is missing, empty or holds a line that is not a key */
    static ApiKeys read(Path file) {
        var problems = new ArrayList<Problem>();
        var lines = new ArrayList<Line>();
        var names = new HashSet<String>();
        int number = 0;
        for (var text : text(file, problems)) {
            number++;
            if (!text.isBlank() && !text.startsWith("#")) {
                parse(text, new Location(file.toString(), number, 1), problems).ifPresent(lines::add);
            }
        }
        if (lines.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(new Location(file.toString(), 1, 1), "holds no API key: " + CURE));
        }
        for (var line : lines) {
            if (!names.add(line.caller.name)) {
                problems.add(new Problem(
                        new Location(file.toString(), 1, 1),
                        "the name '" + line.caller.name + "' is there twice: give each key a name of its own"));
            }
        }
        if (!problems.isEmpty()) {
            throw new BrokenConfiguration(List.copyOf(problems));
        }
        return new ApiKeys(lines);
    }

    private static List<String> text(Path file, List<Problem> problems) {
        var start = new Location(file.toString(), 1, 1);
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException missing) {
            problems.add(new Problem(start, "there is no such file, http.keys in dromos.properties names it: " + CURE));
        } catch (IOException unreadable) {
            problems.add(new Problem(start, "cannot be read: let the user that runs dromos read it"));
        }
        return List.of();
    }

    private static Optional<Line> parse(String text, Location at, List<Problem> problems) {
        var parts = text.strip().split(":", -1);
        if (parts.length != 3 || parts[0].isBlank()) {
            problems.add(new Problem(at, "expected name:role:sha256: " + CURE));
            return Optional.empty();
        }
        var role = Role.of(parts[1]);
        if (role.isEmpty()) {
            problems.add(new Problem(at, "there is no role '" + parts[1] + "'" + Nearest.hint(parts[1], Role.words())));
            return Optional.empty();
        }
        if (!parts[2].matches("[0-9a-fA-F]{64}")) {
            problems.add(new Problem(at, "the third part is not a SHA-256 of 64 hexadecimal digits: " + CURE));
            return Optional.empty();
        }
        return Optional.of(new Line(new Caller(parts[0], role.get()), parts[2].toLowerCase(Locale.ROOT)));
    }

    /**
     * Every line is compared, each in constant time, so that the answer's delay tells nothing.
     *
     * @param authorization value of the header; null where there is none
     */
    Optional<Caller> caller(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        byte[] given = sha256(authorization.substring(SCHEME.length()).strip());
        Caller found = null;
        for (var line : lines) {
            if (MessageDigest.isEqual(line.sha256.getBytes(StandardCharsets.US_ASCII), given)) {
                found = line.caller;
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] sha256(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "ApiKeys" + lines.stream().map(line -> line.caller.name).toList();
    }
}
