package dromos.directory;

import dromos.mail.Address;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a letter may show; documented for its authors in {@code docs/reference/letters.md}. Every variable
 * always exists and is empty where it is unknown, so that a letter that renders once renders always. All texts are
 * ready to be shown: instants in the pool's zone, names instead of numbers.
 *
 * @param about the case, {@code case} in the letter
 * @param entries what the letter's audience may see of the case, oldest first
 * @param request text of the customer's newest entry
 * @param text what a person wrote for this letter: answer, question, transcript; empty where nobody did
 * @param facts what only this letter knows, by the keys of {@link #FACTS}
 * @param consultant who speaks in this letter; empty names where nobody does
 */
public record LetterModel(
        CaseView about,
        PoolView pool,
        List<EntryView> entries,
        String request,
        String text,
        Map<String, String> facts,
        Correspondent recipient,
        ConsultantView consultant) {

    /** Every key that {@code facts} may have, with a sample. */
    public static final Map<String, String> FACTS = Map.ofEntries(
            Map.entry("due", "Mon 23 Nov 2026, 14:20"),
            Map.entry("late", "25 minutes"),
            Map.entry("clock", "first response"),
            Map.entry("destination", "Gift certificates"),
            Map.entry("who", "Ann Petrova"),
            Map.entry("reason", "categories.yaml:12: subject has 'gift card'"),
            Map.entry("outcome", "approved"),
            Map.entry("help", "#take  -  the case is yours"),
            Map.entry("progressLink", "mailto:support@agora.example?subject=progress"),
            Map.entry("notOursLink", "mailto:support@agora.example?subject=not-ours"),
            Map.entry("toCustomerLink", "mailto:support@agora.example?subject=to-customer"),
            Map.entry("approveLink", "mailto:support@agora.example?subject=approve"),
            Map.entry("rejectLink", "mailto:support@agora.example?subject=reject"));

    public LetterModel {
        entries = List.copyOf(entries);
        for (var key : facts.keySet()) {
            if (!FACTS.containsKey(key)) {
                throw new IllegalArgumentException(
                        "letters know no fact '" + key + "'" + Nearest.hint(key, FACTS.keySet()));
            }
        }
        facts = Map.copyOf(facts);
    }

    /** @param tag without brackets, {@code DR-10482-K7QM2XV8} */
    public record CaseView(
            String tag,
            long number,
            String subject,
            String category,
            String status,
            String priority,
            String opened,
            Correspondent customer,
            StoreView store) {
        Map<String, Object> asMap() {
            return Map.of(
                    "tag", tag,
                    "number", number,
                    "subject", subject,
                    "category", category,
                    "status", status,
                    "priority", priority,
                    "opened", opened,
                    "customer", customer.asMap(),
                    "store", store.asMap());
        }
    }

    public record PoolView(String name, String title, String address) {
        public static PoolView of(Pool pool) {
            return new PoolView(pool.name(), pool.title(), pool.address().address());
        }

        Map<String, Object> asMap() {
            return Map.of("name", name, "title", title, "address", address);
        }
    }

    /** @param kind in words: request, follow-up, copied, answer ... */
    public record EntryView(String author, String at, String text, String kind) {
        Map<String, Object> asMap() {
            return Map.of("author", author, "at", at, "text", text, "kind", kind);
        }
    }

    /** @param name what he is called: his display name, else his address */
    public record Correspondent(String name, String address) {
        public static final Correspondent NOBODY = new Correspondent("", "");

        public static Correspondent of(Address address) {
            return new Correspondent(address.display(), address.address());
        }

        Map<String, Object> asMap() {
            return Map.of("name", name, "address", address);
        }
    }

    public record StoreView(String id, String name, String street, String city, String phone) {
        public static final StoreView NONE = new StoreView("", "", "", "", "");

        public static StoreView of(Store store) {
            return new StoreView(store.id(), store.name(), store.street(), store.city(), store.phone());
        }

        Map<String, Object> asMap() {
            return Map.of("id", id, "name", name, "street", street, "city", city, "phone", phone);
        }
    }

    /** @param picture the URL of the picture that the footer shows, for {@code src} of an image in HTML */
    public record ConsultantView(String name, String footer, String picture) {
        public static final ConsultantView NOBODY = new ConsultantView("", "", "");

        public static ConsultantView of(Person person) {
            var picture = person.picture();
            return new ConsultantView(person.display(), person.footer(), picture == null ? "" : picture.url());
        }

        Map<String, Object> asMap() {
            return Map.of("name", name, "footer", footer, "picture", picture);
        }
    }

    /** A model with everything in it, by which letters are tried when they are loaded. */
    public static LetterModel sample() {
        return new LetterModel(
                new CaseView(
                        "DR-10482-K7QM2XV8",
                        10482,
                        "My gift card does not work",
                        "Gift certificates",
                        "in progress",
                        "normal",
                        "Mon 23 Nov 2026, 14:05",
                        new Correspondent("Iris Vale", "iris@customers.example"),
                        new StoreView("A017", "Agora Riverside", "12 Harbour Street", "Kelmouth", "+44 20 7946 0117")),
                new PoolView("customer-service", "Agora Customer Service", "support@agora.example"),
                List.of(
                        new EntryView(
                                "Iris Vale", "Mon 23 Nov 2026, 14:05", "The code is refused at the till.", "request"),
                        new EntryView("Ann Petrova", "Mon 23 Nov 2026, 14:12", "Which code is it?", "answer")),
                "The code is refused at the till.",
                "Please try again, the card is active now.",
                FACTS,
                new Correspondent("Iris Vale", "iris@customers.example"),
                new ConsultantView("Ann Petrova", "Ann Petrova\nAgora Customer Service", "cid:ann@footer.dromos"));
    }

    /** The least that a letter can get: every text empty, no entry. */
    static LetterModel bare() {
        return new LetterModel(
                new CaseView(sample().about.tag, 1, "", "", "", "", "", Correspondent.NOBODY, StoreView.NONE),
                new PoolView("", "", ""),
                List.of(),
                "",
                "",
                Map.of(),
                Correspondent.NOBODY,
                ConsultantView.NOBODY);
    }

    Map<String, Object> asMap() {
        var allFacts = new HashMap<String, Object>();
        FACTS.keySet().forEach(key -> allFacts.put(key, facts.getOrDefault(key, "")));
        var map = new LinkedHashMap<String, Object>();
        map.put("case", about.asMap());
        map.put("pool", pool.asMap());
        map.put("entries", entries.stream().map(EntryView::asMap).toList());
        map.put("request", request);
        map.put("text", text);
        map.put("facts", allFacts);
        map.put("recipient", recipient.asMap());
        map.put("consultant", consultant.asMap());
        return map;
    }
}
