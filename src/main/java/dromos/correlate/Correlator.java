package dromos.correlate;

import dromos.cases.Consultation;
import dromos.correlate.Match.Trust;
import dromos.directory.Directory;
import dromos.mail.Audience;
import dromos.mail.Mail;
import dromos.mail.MessageIds;
import dromos.mail.Tags;
import dromos.mail.Token;
import dromos.mail.Tokens;
import dromos.store.Cases;
import dromos.store.Received;
import dromos.store.WrongTags;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the case of a mail from all evidence in it, and decides who is speaking. A subject alone is never evidence; a
 * valid token proves a role only for the person or consultation that it was made for.
 */
public final class Correlator {
    private final Tokens tokens;
    private final MessageIds messageIds;
    private final Tags tags;
    private final Cases cases;
    private final WrongTags wrongTags;
    private final InstantSource clock;

    public Correlator(
            Tokens tokens, MessageIds messageIds, Tags tags, Cases cases, WrongTags wrongTags, InstantSource clock) {
        this.tokens = tokens;
        this.messageIds = messageIds;
        this.tags = tags;
        this.cases = cases;
        this.wrongTags = wrongTags;
        this.clock = clock;
    }

    /** @param authenticationFailed whether the receiving server says that the sender is not who he claims to be */
    public Match match(Mail mail, Received received, boolean authenticationFailed, Directory directory) {
        var evidence = evidence(mail, directory);
        if (evidence.isEmpty()) {
            return Match.asNewCase(null, evidence, "nothing in it points to a case");
        }
        var numbers = new LinkedHashSet<Long>();
        evidence.forEach(found -> numbers.add(found.caseNumber()));
        long number = evidence.get(0).caseNumber();
        if (numbers.size() > 1) {
            return Match.asNewCase(number, evidence, "its evidence contradicts itself: " + words(evidence));
        }
        var strongest = evidence.get(0);
        if (evidence.stream().allMatch(found -> found.kind() == Evidence.Kind.BODY_TAG)) {
            return Match.asNewCase(number, evidence, "only its text names the case: " + words(evidence));
        }
        boolean named = strongest.kind().isOfThisLetter();
        if (!named && hasOtherSubject(mail, number)) {
            return Match.asNewCase(number, evidence, "it answers the case under another subject: " + words(evidence));
        }
        return speaker(mail, number, evidence, authenticationFailed, directory);
    }

    private List<Evidence> evidence(Mail mail, Directory directory) {
        var found = new ArrayList<Evidence>();
        var wrong = new ArrayList<String>();
        byToken(mail, directory, found, wrong);
        byOwnMessageId(mail, found);
        byTags(mail, found, wrong);
        byReference(mail, found);
        if (!wrong.isEmpty()) {
            wrongTags.count(mail.sender(), clock.instant(), wrong.size());
        }
        found.removeIf(evidence -> cases.find(evidence.caseNumber()).isEmpty());
        if (found.stream().anyMatch(evidence -> evidence.kind().isOfThisLetter())) {
            // What a text quotes or mentions says nothing where the letter itself says which case it answers.
            found.removeIf(evidence -> evidence.kind() == Evidence.Kind.BODY_TAG);
        }
        found.sort(Comparator.comparing(Evidence::kind));
        return List.copyOf(found);
    }

    private void byToken(Mail mail, Directory directory, List<Evidence> found, List<String> wrong) {
        for (var address : mail.sentTo()) {
            if (address.detail() == null || !directory.isOwnAddress(address)) {
                continue;
            }
            var token = tokens.fromAddress(address);
            if (token.isPresent()) {
                found.add(of(
                        Evidence.Kind.TOKEN, token.get(), "for " + token.get().audience()));
            } else {
                wrong.add(address.address());
            }
        }
    }

    private void byOwnMessageId(Mail mail, List<Evidence> found) {
        for (var id : mail.ancestors()) {
            messageIds
                    .parse(id)
                    .ifPresent(token -> found.add(of(Evidence.Kind.OWN_MESSAGE_ID, token, "to " + token.audience())));
        }
    }

    private static Evidence of(Evidence.Kind kind, Token token, String detail) {
        return new Evidence(kind, token.caseNumber(), token.audience(), detail);
    }

    private void byTags(Mail mail, List<Evidence> found, List<String> wrong) {
        boolean believed = wrongTags.isBelieved(mail.sender(), clock.instant());
        for (var tag : tags.find(mail.subject())) {
            if (!tag.valid()) {
                wrong.add(tag.toString());
            } else if (believed) {
                found.add(
                        new Evidence(Evidence.Kind.SUBJECT_TAG, tag.number(), null, tag.prefix() + "-" + tag.number()));
            }
        }
        for (var tag : tags.find(mail.text())) {
            if (tag.valid() && believed) {
                found.add(new Evidence(Evidence.Kind.BODY_TAG, tag.number(), null, tag.prefix() + "-" + tag.number()));
            }
        }
    }

    private void byReference(Mail mail, List<Evidence> found) {
        cases.holdersOf(mail.ancestors())
                .forEach((id, numbers) ->
                        numbers.forEach(number -> found.add(new Evidence(Evidence.Kind.REFERENCE, number, null, id))));
    }

    private boolean hasOtherSubject(Mail mail, long number) {
        return cases.find(number)
                .map(known -> !Subjects.isSame(known.getSubject(), mail.subject()))
                .orElse(true);
    }

    private Match speaker(
            Mail mail, long number, List<Evidence> evidence, boolean authenticationFailed, Directory directory) {
        var words = words(evidence);
        if (authenticationFailed) {
            return Match.asUnverified(number, evidence, "the sender failed authentication; " + words);
        }
        var audiences = audiences(evidence);
        if (audiences.size() > 1) {
            return Match.asNewCase(number, evidence, "its evidence speaks for several roles: " + words);
        }
        return audiences.isEmpty()
                ? knownSpeaker(mail, number, evidence, words, directory)
                : tokenHolder(mail, number, audiences.iterator().next(), evidence, words, directory);
    }

    /**
     * The roles that signed evidence speaks for. Where the address itself carries a token, the identifiers quoted
     * along with it are only history.
     */
    private static Set<Audience> audiences(List<Evidence> evidence) {
        var audiences = new LinkedHashSet<Audience>();
        for (var kind : List.of(Evidence.Kind.TOKEN, Evidence.Kind.OWN_MESSAGE_ID)) {
            evidence.stream()
                    .filter(found -> found.kind() == kind)
                    .map(Evidence::audience)
                    .forEach(audience -> {
                        if (audience != null) {
                            audiences.add(audience);
                        }
                    });
            if (!audiences.isEmpty()) {
                break;
            }
        }
        return audiences;
    }

    private Match tokenHolder(
            Mail mail, long number, Audience audience, List<Evidence> evidence, String words, Directory directory) {
        return switch (audience.kind()) {
            case CUSTOMER -> customer(mail, number, Trust.PROVEN, evidence, words);
            case CONSULTATION -> destination(mail, number, Long.parseLong(audience.id()), evidence, words);
            case PERSON -> {
                var speaking = directory.personByAddress(mail.sender());
                yield speaking.isPresent() && speaking.get().id().equals(audience.id())
                        ? Match.asStaffMail(
                                Trust.PROVEN, number, audience.id(), evidence, audience.id() + " speaks; " + words)
                        : Match.asUnverified(
                                number,
                                evidence,
                                "the letter was written to " + audience.id() + ", but " + mail.sender()
                                        + " answers it; " + words);
            }
        };
    }

    private Match customer(Mail mail, long number, Trust trust, List<Evidence> evidence, String words) {
        return cases.isParticipant(number, mail.sender())
                ? Match.asFollowUp(trust, number, evidence, "a participant writes again; " + words)
                : Match.asUnverified(number, evidence, mail.sender() + " never took part in this case; " + words);
    }

    private Match destination(Mail mail, long number, long id, List<Evidence> evidence, String words) {
        var consultation = cases.consultation(id).filter(asked -> asked.getCaseNumber() == number);
        if (consultation.isEmpty()) {
            return Match.asUnverified(number, evidence, "there is no such consultation; " + words);
        }
        boolean asked = consultation.get().wasSentTo(mail.sender());
        if (!asked && cases.isParticipant(number, mail.sender())) {
            // The destination copied the customer, and he answers all: these are his words, not the destination's.
            return customer(mail, number, Trust.KNOWN, evidence, words);
        }
        var who = asked
                ? mail.sender() + " was asked"
                : mail.sender() + " answers for " + consultation.get().getDestination() + " without having been asked";
        return Match.asDepartmentReply(Trust.PROVEN, number, id, evidence, who + "; " + words);
    }

    /** Without a token the sender speaks in the role in which the case knows his address. */
    private Match knownSpeaker(Mail mail, long number, List<Evidence> evidence, String words, Directory directory) {
        var person = directory.personByAddress(mail.sender());
        if (person.isPresent()) {
            return Match.asStaffMail(
                    Trust.KNOWN,
                    number,
                    person.get().id(),
                    evidence,
                    person.get().id() + " writes; " + words);
        }
        var consultation = openConsultationWith(number, mail.sender());
        if (consultation.isPresent() && !cases.isParticipant(number, mail.sender())) {
            return Match.asDepartmentReply(
                    Trust.KNOWN, number, consultation.get().getId(), evidence, mail.sender() + " was asked; " + words);
        }
        return customer(mail, number, Trust.KNOWN, evidence, words);
    }

    private Optional<Consultation> openConsultationWith(long number, String address) {
        return cases.consultations(number).stream()
                .filter(consultation -> consultation.isOpen() && consultation.wasSentTo(address))
                .reduce((first, second) -> second);
    }

    private static String words(List<Evidence> evidence) {
        return String.join(
                ", ", evidence.stream().map(Evidence::toString).distinct().toList());
    }
}
