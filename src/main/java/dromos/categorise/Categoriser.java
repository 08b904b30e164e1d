package dromos.categorise;

import dromos.directory.Category;
import dromos.directory.Directory;
import dromos.mail.Languages;
import dromos.mail.Mail;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds category, store and language of a mail. The index of stores is made once per directory; safe for many threads. */
public final class Categoriser {
    private record Prepared(Directory directory, StoreIndex stores) {}

    private final Languages languages;
    private volatile @Nullable Prepared prepared;

    public Categoriser(Languages languages) {
        this.languages = languages;
    }

    /**
     * Tries the rules in their order; the first that holds decides, the last category takes the rest.
     *
     * @param mailbox name of the mailbox it came to; null, or a name that is none, for mail that was handed in, which
     *     goes to the first pool unless its category names one
     */
    public Categorisation categorise(Mail mail, @Nullable String mailbox, Directory directory) {
        var parts = new MailParts(mail);
        var found = stores(directory).find(parts.content());
        var questions = new Questions(parts, mailbox, found.store() != null);
        var passedOver = new ArrayList<String>();
        for (var category : directory.categories().values()) {
            if (category.rules().isEmpty()) {
                return verdict(
                        mail,
                        category,
                        category.at().fileAndLine() + ": no rule before holds",
                        mailbox,
                        found,
                        passedOver,
                        directory);
            }
            for (var rule : category.rules()) {
                var answer = questions.ask(rule.when());
                var explained = rule.at().fileAndLine() + ": " + answer.why();
                if (answer.holds()) {
                    return verdict(mail, category, explained, mailbox, found, passedOver, directory);
                }
                passedOver.add(explained);
            }
        }
        throw new IllegalStateException("the last category has rules; the loader should have refused it");
    }

    private Categorisation verdict(
            Mail mail,
            Category category,
            String reason,
            @Nullable String mailbox,
            StoreIndex.Found found,
            List<String> passedOver,
            Directory directory) {
        return new Categorisation(
                category.name(),
                pool(category, mailbox, directory),
                category.priority(),
                languages.of(mail),
                found.store(),
                reason,
                found.reason(),
                passedOver);
    }

    private static String pool(Category category, @Nullable String mailbox, Directory directory) {
        if (category.pool() != null) {
            return category.pool();
        }
        var arrived = mailbox == null ? null : directory.mailboxes().get(mailbox);
        return arrived == null ? directory.pools().keySet().iterator().next() : arrived.pool();
    }

    private StoreIndex stores(Directory directory) {
        var current = prepared;
        if (current == null || !current.directory().revision().equals(directory.revision())) {
            current = new Prepared(directory, new StoreIndex(directory.stores().values()));
            prepared = current;
        }
        return current.stores();
    }
}
