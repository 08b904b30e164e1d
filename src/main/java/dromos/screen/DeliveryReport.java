package dromos.screen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a message/delivery-status part (RFC 3464 section 2, and RFC 6533 for addresses beyond ASCII), as far as
 * they can be read: empty lines between recipients are forgotten by some programs and added by others.
 */
record DeliveryReport(List<Recipient> recipients) {
    private static final int MOST_LINES = 10_000;
    private static final int MOST_RECIPIENTS = 100;
    private static final Set<String> ARRIVED = Set.of("delivered", "relayed", "expanded", "success", "sent");

    /**
     * One group of recipient fields.
     *
     * @param address that we wrote to: Original-Recipient, else Final-Recipient
     * @param action in lower case, empty where it is not told
     * @param status of RFC 3463, empty where it is not told
     * @param diagnostic what the other server said, empty where it is not told
     */
    record Recipient(String address, String action, String status, String diagnostic) {
        boolean isDelayed() {
            return action.startsWith("delay");
        }

        /** Actions that no RFC knows are failures that somebody named otherwise: {@code failure}, {@code error}. */
        boolean hasArrived() {
            return ARRIVED.contains(action) || (action.isEmpty() && status.startsWith("2"));
        }

        Bounce.Failed failed(String otherwise) {
            var told = diagnostic.isEmpty() ? otherwise : diagnostic;
            return StatusText.failed(address, status, isDelayed() ? "delayed" : "failed", told);
        }
    }

    static DeliveryReport read(String text) {
        var recipients = new ArrayList<Recipient>();
        var fields = new HashMap<String, String>();
        for (String line : unfolded(text)) {
            int colon = line.indexOf(':');
            var name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            boolean next = line.isBlank() || (name.equals("final-recipient") && fields.containsKey(name));
            if (next) {
                close(fields, recipients);
            }
            if (colon > 0) {
                fields.putIfAbsent(name, line.substring(colon + 1).strip());
            }
        }
        close(fields, recipients);
        return new DeliveryReport(List.copyOf(recipients));
    }

    /** Whether all that it tells of has arrived, or was handed on to systems that send no reports. */
    boolean isOfSuccess() {
        return !recipients.isEmpty() && recipients.stream().allMatch(Recipient::hasArrived);
    }

    /** @param otherwise what explains a failure that has no diagnostic */
    List<Bounce.Failed> failures(String otherwise) {
        return recipients.stream()
                .filter(recipient -> !recipient.hasArrived())
                .map(recipient -> recipient.failed(otherwise))
                .toList();
    }

    private static List<String> unfolded(String text) {
        var lines = new ArrayList<StringBuilder>();
        text.lines().limit(MOST_LINES).forEach(line -> {
            boolean folded = !line.isBlank() && Character.isWhitespace(line.charAt(0)) && !lines.isEmpty();
            if (folded) {
                lines.get(lines.size() - 1).append(' ').append(line.strip());
            } else {
                lines.add(new StringBuilder(line));
            }
        });
        return lines.stream().map(StringBuilder::toString).toList();
    }

    /** Takes a finished group of recipient fields. */
    private static void close(Map<String, String> fields, List<Recipient> recipients) {
        var address = address(fields);
        if (!address.isEmpty() && recipients.size() < MOST_RECIPIENTS) {
            recipients.add(new Recipient(
                    address,
                    word(fields.getOrDefault("action", "")),
                    StatusText.code(fields.getOrDefault("status", "")),
                    (fields.getOrDefault("diagnostic-code", "") + " " + comment(fields.getOrDefault("status", "")))
                            .strip()));
        }
        fields.clear();
    }

    /** What follows the address type: {@code rfc822; a@b}. The original address is the one that we wrote to. */
    private static String address(Map<String, String> fields) {
        for (String field : List.of("original-recipient", "final-recipient")) {
            var value = fields.getOrDefault(field, "");
            var address =
                    address(unescaped(value.substring(value.indexOf(';') + 1).strip()));
            if (!address.isEmpty()) {
                return address;
            }
        }
        return "";
    }

    /** The first address; one that breaks the rules may be just what failed. */
    private static String address(String value) {
        var addresses = RecipientText.addresses(value);
        if (!addresses.isEmpty()) {
            return addresses.get(0);
        }
        boolean whole = value.length() < 255
                && value.indexOf('@') > 0
                && !value.contains("...")
                && value.chars().noneMatch(Character::isWhitespace);
        return whole ? value.toLowerCase(Locale.ROOT).replace("<", "").replace(">", "") : "";
    }

    /** RFC 6533 section 3: {@code \x{E9}} is a letter that the transport could not carry. */
    private static String unescaped(String address) {
        int at = address.indexOf("\\x{");
        if (at < 0) {
            return address;
        }
        var plain = new StringBuilder();
        int from = 0;
        while (at >= 0) {
            int close = address.indexOf('}', at);
            var letter = close < 0 ? "" : letter(address.substring(at + 3, close));
            plain.append(address, from, at).append(letter);
            from = close < 0 ? address.length() : close + 1;
            at = address.indexOf("\\x{", from);
        }
        return plain.append(address, from, address.length()).toString();
    }

    private static String letter(String hex) {
        try {
            int code = hex.length() > 6 ? -1 : Integer.parseInt(hex, 16);
            return Character.isValidCodePoint(code) ? Character.toString(code) : "";
        } catch (NumberFormatException notHex) {
            return "";
        }
    }

    private static String word(String value) {
        int end = 0;
        while (end < value.length() && Character.isLetter(value.charAt(end))) {
            end++;
        }
        return value.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /** What some programs write behind the code. */
    private static String comment(String status) {
        return status.length() > "5.1.1".length() ? status : "";
    }
}
