package dromos.correlate;

import dromos.correlate.Evidence.Kind;
import dromos.directory.Directory;
import dromos.mail.Mail;
import dromos.mail.MessageIds;
import dromos.mail.Tags;
import dromos.mail.Tokens;
import dromos.store.Cases;
import dromos.store.Received;
import dromos.store.WrongTags;
import java.time.InstantSource;
import java.util.List;

/**
 * Finds the case of a mail from all evidence in it, and decides who is speaking. A subject alone is never evidence; a
 * valid token proves a role only for the person or consultation that it was made for.
 */
public final class Correlator {
    private static final int MOST_NAMED = 6;

    private final Clues clues;
    private final Speakers speakers;
    private final Cases cases;
    private final InstantSource clock;

    public Correlator(
            Tokens tokens, MessageIds messageIds, Tags tags, Cases cases, WrongTags wrongTags, InstantSource clock) {
        this.clues = new Clues(tokens, messageIds, tags, cases, wrongTags);
        this.speakers = new Speakers(cases);
        this.cases = cases;
        this.clock = clock;
    }

    /** @param authenticationFailed whether the receiving server says that the sender is not who he claims to be */
    public Match match(Mail mail, Received received, boolean authenticationFailed, Directory directory) {
        var found = clues.in(mail, received.id(), authenticationFailed, clock.instant(), directory);
        var all = found.evidence();
        var words = words(found);
        var deciding =
                all.stream().filter(evidence -> evidence.kind().decides()).toList();
        if (deciding.isEmpty()) {
            return Match.asNewCase(null, all, "nothing in it points to a case" + (words.isEmpty() ? "" : "; " + words));
        }
        long number = deciding.get(0).caseNumber();
        var objection = objection(mail, number, deciding);
        if (!objection.isEmpty()) {
            return Match.asNewCase(number, all, objection + ": " + words);
        }
        return speakers.judge(mail, cases.find(number).orElseThrow(), all, words, authenticationFailed, directory);
    }

    /** Why the mail is only about the case and does not belong to it; empty where it does. */
    private String objection(Mail mail, long number, List<Evidence> deciding) {
        if (deciding.stream().anyMatch(evidence -> evidence.caseNumber() != number)) {
            return "its evidence contradicts itself";
        }
        if (deciding.stream().allMatch(evidence -> evidence.kind() == Kind.BODY_TAG)) {
            return "only its text names the case";
        }
        boolean named = deciding.get(0).kind().isOfThisLetter();
        if (!named && hasOtherSubject(mail, number)) {
            return "it answers the case under another subject";
        }
        var audiences = deciding.stream()
                .filter(evidence -> evidence.kind() == Kind.TOKEN && evidence.audience() != null)
                .map(Evidence::audience)
                .distinct();
        return audiences.count() > 1 ? "its evidence speaks for several roles" : "";
    }

    private boolean hasOtherSubject(Mail mail, long number) {
        return cases.find(number)
                .map(known -> !Subjects.isSame(known.getSubject(), mail.subject()))
                .orElse(true);
    }

    private static String words(Clues.Found found) {
        var signs = found.evidence().stream().map(Evidence::toString).distinct().toList();
        var named = String.join(", ", signs.subList(0, Math.min(MOST_NAMED, signs.size())));
        var rest = signs.size() > MOST_NAMED ? " and " + (signs.size() - MOST_NAMED) + " more" : "";
        var remark = found.remark();
        return named + rest + (named.isEmpty() || remark.isEmpty() ? "" : "; ") + remark;
    }
}
