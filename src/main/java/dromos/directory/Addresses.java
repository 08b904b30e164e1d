package dromos.directory;

import dromos.mail.Address;
import java.util.regex.Pattern;

/** Mail addresses in configuration: {@code local@domain.tld} or {@code Name <local@domain.tld>}. */
final class Addresses {
    private static final Pattern PLAIN = Pattern.compile("[^\\s@<>(),;:\"\\[\\]\\\\]{1,64}@[^\\s@<>(),;:\"_]{1,250}");
    private static final Pattern NAMED = Pattern.compile("([^<>@]{1,200}?)\\s*<([^<>]{3,320})>");

    private Addresses() {}

    /** The address, or a problem and a stand-in. */
    static Address parse(String text, Location at, Reading reading) {
        var named = NAMED.matcher(text.strip());
        var plain = named.matches() ? named.group(2).strip() : text.strip();
        if (!isAddress(plain)) {
            reading.problem(at, "'" + text.strip() + "' is no mail address; write it like giftcards@shop.example");
            return Address.of("nobody@invalid.invalid");
        }
        return named.matches() ? new Address(plain, named.group(1).strip()) : Address.of(plain);
    }

    private static boolean isAddress(String text) {
        int dot = text.lastIndexOf('.');
        return PLAIN.matcher(text).matches()
                && dot > text.indexOf('@') + 1
                && dot < text.length() - 1
                && !text.contains("..");
    }
}
