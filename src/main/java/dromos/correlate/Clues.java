package dromos.correlate;

import dromos.correlate.Evidence.Kind;
import dromos.directory.Directory;
import dromos.mail.Address;
import dromos.mail.Mail;
import dromos.mail.MessageIds;
import dromos.mail.Tags;
import dromos.mail.Token;
import dromos.mail.Tokens;
import dromos.store.Cases;
import dromos.store.WrongTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds everything in one mail that points to a case, and counts what pretends to. */
final class Clues {
    /** What is guessed in somebody's name does not cost him his credit. */
    private static final String SUSPECT = " not authenticated";

    /** Nor does what stands in the subject of a letter of ours that he answers: he did not write it. */
    private static final String ANSWERING = " answering our letter";

    private final Tokens tokens;
    private final MessageIds messageIds;
    private final Tags tags;
    private final Cases cases;
    private final WrongTags wrongTags;

    Clues(Tokens tokens, MessageIds messageIds, Tags tags, Cases cases, WrongTags wrongTags) {
        this.tokens = tokens;
        this.messageIds = messageIds;
        this.tags = tags;
        this.cases = cases;
        this.wrongTags = wrongTags;
    }

    /**
     * @param evidence strongest first; of equal strength what is nearest to the mail
     * @param remark what was found and does not count, in words; empty for nothing
     */
    record Found(List<Evidence> evidence, String remark) {}

    /**
     * @param message number of the inbox row
     * @param suspect whether the sender is not who he claims to be: then another one is guessing in his name
     */
    Found in(Mail mail, long message, boolean suspect, Instant now, Directory directory) {
        var search = new Search(mail, message, directory);
        search.byToken();
        search.byTags();
        search.byAncestors();
        var remark = search.settle(suspect ? mail.sender() + SUSPECT : mail.sender(), now);
        return new Found(search.sorted(), remark);
    }

    /** The search of one mail. */
    private final class Search {
        private final Mail mail;
        private final long message;
        private final Directory directory;
        private final List<Evidence> found = new ArrayList<>();
        private final Set<String> forged = new HashSet<>();
        private int wrong;

        Search(Mail mail, long message, Directory directory) {
            this.mail = mail;
            this.message = message;
            this.directory = directory;
        }

        private void byToken() {
            for (var address : mail.sentTo()) {
                if (address.detail() == null || !directory.isOwnAddress(address)) {
                    continue;
                }
                var token = tokens.fromAddress(address);
                if (token.isPresent()) {
                    found.add(of(Kind.TOKEN, token.get()));
                } else if (tokens.resembles(address)) {
                    forged.add(address.address());
                }
            }
        }

        /** Other firms put their numbers into brackets too: only a prefix of ours makes a wrong tag one. */
        private void byTags() {
            var prefixes = directory.tagPrefixes();
            for (var tag : tags.find(mail.subject())) {
                if (tag.valid()) {
                    found.add(of(Kind.SUBJECT_TAG, tag));
                } else if (prefixes.contains(tag.prefix())) {
                    wrong++;
                }
            }
            for (var tag : tags.find(mail.text())) {
                if (tag.valid()) {
                    found.add(of(Kind.BODY_TAG, tag));
                }
            }
        }

        /**
         * The nearest message that we know decides: what it answered in its turn may belong to the case that this one
         * was split off from. Those of In-Reply-To are equally near; after them come the References, newest first.
         */
        private void byAncestors() {
            var holders = cases.holdersOf(mail.ancestors());
            var steps = new ArrayList<Collection<String>>();
            steps.add(mail.inReplyTo());
            mail.ancestors().stream()
                    .filter(id -> !mail.inReplyTo().contains(id))
                    .forEach(id -> steps.add(Set.of(id)));
            var nearest = new HashSet<Long>();
            for (var step : steps) {
                var known = new ArrayList<Evidence>();
                step.forEach(id -> byAncestor(id, holders, known));
                boolean isNearest = nearest.isEmpty();
                for (var evidence : known) {
                    if (isNearest) {
                        nearest.add(evidence.caseNumber());
                    }
                    boolean decides = nearest.contains(evidence.caseNumber());
                    found.add(decides ? evidence : evidence.as(Kind.OLDER_REFERENCE));
                }
            }
            countForgedIds(holders.keySet());
        }

        private void byAncestor(String id, Map<String, List<Long>> holders, List<Evidence> known) {
            var own = messageIds.parse(id);
            if (own.isPresent()) {
                known.add(of(Kind.OWN_MESSAGE_ID, own.get()));
                return;
            }
            for (long number : meant(holders.getOrDefault(id, List.of()))) {
                known.add(new Evidence(Kind.REFERENCE, number, null, id));
            }
        }

        /** Different mails may carry one Message-ID; a reply means the one in whose case its sender took part. */
        private List<Long> meant(List<Long> numbers) {
            if (numbers.size() < 2) {
                return numbers;
            }
            var named = found.stream()
                    .map(Evidence::caseNumber)
                    .filter(numbers::contains)
                    .collect(Collectors.toSet());
            if (named.size() == 1) {
                return List.copyOf(named);
            }
            var his = cases.withParticipant(numbers, mail.sender());
            // Two are enough to say that nobody knows which.
            return his.size() == 1 ? his : numbers.subList(0, 2);
        }

        /** One a mail is enough: an old thread may name many ids of which nothing is known any more. */
        private void countForgedIds(Set<String> known) {
            var domains = directory.ownAddresses().stream()
                    .map(address -> Address.of(address).domain())
                    .collect(Collectors.toSet());
            mail.ancestors().stream()
                    .filter(id -> !known.contains(id) && messageIds.isForged(id, domains))
                    .findFirst()
                    .ifPresent(forged::add);
        }

        /** Counts what is wrong, and takes the tags out where too much was. */
        private String settle(String sender, Instant now) {
            wrong += forged.size();
            found.removeIf(evidence -> cases.find(evidence.caseNumber()).isEmpty());
            boolean answersOurs = found.stream().anyMatch(Search::isSigned);
            var guesser = answersOurs ? sender + ANSWERING : sender;
            boolean tagged = found.stream().anyMatch(Search::isTag);
            long before = tagged ? wrongTags.todayBefore(message, guesser, now, wrong) : 0;
            if (wrong > 0) {
                wrongTags.count(message, guesser, now, wrong);
            }
            if (tagged && before + wrong >= WrongTags.BELIEVED_UNTIL) {
                found.removeIf(Search::isTag);
                return "its tag does not count, as too many wrong ones came from this sender today";
            }
            return wrong == 0 ? "" : "it carries a tag or token that nobody signed";
        }

        private static boolean isSigned(Evidence evidence) {
            return evidence.kind() == Kind.TOKEN || evidence.kind() == Kind.OWN_MESSAGE_ID;
        }

        private static boolean isTag(Evidence evidence) {
            return evidence.kind() == Kind.SUBJECT_TAG || evidence.kind() == Kind.BODY_TAG;
        }

        private List<Evidence> sorted() {
            boolean named = found.stream().anyMatch(evidence -> evidence.kind().isOfThisLetter());
            return found.stream()
                    .map(evidence -> named && evidence.kind() == Kind.BODY_TAG ? evidence.as(Kind.MENTION) : evidence)
                    .sorted(Comparator.comparing(Evidence::kind))
                    .toList();
        }

        private static Evidence of(Kind kind, Tags.Tag tag) {
            return new Evidence(kind, tag.number(), null, tag.prefix() + "-" + tag.number());
        }

        /** A bounce address says which case it is about, but whoever writes to it proves nothing. */
        private static Evidence of(Kind kind, Token token) {
            boolean isReply = token.purpose() == Token.Purpose.REPLY;
            return new Evidence(
                    kind,
                    token.caseNumber(),
                    isReply ? token.audience() : null,
                    (isReply ? "for " : "of a bounce for ") + token.audience());
        }
    }
}
