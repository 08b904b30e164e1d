package dromos.directory;

import dromos.mail.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the configuration folder into one cross-checked {@link Directory}, or refuses it with everything wrong in it. */
public final class DirectoryLoader {
    /** The settings file, which stands in the same folder and is read by {@link PropertiesFile}. */
    public static final String SETTINGS = "dromos.properties";

    private static final List<String> FILES = List.of(
            "mailboxes.yaml",
            "pools.yaml",
            "departments.yaml",
            "categories.yaml",
            "people.yaml",
            "calendars.yaml",
            StoresFile.NAME);
    private static final Set<String> ALSO =
            Set.of(SETTINGS, Letters.FOLDER, FooterPicture.FOLDER, "secrets", "README.md");

    private DirectoryLoader() {}

    /**
     * Loads the folder. Only secrets that exist are accepted; their values are not kept.
     *
     * @throws BrokenConfiguration with every problem found, each with its place
     */
    public static Directory load(Path folder, Secrets secrets) {
        var reading = new Reading(folder, secrets);
        checkFiles(reading);
        var letters = Letters.load(folder, reading.problems);
        letters.names().forEach(name -> reading.define("letter", name, new Location(Letters.FOLDER, 1, 1)));
        checkRoles(letters, reading);

        reading.open("calendar", "calendars.yaml", "name");
        reading.open("person", "people.yaml", "id");
        reading.open("pool", "pools.yaml", "name");
        reading.open("mailbox", "mailboxes.yaml", "name");
        reading.open("department", "departments.yaml", "name");
        reading.open("category", "categories.yaml", "name");

        var calendars = reading.build("calendar", "name", CalendarsFile::build);
        var people = reading.build("person", "id", PeopleFile::build);
        var pools = reading.build("pool", "name", PoolsFile::build);
        var mailboxes = reading.build("mailbox", "name", MailboxesFile::build);
        var stores = StoresFile.read(reading);
        var departments = reading.build("department", "name", DepartmentsFile::build);
        var categories = reading.build("category", "name", CategoriesFile::build);
        PeopleFile.check(people, reading);
        people.values().forEach(person -> MailboxesFile.refuseOwn(person.address(), person.at(), reading));
        if (reading.isSound("mailbox")) {
            PoolsFile.check(pools, mailboxes, reading);
        }
        if (reading.isSound("category")) {
            CategoriesFile.check(categories, reading);
        }
        if (!reading.problems.isEmpty()) {
            throw new BrokenConfiguration(reading.problems);
        }
        return new Directory(
                revision(folder, people.values()),
                fixed(mailboxes),
                fixed(pools),
                fixed(departments),
                fixed(stores),
                fixed(categories),
                fixed(people),
                fixed(calendars),
                letters);
    }

    private static <T> Map<String, T> fixed(Map<String, T> things) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(things));
    }

    /** A file under another name would silently not be read, so it is refused. */
    private static void checkFiles(Reading reading) {
        for (var name : names(reading.folder)) {
            if (!FILES.contains(name) && !ALSO.contains(name) && !name.startsWith(".")) {
                reading.problem(
                        new Location(name, 1, 1),
                        "nothing reads this file" + Nearest.hint(name, FILES)
                                + " Otherwise move it out of this folder");
            }
        }
    }

    /** Every letter that Dromos sends on its own must exist, whatever pools choose instead. */
    private static void checkRoles(Letters letters, Reading reading) {
        for (var role : Letters.ROLES) {
            if (!letters.names().contains(role)) {
                reading.problem(
                        new Location(Letters.FOLDER + "/" + role + ".ftl", 1, 1),
                        "this letter is needed and missing; copy it from the sample configuration");
            }
        }
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String revision(Path folder, Collection<Person> people) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var name : FILES) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(folder.resolve(name)));
            }
            for (var name : names(folder.resolve(Letters.FOLDER))) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(folder.resolve(Letters.FOLDER).resolve(name)));
            }
            for (var person : people) {
                @Nullable Picture picture = person.picture();
                if (picture != null) {
                    digest.update(picture.digest().getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
