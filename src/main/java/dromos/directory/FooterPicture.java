package dromos.directory;

import dromos.mail.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The picture below a person's answers: a JPEG or PNG file in the folder {@code footers}. */
final class FooterPicture {
    static final String FOLDER = "footers";

    /** It goes along with every answer of that person. */
    private static final int MOST_KILOBYTES = 200;

    private FooterPicture() {}

    /** Reads the file of that name, or reports why it cannot be this person's picture. */
    static @Nullable Picture read(YamlNode name, Reading reading) {
        try {
            return read(name.text(), reading.folder).orElse(null);
        } catch (Unfit unfit) {
            reading.problem(name.at(), "'" + name.text() + "' " + unfit.getMessage());
        } catch (IOException e) {
            reading.problem(name.at(), "'" + name.text() + "' cannot be read: restore the rights of this file");
        }
        return null;
    }

    private static Optional<Picture> read(String name, Path config) throws Unfit, IOException {
        var bytes = Files.readAllBytes(checked(name, config));
        var picture = Picture.of(bytes);
        if (picture.isEmpty()) {
            throw new Unfit("is neither a JPEG nor a PNG by its first bytes; save the picture in one of these forms");
        }
        return picture;
    }

    private static Path checked(String name, Path config) throws Unfit, IOException {
        var folder = config.resolve(FOLDER).normalize();
        var file = file(name, config);
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw outside();
        }
        if (!Files.isRegularFile(file)) {
            throw new Unfit("does not exist; expected a JPEG or PNG file in the folder " + FOLDER
                    + Nearest.hint(name, names(folder)));
        }
        // A link could leave the folder without saying so in its name.
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw outside();
        }
        long kilobytes = (Files.size(file) + 1023) / 1024;
        if (kilobytes > MOST_KILOBYTES) {
            throw new Unfit("has " + kilobytes + " kB, expected at most " + MOST_KILOBYTES
                    + " kB, for it goes along with every answer; save the picture smaller");
        }
        return file;
    }

    private static Path file(String name, Path config) throws Unfit {
        try {
            return config.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw outside();
        }
    }

    private static Unfit outside() {
        return new Unfit("is not in the folder " + FOLDER + " of this configuration; put the picture there and name it "
                + "like " + FOLDER + "/ann.jpg");
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> FOLDER + "/" + file.getFileName()).toList();
        }
    }

    /** Why a file is no picture of a footer. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String message) {
            super(message);
        }
    }
}
