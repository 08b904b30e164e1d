package dromos.mail;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox of RFC 5322 section 3.4.
 *
 * @param address the addr-spec in lower case, {@code local@domain}; case never distinguishes correspondents here
 * @param name the decoded display name, free of control characters; null where there is none
 */
public record Address(String address, @Nullable String name) {
    public Address {
        address = address.strip().toLowerCase(Locale.ROOT);
    }

    public static Address of(String address) {
        return new Address(address, null);
    }

    /** What a person would call the owner: his name, else his address. */
    public String display() {
        return name == null || name.isBlank() ? address : name;
    }

    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** The address without its sub-address detail (RFC 5233): {@code support+x@shop.test} is {@code support@shop.test}. */
    public String withoutDetail() {
        int at = address.lastIndexOf('@');
        int plus = address.indexOf('+');
        return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
    }

    /** The sub-address detail (RFC 5233), null where there is none. */
    public @Nullable String detail() {
        int at = address.lastIndexOf('@');
        int plus = address.indexOf('+');
        return plus > 0 && plus < at ? address.substring(plus + 1, at) : null;
    }

    @Override
    public String toString() {
        return name == null ? address : name + " <" + address + ">";
    }
}
