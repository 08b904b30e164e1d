package dromos.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One edit that breaks a folder, and what has to be said about it.
 *
 * @param search text that is replaced once; empty writes the whole file new
 * @param place text in the edited file at whose first character the mistake is; empty for its first line
 * @param message part of the message
 */
public record Mistake(String name, String file, String search, String replacement, String place, String message) {
    public static Mistake in(String file, String search, String replacement, String place, String message) {
        return new Mistake(file + ": " + replacement.strip(), file, search, replacement, place, message);
    }

    /** A file that is written new, or over. */
    public static Mistake file(String file, String content, String place, String message) {
        return new Mistake(file + " is " + content.strip(), file, "", content, place, message);
    }

    /** A file that is missing. */
    public static Mistake without(String file, String message) {
        return new Mistake("without " + file, file, "", "", "", message);
    }

    /** The same mistake, reported elsewhere than where it was made. */
    public Mistake at(String otherPlace, String otherMessage) {
        return new Mistake(name, file, search, replacement, "=" + otherPlace, otherMessage);
    }

    /** Makes the mistake and tells where it has to be reported, {@code pools.yaml:12:9}. */
    public String make(Path folder) {
        var path = folder.resolve(file);
        try {
            if (name.startsWith("without ")) {
                Files.delete(path);
                return place.isEmpty() ? file + ":1:1" : place.substring(1);
            }
            var text = replacement;
            if (!search.isEmpty()) {
                var before = Files.readString(path);
                int at = before.indexOf(search);
                if (at < 0) {
                    throw new IllegalArgumentException(file + " has no " + search);
                }
                text = before.substring(0, at) + replacement + before.substring(at + search.length());
            }
            Files.createDirectories(path.getParent());
            Files.write(path, text.getBytes(StandardCharsets.UTF_8));
            return place.startsWith("=") ? place.substring(1) : file + position(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String position(String text) {
        int at = place.isEmpty() ? 0 : text.indexOf(place);
        if (at < 0) {
            throw new IllegalArgumentException(file + " has no " + place);
        }
        var before = text.substring(0, at);
        return ":" + (before.chars().filter(c -> c == '\n').count() + 1) + ":" + (at - before.lastIndexOf('\n'));
    }

    /** Copies a folder with all that is in it. */
    public static void copy(Path from, Path to) {
        try (var paths = Files.walk(from)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
