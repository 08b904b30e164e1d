package dromos.app;

import dromos.directory.Category;
import dromos.directory.Category.Destination;
import dromos.directory.Department;
import dromos.directory.Directory;
import dromos.directory.Mailbox;
import dromos.directory.Pool;
import dromos.directory.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The configuration as it is, with its mailboxes on the demo's own server, and with time limits that somebody who
 * watches can wait for: a shop has twenty seconds, everybody else a minute, and so has each step of an escalation.
 */
record DemoDirectory(int imapPort) implements UnaryOperator<Directory> {
    static final Duration SHOP = Duration.ofSeconds(20);
    static final Duration OTHERS = Duration.ofMinutes(1);

    @Override
    public Directory apply(Directory directory) {
        return new Directory(
                directory.revision(),
                each(directory.mailboxes(), this::here),
                each(directory.pools(), DemoDirectory::soon),
                each(directory.departments(), DemoDirectory::soon),
                directory.stores(),
                each(directory.categories(), DemoDirectory::soon),
                directory.people(),
                directory.calendars(),
                directory.letters());
    }

    private Mailbox here(Mailbox mailbox) {
        return mailbox.at("127.0.0.1", imapPort, "none", Duration.ofSeconds(1));
    }

    private static Pool soon(Pool pool) {
        return new Pool(
                pool.name(),
                pool.title(),
                pool.address(),
                pool.prefix(),
                pool.push(),
                pool.closeOnAnswer(),
                pool.calendar(),
                OTHERS,
                soon(pool.escalation()),
                pool.members(),
                pool.letters(),
                pool.at());
    }

    private static Department soon(Department department) {
        return new Department(
                department.name(),
                department.title(),
                department.addresses(),
                department.calendar(),
                OTHERS,
                department.answer(),
                department.letter(),
                soon(department.escalation()),
                department.at());
    }

    private static Category soon(Category category) {
        return new Category(
                category.name(),
                category.title(),
                category.pool(),
                category.priority(),
                category.tier(),
                category.flags(),
                category.promise() == null ? null : OTHERS,
                category.rules(),
                category.destinations().stream().map(DemoDirectory::soon).toList(),
                category.at());
    }

    private static Destination soon(Destination destination) {
        return new Destination(
                destination.department(),
                destination.answer(),
                destination.isStore() ? SHOP : OTHERS,
                destination.letter(),
                soon(destination.escalation()),
                destination.at());
    }

    /** The first step stays with the breach itself. */
    private static List<Step> soon(List<Step> escalation) {
        var steps = new ArrayList<Step>();
        for (var step : escalation) {
            var after = step.after().isZero() ? Duration.ZERO : OTHERS.multipliedBy(Math.max(1, steps.size()));
            steps.add(new Step(after, step.to(), step.letter()));
        }
        return List.copyOf(steps);
    }

    private static <T> Map<String, T> each(Map<String, T> things, UnaryOperator<T> change) {
        var changed = new LinkedHashMap<String, T>();
        things.forEach((name, thing) -> changed.put(name, change.apply(thing)));
        return changed;
    }
}
