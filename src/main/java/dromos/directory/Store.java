package dromos.directory;

import dromos.mail.Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code stores.csv}.
 *
 * @param aliases other names by which customers call it
 * @param mailbox the shop's own address
 */
public record Store(
        String id,
        String name,
        List<String> aliases,
        String street,
        String city,
        String phone,
        Address mailbox,
        @Nullable Address director,
        @Nullable Address deputy,
        @Nullable Address seniorCashier,
        @Nullable Address territorialManager,
        List<Address> extra,
        Location at) {

    /** Everybody who gets a message about this shop, the shop first, each address once. */
    public List<Address> everybody() {
        var all = new ArrayList<Address>();
        all.add(mailbox);
        for (var address : new @Nullable Address[] {director, deputy, seniorCashier, territorialManager}) {
            if (address != null) {
                all.add(address);
            }
        }
        all.addAll(extra);
        return all.stream().distinct().toList();
    }
}
