package dromos.directory;

import dromos.cases.Case.Priority;
import dromos.cases.Consultation.Meaning;
import dromos.directory.Category.Destination;
import dromos.directory.Category.Rule;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Reads {@code categories.yaml}. */
final class CategoriesFile {
    /** What a destination names instead of a department: the store that the case is about. */
    static final String STORE = "store";

    /** Who hears of a silent store where the category does not say. */
    private static final List<Step> STORE_ESCALATION =
            List.of(new Step(Duration.ZERO, List.of("territorial-manager", "owner"), "store-late"));

    private CategoriesFile() {}

    static Category build(Item item) {
        var name = item.text("name", "");
        return new Category(
                name,
                item.text("title", name),
                item.referenceOrNull("pool", "pool"),
                item.choice("priority", Priority.class, Priority.NORMAL),
                item.number("tier", 1),
                item.textSet("flags"),
                item.durationOrNull("promise"),
                item.items("rules").stream().map(CategoriesFile::rule).toList(),
                destinations(item),
                item.at());
    }

    private static Rule rule(Item item) {
        return new Rule(Conditions.of(item.nodes("when").get(0), item.reading()), item.at());
    }

    private static List<Destination> destinations(Item item) {
        var seen = new HashSet<String>();
        for (var node : item.items("destinations")) {
            if (!seen.add(node.text("to", ""))) {
                item.reading()
                        .problem(node.at(), "this category is sent to '" + node.text("to", "") + "' twice; remove one");
            }
        }
        return item.items("destinations").stream()
                .map(CategoriesFile::destination)
                .toList();
    }

    private static Destination destination(Item item) {
        boolean store = item.text("to", "").equals(STORE);
        var department = store ? null : item.reference("to", "department", "");
        var escalation = item.escalation(store ? "store-late" : "department-late");
        return new Destination(
                department,
                item.choice("answer", Meaning.class, store ? Meaning.REPORT : Meaning.RETURN),
                item.durationOrNull("within"),
                item.referenceOrNull("letter", "letter"),
                store && escalation.isEmpty() ? STORE_ESCALATION : escalation,
                item.at());
    }

    /** The last category takes the rest; none before it may. */
    static void check(Map<String, Category> categories, Reading reading) {
        var all = List.copyOf(categories.values());
        for (int i = 0; i < all.size(); i++) {
            boolean last = i == all.size() - 1;
            var category = all.get(i);
            if (!last && category.rules().isEmpty()) {
                reading.problem(
                        category.at(),
                        "the category '" + category.name() + "' has no rules and would take everything, so '"
                                + all.get(i + 1).name()
                                + "' and what follows is never reached; give it rules or move it to the end");
            }
            if (last && !category.rules().isEmpty()) {
                reading.problem(
                        category.at(),
                        "nothing takes the mail that no rule matches; add a last category without rules, '- name: other'");
            }
        }
    }
}
