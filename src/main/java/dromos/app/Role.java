package dromos.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the owner of an API key may ask for. */
enum Role {
    /** Health and metrics only, for a monitoring system that has no business with customers' mail. */
    OBSERVER,
    /** Everything that can be read. */
    READER,
    /** Everything. */
    MANAGER;

    private static final String OBSERVED = "/observe/";

    static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Role::word).toList();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param path normalised, as the router will look it up */
    boolean mayRead(String path) {
        return this != OBSERVER || path.startsWith(OBSERVED);
    }
}
