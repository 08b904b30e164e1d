package dromos.monitor;

import dromos.monitor.Figures.MailboxFigures;
import dromos.store.Fate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Every figure, by its names. */
final class FigureTable {
    private FigureTable() {}

    static List<Figure> of(Collection<String> mailboxes, Collection<String> pools) {
        var all = new ArrayList<Figure>();
        all.add(Figure.gauge("Inbox", "Waiting", "messages without a fate", Figures::inboxWaiting));
        all.add(Figure.gauge("Inbox", "OldestAgeSeconds", "age of the oldest of them", Figures::inboxOldestAge));
        all.add(Figure.gauge("Outbox", "Waiting", "letters not yet sent", Figures::outboxWaiting));
        all.add(Figure.gauge("Outbox", "OldestAgeSeconds", "age of the oldest of them", Figures::outboxOldestAge));
        all.add(Figure.count("Outbox", "Sent", "letters that the relay took", now -> now.letters("sent")));
        all.add(Figure.count("Outbox", "Failed", "letters refused or returned", now -> now.letters("failed")));
        all.add(Figure.gauge("Quarantine", "Messages", "messages set aside", Figures::quarantined));
        all.add(Figure.gauge("Cases", "DeadlinesRunning", "clocks that are not late", Figures::deadlinesRunning));
        all.add(Figure.gauge("Cases", "DeadlinesBreached", "broken promises, still open", Figures::deadlinesBreached));
        all.add(Figure.gauge(
                "Correlation", "WrongTagsToday", "tags and tokens that nobody signed", Figures::wrongTags));
        all.add(Figure.gauge("Cases", "Open", "open cases", Figures::allOpenCases)
                .withoutMetric());
        for (var pool : pools) {
            all.add(Figure.gauge("Cases", "Open", "open cases of the pool", now -> now.openCases(pool))
                    .of("pool", "pool", pool));
        }
        mailboxes.forEach(mailbox -> all.addAll(ofMailbox(mailbox)));
        all.addAll(ofLedger());
        return List.copyOf(all);
    }

    private static List<Figure> ofMailbox(String name) {
        var all = new ArrayList<Figure>();
        all.add(mailbox(name, "LastSuccessAgeSeconds", "since the last good poll", MailboxFigures::lastSuccessAge));
        all.add(mailbox(name, "Failing", "1 while polls go wrong", figures -> figures.failing() ? 1 : 0));
        all.add(mailbox(name, "Unaccounted", "seen, neither recorded nor gone", MailboxFigures::unaccounted));
        all.add(mailbox(name, "Seen", "messages that the server showed", MailboxFigures::seen)
                .counting());
        all.add(mailbox(name, "Recorded", "messages stored", MailboxFigures::recorded)
                .counting());
        all.add(mailbox(name, "Gone", "messages removed before they were fetched", MailboxFigures::gone)
                .counting());
        for (var fate : Fate.values()) {
            all.add(new Figure(
                    "",
                    "",
                    "dromos.messages",
                    Map.of("mailbox", name, "fate", fate.word()),
                    true,
                    "messages that ended with this fate",
                    now -> now.finished(name, fate)));
        }
        return all;
    }

    private static Figure mailbox(
            String name, String attribute, String description, ToDoubleFunction<MailboxFigures> value) {
        return Figure.gauge("Mailbox", attribute, description, now -> value.applyAsDouble(now.mailbox(name)))
                .of("name", "mailbox", name);
    }

    private static List<Figure> ofLedger() {
        var all = new ArrayList<Figure>();
        all.add(ledger("Seen", "messages that the servers showed", now -> now.sum(MailboxFigures::seen)));
        all.add(ledger("Recorded", "messages stored", now -> now.sum(MailboxFigures::recorded)));
        all.add(ledger("Gone", "messages removed before they were fetched", now -> now.sum(MailboxFigures::gone)));
        all.add(ledger("Unaccounted", "seen, neither recorded nor gone", now -> now.sum(MailboxFigures::unaccounted)));
        for (var fate : Fate.values()) {
            all.add(ledger(attribute(fate), "messages that ended as " + fate.word(), now -> now.finished(fate)));
        }
        return all;
    }

    private static Figure ledger(String attribute, String description, ToDoubleFunction<Figures> value) {
        return Figure.gauge("Ledger", attribute, description, value).withoutMetric();
    }

    /** {@code NewCase} for NEW_CASE. */
    private static String attribute(Fate fate) {
        var name = new StringBuilder();
        for (var word : fate.word().split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return name.toString();
    }
}
