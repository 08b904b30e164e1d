package dromos.screen;

import dromos.mail.Headers;
import dromos.mail.Mail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mails of programs that hold a letter until its sender proves that he is a person. No program can do that for him. */
final class Challenges {
    private static final List<String> FIELDS = List.of(
            "X-Bluebottle-Request",
            "X-ChoiceMail-Registration-Request",
            "X-SpamArrest-Challenge",
            "X-Spam-Arrest",
            "X-Spamarrest-NoAuth",
            "X-Boxbe-Challenge",
            "X-Boxbe-Notice",
            "X-TMDA-Confirm",
            "X-Qconfirm-Request",
            "X-ASK-Info",
            "X-ASK-Auth",
            "X-Vanquish-Challenge",
            "X-Challenge-Response",
            "X-AntiSpam-Challenge",
            "X-MailInBlack",
            "X-Sendio-Challenge",
            "X-iPermitMail-Challenge");

    /** Parts of the addresses that such mails come from. */
    private static final Phrases SENDERS = Phrases.of("""
            Earthlink    | spamblocker-challenge@
            Spam Arrest  | @spamarrest.com
            UOL AntiSpam | @antispam.uol.com.br
            0Spam        | @0spam.
            Vanquish     | @vanquish.
            MailBlocks   | -challenge@
            MailBlocks   | challenge-
            Mail In Black | @mailinblack.
            TMDA         | -confirm+
            Boxbe        | @boxbe.com
            Bluebottle   | @bluebottle.
            ChoiceMail   | @choicemail
            """);

    /** Customers write so too, of parcels and vouchers: it counts where a program answers. */
    private static final Phrases SUBJECTS = Phrases.of("""
            TMDA         | please confirm your message
            TMDA         | confirm your message
            Spam Arrest  | verification required for
            any          | verification required
            any          | sender verification
            any          | sender authentication required
            any          | confirmation required to deliver
            any          | please verify your email to
            any          | please authenticate yourself
            ChoiceMail   | please register
            Earthlink    | spamblocker
            Mail In Black | mailinblack
            """);

    /** How subjects begin that nobody writes but these programs. */
    private static final Phrases SUBJECTS_OF_PROGRAMS = Phrases.of("""
            ASK          | please confirm (conf#
            Earthlink    | earthlink automatic
            UOL AntiSpam | antispam uol
            UOL AntiSpam | uol antispam
            """);

    private static final Phrases PROTECTIONS = Phrases.of("""
            en | protected by
            en | protect myself from
            en | protect my inbox
            en | anti-spam
            en | antispam
            en | junk mail
            en | junk e-mail
            en | unsolicited
            en | spam
            en | allowed list
            en | allowed senders
            en | approved sender
            en | approved list
            en | guest list
            en | white list
            en | whitelist
            en | friends list
            en | is being held
            en | has been held
            en | is held
            en | been waitlisted
            en | requires confirmation
            en | not pre-approved
            en | real person
            en | human
            de | spamschutz
            de | spam-schutz
            fr | anti-spam
            fr | antispam
            es | antispam
            pt | antispam
            pt | anti-spam
            it | antispam
            """);

    private static final Phrases REQUESTS = Phrases.of("""
            en | click the link below
            en | click on the link
            en | click on the following link
            en | click the following link
            en | follow this link
            en | follow the link
            en | please confirm
            en | confirm that you
            en | confirm this
            en | confirm your
            en | to confirm
            en | requires confirmation
            en | please verify
            en | verify that you
            en | verify your
            en | to verify
            en | authenticate yourself
            en | add yourself
            en | be added
            en | added to
            en | request to be
            en | reply to this
            en | replying to this
            en | just hit reply
            en | complete the form
            en | complete this
            en | fill out
            en | one-time
            en | one time
            en | only need to do this once
            en | listed on
            de | bestätigen sie
            de | klicken sie
            fr | cliquez sur
            fr | confirmer votre
            fr | vous authentifier
            es | haga clic
            es | confirme
            pt | clique
            pt | confirme
            it | clicca
            it | conferma
            """);

    /** What only a program says of a mail that it holds. */
    private static final Phrases HOLDING = Phrases.of("""
            en | requires confirmation
            en | not pre-approved
            en | waitlisted
            en | guest list
            en | allowed list
            en | allowed senders
            en | approved sender
            en | approved list
            en | before your message
            en | before your email
            en | before your e-mail
            en | before i receive
            en | before it is delivered
            en | before it can be delivered
            en | to have your message delivered
            en | to ensure delivery
            en | in order for your message
            en | to release your message
            en | your message is being held
            en | your message has been held
            en | your email is being held
            en | will be delivered as soon as
            en | will be delivered once
            en | real person
            en | not a machine
            en | not a robot
            de | bevor ihre nachricht
            de | damit ihre nachricht
            fr | avant que votre message
            fr | pour que votre message
            fr | message soit remis
            es | para que su mensaje
            es | antes de que su mensaje
            pt | para que sua mensagem
            it | affinché il suo messaggio
            it | perché il tuo messaggio
            """);

    private static final int LONGEST = 6_000;

    private Challenges() {}

    /** In words what tells it; null where the mail is no challenge. */
    static @Nullable String find(Mail mail) {
        var headers = mail.headers();
        for (String field : FIELDS) {
            if (headers.has(field)) {
                return "the field " + field + " of a challenge program";
            }
        }
        var text = mail.text();
        var opening = Phrases.squeeze(text.substring(0, Math.min(text.length(), LONGEST)));
        boolean asks = PROTECTIONS.isIn(opening) && REQUESTS.isIn(opening);
        if (asks && SENDERS.isIn(Phrases.squeeze(mail.sender()))) {
            return "a challenge program asks to confirm a mail";
        }
        var subject = Phrases.squeeze(mail.subject());
        boolean answersAsProgram = asks && isProgramsAnswer(mail, headers);
        if (asks && (SUBJECTS_OF_PROGRAMS.begins(subject) || (answersAsProgram && SUBJECTS.isIn(subject)))) {
            return "the subject asks to confirm a mail";
        }
        return answersAsProgram && HOLDING.isIn(opening)
                ? "a program holds a mail back until its sender confirms it"
                : null;
    }

    private static boolean isProgramsAnswer(Mail mail, Headers headers) {
        return Author.hasNullPath(headers)
                || Author.of(mail) == Author.PROGRAM
                || AutomaticRules.isAutoSubmitted(headers)
                || (!mail.inReplyTo().isEmpty() && AutomaticRules.isNobodysAddress(mail.sender()));
    }
}
