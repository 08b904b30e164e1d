package dromos.directory;

import dromos.directory.Pool.Member;
import dromos.mail.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code pools.yaml}. */
final class PoolsFile {
    private PoolsFile() {}

    static Pool build(Item item) {
        var name = item.text("name", "");
        var title = item.text("title", name);
        var prefix = item.text("prefix", "");
        @Nullable YamlNode prefixNode = item.node().get("prefix");
        item.reading()
                .define("prefix", prefix.toUpperCase(Locale.ROOT), prefixNode == null ? item.at() : prefixNode.at());
        return new Pool(
                name,
                title,
                new Address(item.address("address").address(), title),
                prefix,
                item.text("assignment", "push").equals("push"),
                item.flag("close-on-answer", false),
                item.reference("calendar", "calendar", WorkingCalendar.AROUND_THE_CLOCK),
                item.duration("promise", Duration.ofMinutes(15)),
                item.escalation("promise-broken"),
                members(item),
                item.letters(),
                item.at());
    }

    private static List<Member> members(Item item) {
        var members = new ArrayList<Member>();
        @Nullable YamlNode table = item.node().get("members");
        if (table != null) {
            table.fields().forEach((person, priority) -> {
                item.reading().require("person", person, priority.keyAt());
                members.add(new Member(person, priority.json().asInt()));
            });
        }
        return members;
    }

    /** Answers go to the pool's address, so a mailbox has to read it. */
    static void check(Map<String, Pool> pools, Map<String, Mailbox> mailboxes, Reading reading) {
        for (var pool : pools.values()) {
            var address = pool.address().address();
            if (mailboxes.values().stream().noneMatch(mailbox -> mailbox.answersFor(address))) {
                var known = mailboxes.values().stream()
                        .flatMap(mailbox -> mailbox.addresses().stream())
                        .map(Address::address)
                        .toList();
                reading.problem(
                        pool.at(),
                        "no mailbox answers for '" + address + "', so answers to the pool '" + pool.name()
                                + "' would be lost" + Nearest.hint(address, known));
            }
        }
    }
}
