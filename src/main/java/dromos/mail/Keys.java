package dromos.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that tokens, Message-IDs and tags are signed with. The first key signs, all verify: to rotate, put a new
 * line on top and keep the old ones for as long as old mail may be answered.
 *
 * <p>The file has one key a line, {@code id:base64}; id is a number from 1 to 255 that is never used again, base64
 * stands for 32 bytes or more. Empty lines and lines that start with # are skipped. Thread-safe.
 */
public final class Keys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MINIMUM_BYTES = 32;
    private static final String CURE = "make one with: echo \"1:$(openssl rand -base64 32)\" > FILE";

    /** One secret under its number. */
    record Key(int id, SecretKeySpec secret) {
        /** HMAC-SHA-256 (32 bytes) over the parts; the use keeps what is signed for one thing from serving another. */
        byte[] mac(String use, byte[]... parts) {
            try {
                var mac = Mac.getInstance(ALGORITHM);
                mac.init(secret);
                mac.update(use.getBytes(StandardCharsets.US_ASCII));
                mac.update((byte) 0);
                for (byte[] part : parts) {
                    mac.update(part);
                }
                return mac.doFinal();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no " + ALGORITHM, e);
            }
        }

        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }

    /** The secret file cannot be used; the message names file, line and cure, never the secret. */
    public static final class UnusableKeys extends RuntimeException {
        UnusableKeys(String message) {
            super(message);
        }
    }

    private final List<Key> keys;

    private Keys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /** @throws UnusableKeys where the file is missing, unreadable, empty or holds a line that is not a strong key */
    public static Keys read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new UnusableKeys(file + ": there is no such key file; " + CURE);
        } catch (IOException e) {
            throw new UnusableKeys(file + ": cannot be read (" + e.getClass().getSimpleName()
                    + "); let the user that runs dromos read it");
        }
        return parse(file.toString(), text);
    }

    /** @param origin named in error messages in place of a file */
    public static Keys parse(String origin, String text) {
        var keys = new ArrayList<Key>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            var key = parseLine(origin + ":" + number, line.strip());
            if (keys.stream().anyMatch(other -> other.id() == key.id())) {
                throw new UnusableKeys(origin + ":" + number + ": key " + key.id()
                        + " is there twice; give the new key a number that was never used");
            }
            keys.add(key);
        }
        if (keys.isEmpty()) {
            throw new UnusableKeys(origin + ":1: holds no key; " + CURE);
        }
        return new Keys(keys);
    }

    private static Key parseLine(String place, String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new UnusableKeys(place + ": expected id:base64; " + CURE);
        }
        int id;
        byte[] secret;
        try {
            id = Integer.parseInt(line.substring(0, colon).strip());
        } catch (NumberFormatException e) {
            id = 0;
        }
        if (id < 1 || id > 255) {
            throw new UnusableKeys(place + ": the id before the colon must be a number from 1 to 255");
        }
        try {
            secret = Base64.getDecoder().decode(line.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
            throw new UnusableKeys(place + ": what follows the colon is not base64; " + CURE);
        }
        if (secret.length < MINIMUM_BYTES || distinctBytes(secret) < 8) {
            throw new UnusableKeys(
                    place + ": key " + id + " is weak, " + MINIMUM_BYTES + " random bytes or more are needed; " + CURE);
        }
        return new Key(id, new SecretKeySpec(secret, ALGORITHM));
    }

    private static long distinctBytes(byte[] secret) {
        return new String(secret, StandardCharsets.ISO_8859_1)
                .chars()
                .distinct()
                .count();
    }

    /** The text of a new key file with one random key. */
    public static String generate() {
        var secret = new byte[MINIMUM_BYTES];
        new SecureRandom().nextBytes(secret);
        return "# Signs tokens and tags. The first line signs, all lines verify; keep old ones below a new one.\n1:"
                + Base64.getEncoder().encodeToString(secret) + "\n";
    }

    Key signing() {
        return keys.get(0);
    }

    Optional<Key> byId(int id) {
        return keys.stream().filter(key -> key.id() == id).findFirst();
    }

    List<Key> all() {
        return keys;
    }

    @Override
    public String toString() {
        return "Keys" + keys.stream().map(Key::id).toList();
    }
}
