package dromos.directory;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them in configuration: {@code 30s}, {@code 15m}, {@code 4h}, {@code 1d}, {@code 1h30m}. */
public final class Durations {
    /** What to tell somebody who wrote something else. */
    public static final String SYNTAX = "write a number and s, m, h or d, like 30s, 15m, 4h or 1d";

    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,7})s)?");

    private Durations() {}

    /** @return empty where the text is no duration; one day is 24 hours */
    public static Optional<Duration> parse(String text) {
        var parts = FORM.matcher(text.strip());
        if (text.isBlank() || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
