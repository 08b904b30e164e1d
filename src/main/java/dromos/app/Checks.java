package dromos.app;

import dromos.directory.BrokenConfiguration;
import dromos.directory.Directory;
import dromos.directory.DirectoryLoader;
import dromos.directory.Location;
import dromos.directory.Problem;
import dromos.directory.Secrets;
import dromos.mail.Keys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be known to be right before anything is started.
 *
 * @param routeFiles how many files of routes were read
 */
record Checks(Settings settings, Directory directory, int routeFiles) {
    private static final Pattern KEY_PLACE = Pattern.compile("(?:(\\d+): |: )?(.*)", Pattern.DOTALL);

    /**
     * Reads settings, directory, routes and keys.
     *
     * @throws BrokenConfiguration with every problem of all of them; the places are paths that an editor can open
     */
    static Checks of(Path config, Path routes, Secrets secrets, Map<String, String> overrides) {
        var problems = new ArrayList<Problem>();
        @Nullable Settings settings = null;
        @Nullable Directory directory = null;
        try {
            settings = Settings.read(config, secrets, overrides);
            checkKeys(settings.keys(), problems);
            checkHttpKeys(settings.http().keys(), problems);
        } catch (BrokenConfiguration broken) {
            problems.addAll(within(config, broken.problems()));
        }
        try {
            directory = DirectoryLoader.load(config, secrets);
        } catch (BrokenConfiguration broken) {
            problems.addAll(within(config, broken.problems()));
        }
        problems.addAll(within(routes, RouteCheck.check(routes, RoutesKnow.ALL)));
        if (settings == null || directory == null || !problems.isEmpty()) {
            throw new BrokenConfiguration(problems);
        }
        return new Checks(settings, directory, routeFiles(routes));
    }

    private static void checkKeys(Path file, List<Problem> problems) {
        try {
            Keys.read(file);
        } catch (Keys.UnusableKeys unusable) {
            var words = String.valueOf(unusable.getMessage()).replace(file.toString() + ":", "");
            var matcher = KEY_PLACE.matcher(words.strip());
            int line = matcher.matches() && matcher.group(1) != null ? Integer.parseInt(matcher.group(1)) : 1;
            problems.add(new Problem(
                    new Location(shown(file), line, 1),
                    matcher.matches() ? matcher.group(2).strip() : words));
        }
    }

    private static void checkHttpKeys(Path file, List<Problem> problems) {
        try {
            ApiKeys.read(file);
        } catch (BrokenConfiguration broken) {
            problems.addAll(broken.problems());
        }
    }

    private static List<Problem> within(Path folder, List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Problem(
                        new Location(
                                shown(place(folder, problem.at().file())),
                                problem.at().line(),
                                problem.at().column()),
                        problem.message()))
                .toList();
    }

    /** A problem of the folder as a whole names the folder instead of a file. */
    private static Path place(Path folder, String file) {
        return file.equals("routes") ? folder : folder.resolve(file);
    }

    private static String shown(Path path) {
        var here = Path.of("").toAbsolutePath();
        var whole = path.toAbsolutePath().normalize();
        return (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
    }

    private static int routeFiles(Path routes) {
        @Nullable String[] names = routes.toFile().list((folder, name) -> name.endsWith(".camel.yaml"));
        return names == null ? 0 : names.length;
    }
}
