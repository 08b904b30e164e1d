package dromos.directory;

import dromos.directory.Mailbox.Account;
import dromos.mail.Address;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code mailboxes.yaml}. */
final class MailboxesFile {
    private static final Pattern AFTER = Pattern.compile("keep|delete|flag:[!#-'+-\\[^-z|}~]+|move:\\S.*");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})\\s*(kB|MB)");

    private MailboxesFile() {}

    static Mailbox build(Item item) {
        for (var node : item.nodes("addresses")) {
            var address = Addresses.parse(node.text(), node.at(), item.reading());
            item.reading().define("mailbox address", address.address(), node.at());
        }
        return new Mailbox(
                item.text("name", ""),
                item.addresses("addresses"),
                item.reference("pool", "pool", ""),
                account(item),
                item.flag("sub-addressing", false),
                item.textSet("trusted-servers"),
                item.flag("trusts-spam-headers", false),
                item.letters(),
                item.at());
    }

    private static Account account(Item item) {
        var security = item.text("security", "tls");
        return new Account(
                item.text("host", ""),
                item.number("port", security.equals("tls") ? 993 : 143),
                security,
                item.text("user", ""),
                item.text("authentication", "password"),
                secret(item),
                item.text("folder", "INBOX"),
                after(item),
                item.duration("poll", Duration.ofSeconds(60)),
                item.flag("idle", true),
                size(item));
    }

    private static String secret(Item item) {
        @Nullable YamlNode node = item.node().get("secret");
        var name = item.text("secret", "");
        if (node != null && item.reading().secrets.find(name).isEmpty()) {
            item.reading().problem(node.at(), "the secret '" + name + "' is missing; " + Secrets.cure(name));
        }
        return name;
    }

    private static String after(Item item) {
        @Nullable YamlNode node = item.node().get("after");
        if (node != null && !AFTER.matcher(node.text()).matches()) {
            item.reading()
                    .problem(
                            node.at(),
                            "'" + node.text()
                                    + "' cannot be done to a stored mail; write keep, delete, flag:NAME or move:FOLDER");
        }
        return item.text("after", "keep");
    }

    private static long size(Item item) {
        @Nullable YamlNode node = item.node().get("max-size");
        if (node == null) {
            return 50L * 1024 * 1024;
        }
        var size = SIZE.matcher(node.text());
        if (!size.matches()) {
            item.reading().problem(node.at(), "'" + node.text() + "' is no size; write it like 500kB or 25MB");
            return 0;
        }
        return Long.parseLong(size.group(1)) * (size.group(2).equals("MB") ? 1024 * 1024 : 1024);
    }

    /** Mail to one of our own mailboxes from one of them would go round in circles. */
    static void refuseOwn(Address address, Location at, Reading reading) {
        var owner = reading.definition("mailbox address", address.withoutDetail());
        owner.ifPresent(where -> reading.problem(
                at,
                "'" + address.address() + "' is read by Dromos itself (" + where.fileAndLine()
                        + "), so this mail would come back; write the address of the people who answer"));
    }
}
