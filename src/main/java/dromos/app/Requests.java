package dromos.app;

import dromos.cases.Status;
import dromos.directory.DirectoryInForce;
import dromos.directory.Nearest;
import dromos.mail.Address;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what a caller asks for; whatever is not understood is refused with the nearest name that would be. */
public final class Requests {
    private static final int MOST = 200;
    private static final int USUAL = 50;
    private static final List<String> LETTER_STATES = List.of("waiting", "sending", "sent", "failed");

    /** Which cases; null stands for any. */
    public record CaseFilter(
            @Nullable Status status,
            @Nullable String pool,
            @Nullable String owner,
            @Nullable String store,
            @Nullable String customer,
            long before,
            int limit) {}

    /**
     * Which rows.
     *
     * @param state of a letter; null for all that are not yet sent
     */
    public record Page(@Nullable String state, long before, long after, int limit) {}

    /** A case by its number, or by its tag where the number is -1. */
    public record CaseName(long number, String tag) {}

    private final DirectoryInForce directory;

    Requests(DirectoryInForce directory) {
        this.directory = directory;
    }

    /** @param query of the URL, still encoded; null where there is none */
    public CaseFilter cases(@Nullable String query) {
        var given = parameters(query, "status", "pool", "owner", "store", "customer", "before", "limit");
        var known = directory.current();
        var status = oneOf(
                given,
                "status",
                Arrays.stream(Status.values()).map(Status::word).toList());
        var customer = given.get("customer");
        return new CaseFilter(
                Arrays.stream(Status.values())
                        .filter(each -> each.word().equals(status))
                        .findFirst()
                        .orElse(null),
                oneOf(given, "pool", known.pools().keySet()),
                oneOf(given, "owner", known.people().keySet()),
                oneOf(given, "store", known.stores().keySet()),
                customer == null ? null : Address.of(customer).address(),
                number(given, "before", Long.MAX_VALUE),
                limit(given));
    }

    /** A page that goes back in time: {@code before} and {@code limit}. */
    public Page newest(@Nullable String query) {
        var given = parameters(query, "before", "limit");
        return new Page(null, number(given, "before", Long.MAX_VALUE), 0, limit(given));
    }

    /** A page that goes on in time: {@code after} and {@code limit}. */
    public Page oldest(@Nullable String query) {
        var given = parameters(query, "after", "limit");
        return new Page(null, Long.MAX_VALUE, number(given, "after", 0), limit(given));
    }

    public Page letters(@Nullable String query) {
        var given = parameters(query, "state", "before", "limit");
        return new Page(oneOf(given, "state", LETTER_STATES), number(given, "before", Long.MAX_VALUE), 0, limit(given));
    }

    /** Nothing can be asked besides the path. */
    public void nothing(@Nullable String query) {
        parameters(query);
    }

    /** @param text {@code 10001}, {@code DR-10001-K7QM2XV8} or the same in brackets */
    public CaseName caseName(String text) {
        var bare = text.strip().replaceAll("^\\[|\\]$", "");
        if (bare.matches("[0-9]{1,18}")) {
            return new CaseName(Long.parseLong(bare), "");
        }
        return new CaseName(-1, bare.toUpperCase(Locale.ROOT));
    }

    /**
     * What the path names: {@code 7} in {@code /api/messages/7/raw}. It is read from the path itself, because Camel
     * keeps path parameters, query parameters and request headers under one name.
     */
    public String named(String path) {
        var segments = path.split("/", -1);
        return segments.length > 3 ? decode(segments[3].replace("+", "%2B")) : "";
    }

    /** The number of a row that a path names. */
    public long id(@Nullable String query, String text) {
        parameters(query);
        if (!text.matches("[0-9]{1,18}")) {
            throw new BadRequest("'" + text + "' is not a number");
        }
        return Long.parseLong(text);
    }

    private static Map<String, String> parameters(@Nullable String query, String... names) {
        var known = List.of(names);
        var given = new TreeMap<String, String>();
        for (var part : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = part.indexOf('=');
            var name = decode(equals < 0 ? part : part.substring(0, equals));
            var value = equals < 0 ? "" : decode(part.substring(equals + 1));
            if (!known.contains(name)) {
                throw new BadRequest("there is no parameter '" + name + "' here" + Nearest.hint(name, known));
            }
            if (given.put(name, value) != null) {
                throw new BadRequest("the parameter '" + name + "' is there twice");
            }
        }
        return given;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new BadRequest("'" + text + "' is not percent-encoded: write %25 for %");
        }
    }

    private static @Nullable String oneOf(Map<String, String> given, String name, Collection<String> known) {
        var value = given.get(name);
        if (value != null && !known.contains(value)) {
            throw new BadRequest("there is no " + name + " '" + value + "'" + Nearest.hint(value, known));
        }
        return value;
    }

    private static int limit(Map<String, String> given) {
        long limit = number(given, "limit", USUAL);
        if (limit < 1 || limit > MOST) {
            throw new BadRequest("limit is a number from 1 to " + MOST);
        }
        return (int) limit;
    }

    private static long number(Map<String, String> given, String name, long otherwise) {
        var value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw new BadRequest(name + " is a whole number, not '" + value + "'");
        }
        return Long.parseLong(value);
    }
}
