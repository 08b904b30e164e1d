package dromos.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dromos.testing.Corpora;
import dromos.testing.Dovecot;
import dromos.testing.SmtpSink;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Real mail through the product as it is run, judged from outside: by the loader's list and by what the SMTP server
 * wrote down. First as it is, which is nearly all list mail; then as if persons had written it, in three rounds
 * against a bare loop, with departments and shops that answer.
 */
public final class RealMail {
    private static final String USER = "support";
    private static final int ROUNDS = 3;
    private static final int ANSWERS = 100;
    private static final int LEAST_ACKNOWLEDGEMENTS = 600;
    private static final int LEAST_ASKED = 300;
    private static final double TARGET = 0.25;
    private static final Pattern AUTO_REPLIED = Pattern.compile("(?im)^Auto-Submitted:\\s*auto-replied");

    private final List<LoadedMail> corpus;
    private final Result result;

    private RealMail(List<LoadedMail> corpus, Result result) {
        this.corpus = corpus;
        this.result = result;
    }

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        List<LoadedMail> corpus = Corpora.mails("spamassassin").stream()
                .filter(file -> file.getFileName().toString().startsWith("easy-ham"))
                .map(Corpora::bytes)
                .map(LoadedMail::of)
                .toList();
        var result = new Result(
                "real-mail",
                corpus.size() + " mails of the SpamAssassin corpus (easy-ham-2) through bin/dromos run, an external"
                        + " durable PostgreSQL, Dovecot and smtp-sink, all on this machine, "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        var drill = new RealMail(corpus, result);
        drill.asTheyAre();
        drill.asIfPersonsWrote();
        result.finish(Arrays.asList(args).contains("--record"));
        System.exit(result.holds() ? 0 : 1);
    }

    private static void configure(Site site) throws Exception {
        ShopConfig.write(
                site.config(),
                site.dovecot().port(),
                USER,
                site.httpPort(),
                site.sink().port(),
                site.databaseUrl());
    }

    private void asTheyAre() throws Exception {
        try (Site site = Site.open()) {
            configure(site);
            try (RouterProcess router = site.start()) {
                site.awaitFirstPoll(router);
                double rate = deliver(site, router, corpus, corpus.size());
                result.tell("as they are: messages per second, a cold process", "%.0f".formatted(rate));
                judge("as they are", site, corpus);
                result.tell(
                        "as they are: acknowledgements in the sink",
                        acknowledgements(SinkLetter.readAll(site.letters())));
            }
            result.none("as they are: lines of stack traces in the log", RouterProcess.stackLines(site.log()));
        }
    }

    /** Shows the mails at once and returns how many of them per second were done, letters and all. */
    private static double deliver(Site site, RouterProcess router, List<LoadedMail> mails, int afterwards)
            throws Exception {
        // The last file is written before the first mail can be seen; that moment starts the clock.
        long start = System.nanoTime();
        site.dovecot().deliverAll(USER, mails.stream().map(LoadedMail::bytes).toList());
        site.awaitQuiet(router, afterwards, Duration.ofMinutes(15));
        return mails.size() * 1e9 / (System.nanoTime() - start);
    }

    private void judge(String run, Site site, List<LoadedMail> loaded) throws Exception {
        var check = new FateCheck(site.sql(), loaded);
        result.none(run + ": mails without exactly one fate, by sha-256", check.exceptions());
        result.tell(run + ": fates", check.fates());
        result.none(
                run + ": unaccounted, by the server's UIDs", FateCheck.unaccounted(site.sql(), uids(site.dovecot())));
        String reported = site.reportedUnaccounted();
        result.must(run + ": unaccounted, as REST says", reported.equals("0"), reported);
        var quarantined = site.sql()
                .sql("select uid || ' ' || reason from message where fate = 'quarantined' order by uid")
                .query(String.class)
                .list();
        result.none(run + ": quarantined", quarantined);
    }

    /** Every UID of the mailbox, as a colleague's mail client sees them. */
    static List<Long> uids(Dovecot dovecot) throws MessagingException {
        try (var store = dovecot.login(USER);
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            var uids = new ArrayList<Long>();
            for (var message : inbox.getMessages()) {
                uids.add(((UIDFolder) inbox).getUID(message));
            }
            return uids;
        }
    }

    private void asIfPersonsWrote() throws Exception {
        try (Site site = Site.open()) {
            configure(site);
            var loaded = new ArrayList<LoadedMail>();
            try (RouterProcess router = site.start()) {
                site.awaitFirstPoll(router);
                race(site, router, loaded);
                judge("stripped", site, loaded);
                judgeLetters(site);
                answer(site, router, loaded);
                judge("after the answers", site, loaded);
            }
            result.none("stripped: lines of stack traces in the log", RouterProcess.stackLines(site.log()));
        }
    }

    /** Rounds of Dromos and of the bare loop by turns, over the same mails. */
    private void race(Site site, RouterProcess router, List<LoadedMail> loaded) throws Exception {
        Path bareFolder = Files.createDirectory(site.folder().resolve("bare"));
        var rates = new ArrayList<double[]>();
        try (var bareSink = SmtpSink.start(bareFolder)) {
            var bare = new BareLoop(site.dovecot(), site.otherDatabase(), bareSink.port());
            Set<Path> known = new HashSet<>();
            for (int round = 1; round <= ROUNDS; round++) {
                String name = "r" + round;
                var mails = corpus.stream().map(mail -> mail.personal(name)).toList();
                loaded.addAll(mails);
                Duration processor = router.processor();
                double own = deliver(site, router, mails, loaded.size());
                processor = router.processor().minus(processor);
                site.printStatements(mails.size());
                site.dovecot()
                        .deliverAll(name, mails.stream().map(LoadedMail::bytes).toList());
                var letters = SinkLetter.readNew(site.letters(), known);
                double other = mails.size() * 1e9 / bare.run(name, mails.size(), letters);
                rates.add(new double[] {own, other});
                result.tell(
                        "round " + round + ": messages per second, Dromos / bare loop",
                        String.format(
                                Locale.ROOT,
                                "%.0f / %.0f, %d letters each, %.1f ms processor time a message",
                                own,
                                other,
                                letters.size(),
                                processor.toMillis() / (double) mails.size()));
            }
        }
        double own = median(rates, 0);
        double other = median(rates, 1);
        result.tell("median: messages per second, Dromos / bare loop", "%.0f / %.0f".formatted(own, other));
        result.must(
                "median: ratio to the bare loop, at least " + TARGET,
                own / other >= TARGET,
                String.format(Locale.ROOT, "%.2f", own / other));
    }

    private static double median(List<double[]> rates, int column) {
        return rates.stream().mapToDouble(rate -> rate[column]).sorted().toArray()[rates.size() / 2];
    }

    private void judgeLetters(Site site) throws Exception {
        var letters = SinkLetter.readAll(site.letters());
        int acknowledged = acknowledgements(letters);
        result.must(
                "acknowledgements in the sink, at least " + LEAST_ACKNOWLEDGEMENTS + " in each round of " + ROUNDS,
                acknowledged >= LEAST_ACKNOWLEDGEMENTS * ROUNDS,
                acknowledged);
        long asked = letters.stream()
                .filter(RealMail::isToDestination)
                .map(SinkLetter::tag)
                .distinct()
                .count();
        result.must(
                "cases sent to departments or shops, at least " + LEAST_ASKED + " in each round",
                asked >= (long) LEAST_ASKED * ROUNDS,
                asked);
        long shops = letters.stream()
                .filter(letter -> letter.recipient().endsWith(ShopConfig.SHOP_DOMAIN))
                .map(SinkLetter::tag)
                .distinct()
                .count();
        result.must("of these to shops, at least 1", shops > 0, shops);
    }

    private static int acknowledgements(List<SinkLetter> letters) {
        return (int) letters.stream()
                .filter(letter -> letter.envelopeFrom().isEmpty()
                        && AUTO_REPLIED.matcher(letter.text()).find())
                .count();
    }

    private static boolean isToDestination(SinkLetter letter) {
        return ShopConfig.DEPARTMENTS.contains(letter.recipient())
                || letter.recipient().endsWith(ShopConfig.SHOP_DOMAIN);
    }

    /** Departments and shops answer, each from the bytes of its letter alone, one letter of a case. */
    private void answer(Site site, RouterProcess router, List<LoadedMail> loaded) throws Exception {
        Map<String, SinkLetter> byCase = new LinkedHashMap<>();
        Map<String, String> customerMail = new HashMap<>();
        for (SinkLetter letter : SinkLetter.readAll(site.letters())) {
            if (isToDestination(letter)) {
                byCase.putIfAbsent(letter.tag(), letter);
            } else if (AUTO_REPLIED.matcher(letter.text()).find()) {
                customerMail.put(letter.tag(), letter.inReplyTo());
            }
        }
        byCase.keySet().retainAll(customerMail.keySet());
        var answers = new LinkedHashMap<String, LoadedMail>();
        var all = List.copyOf(byCase.values());
        for (int i = 0; i < ANSWERS && i < all.size(); i++) {
            SinkLetter letter = all.get((int) ((long) i * all.size() / ANSWERS));
            answers.put(letter.tag(), reply(letter, i));
        }
        loaded.addAll(answers.values());
        deliver(site, router, List.copyOf(answers.values()), loaded.size());
        judgeAnswers(site, loaded, answers, customerMail);
    }

    private static LoadedMail reply(SinkLetter letter, int number) {
        return LoadedMail.of(
                """
                From: <%s>
                To: %s
                Subject: Re: %s
                Date: Tue, 24 Nov 2026 10:00:00 +0000
                Message-ID: <answer-%d@destination.example>
                In-Reply-To: <%s>

                This is answer number %d.
                """.formatted(letter.recipient(), letter.replyTo(), letter.tag(), number, letter.messageId(), number));
    }

    /** The acknowledgement names the customer's mail and the tag: so the case is known without asking Dromos. */
    private void judgeAnswers(
            Site site, List<LoadedMail> loaded, Map<String, LoadedMail> answers, Map<String, String> customerMail) {
        var check = new FateCheck(site.sql(), loaded);
        var byId = new HashMap<String, LoadedMail>();
        loaded.forEach(mail -> byId.put(mail.messageId(), mail));
        var wrong = new ArrayList<String>();
        answers.forEach((tag, answer) -> {
            var asked = byId.get(customerMail.get(tag));
            var request = asked == null ? null : check.row(asked);
            var row = check.row(answer);
            if (request == null || row == null) {
                wrong.add(tag + " has no row for its request or its answer");
            } else if (row.caseNumber() == null
                    || !row.caseNumber().equals(request.caseNumber())
                    || !"department-reply".equals(row.fate())) {
                wrong.add("%s: request %s, answer %s".formatted(tag, request, row));
            }
        });
        result.must("answers written from the sink's bytes: " + ANSWERS, answers.size() == ANSWERS, answers.size());
        result.none("answers that are not department replies in their case", wrong);
    }
}
