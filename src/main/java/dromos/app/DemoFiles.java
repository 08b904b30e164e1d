package dromos.app;

import dromos.mail.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What the demo keeps from one start to the next, in {@code var/demo}: its database, the keys that sign its tags, a key
 * for REST, and its log.
 */
record DemoFiles(Path folder) {
    /** Those of the folder that Dromos was unpacked or checked out to. */
    static DemoFiles ofThisHouse() {
        return new DemoFiles(ConfigFolders.home().resolve("var/demo"));
    }

    Path log() {
        return folder.resolve("demo.log");
    }

    Path database() {
        return folder.resolve("postgresql");
    }

    Path keys() {
        return folder.resolve("keys");
    }

    /** Lines of {@code name:role:sha256}, as every installation has them. */
    Path httpKeys() {
        return folder.resolve("api-keys");
    }

    /** Makes what is not there yet. */
    void prepare() throws IOException {
        Files.createDirectories(folder);
        if (!Files.exists(keys())) {
            write(keys(), Keys.generate());
        }
        if (!Files.exists(httpKeyFile()) || !Files.exists(httpKeys())) {
            var random = new byte[18];
            new SecureRandom().nextBytes(random);
            var key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            write(httpKeyFile(), key + "\n");
            write(httpKeys(), "demo:manager:" + sha256(key) + "\n");
        }
    }

    /** The bearer token for REST. */
    String httpKey() throws IOException {
        return Files.readString(httpKeyFile()).strip();
    }

    private Path httpKeyFile() {
        return folder.resolve("rest-key");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every Java has SHA-256", failure);
        }
    }

    private void write(Path file, String text) throws IOException {
        var fresh = Files.createTempFile(folder, "new", "");
        Files.writeString(fresh, text);
        if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        }
        Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
