package dromos.categorise;

import dromos.directory.Store;
import dromos.directory.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the store that a text speaks of: by id, name, alias, or street and city, as whole words. The time of a search
 * grows with the text, not with the number of stores.
 */
final class StoreIndex {
    /** @param store id; null where none or several are named */
    record Found(@Nullable String store, String reason) {}

    /** @param isStreet counts only where the city is named as well */
    private record Entry(Store store, boolean isStreet) {}

    private static final int LONGEST = 12;

    private final Map<String, List<Entry>> phrases = new HashMap<>();
    private final Map<String, Integer> longestByFirstWord = new HashMap<>();

    StoreIndex(Collection<Store> stores) {
        for (var store : stores) {
            addId(store);
            add(store.name(), store, false);
            store.aliases().forEach(alias -> add(alias, store, false));
            add(store.street(), store, true);
        }
    }

    /** A bare number is no name of a store: too many other things are numbers. */
    private void addId(Store store) {
        if (store.id().chars().allMatch(Character::isDigit)) {
            List.of("store ", "shop ", "store no ", "shop no ", "store number ")
                    .forEach(word -> add(word + store.id(), store, false));
        } else {
            add(store.id(), store, false);
        }
    }

    private void add(String name, Store store, boolean isStreet) {
        var phrase = Tokens.of(name);
        var words = phrase.split(" ", -1);
        if (phrase.isEmpty() || words.length > LONGEST) {
            return;
        }
        var entries = phrases.computeIfAbsent(phrase, any -> new ArrayList<>());
        if (entries.stream().noneMatch(entry -> entry.store().id().equals(store.id()) && !entry.isStreet())) {
            entries.add(new Entry(store, isStreet));
        }
        longestByFirstWord.merge(words[0], words.length, Math::max);
    }

    /** @param content in the form of {@link Tokens} */
    Found find(String content) {
        var words = content.split(" ");
        var found = new LinkedHashMap<String, String>();
        for (int i = 0; i < words.length; ) {
            i += collect(words, i, content, found);
        }
        if (found.isEmpty()) {
            return new Found(null, "no store is named");
        }
        if (found.size() > 1) {
            return new Found(null, "several stores are named: " + String.join(", ", found.keySet()));
        }
        var only = found.entrySet().iterator().next();
        return new Found(only.getKey(), "the mail has '" + only.getValue() + "'");
    }

    /** Takes the longest phrase that starts at that word and returns how many words it used. */
    private int collect(String[] words, int start, String content, Map<String, String> found) {
        int longest = Math.min(longestByFirstWord.getOrDefault(words[start], 0), words.length - start);
        for (int length = longest; length > 0; length--) {
            var phrase = String.join(" ", Arrays.asList(words).subList(start, start + length));
            var stores = meant(phrases.getOrDefault(phrase, List.of()), content);
            if (!stores.isEmpty()) {
                stores.forEach(store -> found.putIfAbsent(store, phrase));
                return length;
            }
        }
        return 1;
    }

    /** Several stores may share a name or a street; the city, if it is written, tells which. */
    private static Set<String> meant(List<Entry> entries, String content) {
        var all = new LinkedHashSet<String>();
        var inCity = new LinkedHashSet<String>();
        for (var entry : entries) {
            boolean cityNamed = Tokens.contain(content, Tokens.of(entry.store().city()));
            if (cityNamed) {
                inCity.add(entry.store().id());
            }
            if (cityNamed || !entry.isStreet()) {
                all.add(entry.store().id());
            }
        }
        return inCity.isEmpty() ? all : inCity;
    }
}
