package dromos.correlate;

import dromos.cases.Case;
import dromos.cases.Consultation;
import dromos.correlate.Match.Trust;
import dromos.directory.Directory;
import dromos.mail.Address;
import dromos.mail.Audience;
import dromos.mail.Mail;
import dromos.store.Cases;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who speaks in a mail that belongs to a case, and how far he is believed. */
final class Speakers {
    private final Cases cases;

    Speakers(Cases cases) {
        this.cases = cases;
    }

    /**
     * @param evidence all of it, strongest and nearest first; what is signed says whom the answered letter was for
     * @param words the evidence in words
     */
    Match judge(
            Mail mail,
            Case about,
            List<Evidence> evidence,
            String words,
            boolean authenticationFailed,
            Directory directory) {
        if (authenticationFailed) {
            return Match.asUnverified(about.getNumber(), evidence, "the sender failed authentication; " + words);
        }
        var audience = evidence.stream()
                .filter(found -> found.kind().decides() && found.audience() != null)
                .map(Evidence::audience)
                .findFirst()
                .orElse(null);
        return new Speaker(mail.sender(), about, evidence, words, directory).answering(audience);
    }

    /** The author of one mail about one case. */
    private final class Speaker {
        private final String sender;
        private final Case about;
        private final long number;
        private final List<Evidence> evidence;
        private final String words;
        private final Directory directory;

        Speaker(String sender, Case about, List<Evidence> evidence, String words, Directory directory) {
            this.sender = sender;
            this.about = about;
            this.number = about.getNumber();
            this.evidence = evidence;
            this.words = words;
            this.directory = directory;
        }

        /** @param audience whom the letter was written to that he answers; null where no token tells */
        Match answering(@Nullable Audience audience) {
            if (audience == null) {
                return byAddress("");
            }
            return switch (audience.kind()) {
                case CUSTOMER ->
                    isCustomer() || (isParticipant() && !hasOtherRole())
                            ? Match.asFollowUp(Trust.PROVEN, number, evidence, "a participant writes again; " + words)
                            : byAddress("");
                case CONSULTATION -> forConsultation(Long.parseLong(audience.id()));
                case PERSON ->
                    directory.personByAddress(sender).stream()
                                    .anyMatch(person -> person.id().equals(audience.id()))
                            ? Match.asStaffMail(
                                    Trust.PROVEN, number, audience.id(), evidence, audience.id() + " speaks; " + words)
                            : byAddress(
                                    "the letter was written to " + audience.id() + ", but " + sender + " answers it; ");
            };
        }

        private Match forConsultation(long id) {
            var asked = cases.consultation(id)
                    .filter(consultation -> consultation.getCaseNumber() == number)
                    .orElse(null);
            if (asked == null) {
                return unverified("there is no such consultation; ");
            }
            if (asked.wasSentTo(sender)) {
                return departmentReply(Trust.PROVEN, asked, sender + " was asked; ");
            }
            // The customer may have written to us and to one of ours; what that one answers is still no word of his.
            if (isCustomer() || (isParticipant() && !isOneOfOurs())) {
                // The destination copied the customer, and he answers all: these are his words, not the destination's.
                return Match.asFollowUp(Trust.KNOWN, number, evidence, "a participant writes again; " + words);
            }
            var destination = asked.getDestination();
            return isColleague(asked)
                    ? departmentReply(
                            Trust.PROVEN,
                            asked,
                            sender + " answers for " + destination + " without having been asked; ")
                    : unverified(sender + " answers for " + destination + " and is none of its people; ");
        }

        /** Without a token of his own he speaks in the role in which the case knows his address. */
        private Match byAddress(String doubt) {
            if (isCustomer()) {
                return Match.asFollowUp(Trust.KNOWN, number, evidence, doubt + "the customer writes again; " + words);
            }
            var person = directory.personByAddress(sender);
            if (person.isPresent()) {
                var id = person.get().id();
                return Match.asStaffMail(Trust.KNOWN, number, id, evidence, doubt + id + " writes; " + words);
            }
            var asked = consultationWithHim();
            if (asked.isPresent()) {
                return departmentReply(Trust.KNOWN, asked.get(), doubt + sender + " was asked; ");
            }
            return isParticipant()
                    ? Match.asFollowUp(Trust.KNOWN, number, evidence, doubt + "a participant writes again; " + words)
                    : unverified(doubt + sender + " never took part in this case; ");
        }

        private boolean isCustomer() {
            var customer = about.getCustomer();
            return customer != null && customer.address().equals(sender);
        }

        private boolean isParticipant() {
            return cases.isParticipant(number, sender);
        }

        private boolean hasOtherRole() {
            return directory.personByAddress(sender).isPresent()
                    || consultationWithHim().isPresent();
        }

        /** The newest that is still open, else the newest: a late answer is one too. */
        private Optional<Consultation> consultationWithHim() {
            return cases.consultations(number).stream()
                    .filter(consultation -> consultation.wasSentTo(sender))
                    .max(Comparator.comparing(Consultation::isOpen).thenComparing(Consultation::getId));
        }

        /** Whether his mail comes from the house of somebody who was asked, or from ours. */
        private boolean isColleague(Consultation asked) {
            return isOneOfOurs() || isInTheHouseOf(asked.getRecipients());
        }

        private boolean isOneOfOurs() {
            return isInTheHouseOf(directory.ownAddresses());
        }

        private boolean isInTheHouseOf(Collection<String> addresses) {
            var domain = Address.of(sender).domain();
            if (SharedDomains.contains(domain) && !directory.names(sender)) {
                return false;
            }
            return addresses.stream()
                    .map(address -> Address.of(address).domain())
                    .anyMatch(house -> domain.equals(house) || domain.endsWith("." + house));
        }

        private Match departmentReply(Trust trust, Consultation asked, String who) {
            return Match.asDepartmentReply(trust, number, asked.getId(), evidence, who + words);
        }

        private Match unverified(String why) {
            return Match.asUnverified(number, evidence, why + words);
        }
    }
}
