package dromos.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Keys for HTTP, and the lines that make them known. */
public final class ApiKey {
    private ApiKey() {}

    public static String make() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The line for that key in the file http.keys. */
    public static String line(String name, String role, String key) {
        return name + ":" + role + ":" + sha256(key.getBytes(StandardCharsets.UTF_8)) + "\n";
    }

    /** Hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
