package dromos.screen;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the addresses that a notice in free text says have failed. */
final class RecipientText {
    private static final int MOST = 100;
    private static final int MOST_LINES = 1_000;
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 255;

    /** What may stand before an address that a line is about, besides brackets, dashes and blanks. */
    private static final Phrases LEADS = Phrases.of("""
            any      | to:
            any      | smtp:
            any      | email:
            any      | e-mail:
            any      | mail:
            any      | address:
            any      | recipient:
            any      | recipients:
            any      | intended recipient:
            any      | recipient address:
            any      | original address:
            any      | final recipient:
            any      | failed recipient:
            any      | failed address:
            any      | failed addresses:
            any      | addressee:
            any      | user:
            sendmail | expanded from:
            postfix  | expanded from
            exim     | generated from
            dadomail | originally addressed to
            smtp32   | undeliverable to
            smtp32   | user mailbox exceeds allowed size:
            smtp32   | unknown user:
            smtp32   | unknown host:
            smtp32   | invalid final delivery userid:
            smtp32   | delivery failed:
            smtp32   | delivery failed attempts:
            mailman  | error-for:
            any      | recipient
            any      | rcpt to:
            any      | message to
            any      | your message to
            any      | your mail to
            any      | your email to
            any      | unable to deliver message to
            any      | could not deliver to
            any      | delivery to
            de       | an:
            de       | empfanger:
            fr       | a:
            fr       | destinataire:
            es       | para:
            es       | destinatario:
            ru       | кому:
            ru       | получатель:
            ja       | 宛先:
            zh       | 收件人:
            """);

    private static final Set<String> LEAD_LETTERS =
            LEADS.all().stream().map(RecipientText::letters).collect(Collectors.toSet());

    /** Lines with the addresses of helpers and senders. */
    private static final Phrases OTHERS = Phrases.of("""
            en | contact
            en | assistance
            en | reply to
            en | please send
            en | send mail to
            en | send an e-mail
            en | forward
            en | questions
            en | support
            en | complain
            en | report this
            en | administrator
            en | abuse
            en | from:
            en | mail from
            en | sender:
            en | sent by
            en | accepting mail from
            en | message-id
            en | return-path
            en | feedback
            en | instead
            de | wenden sie sich
            de | von:
            de | absender
            de | ruckfragen
            fr | contacter
            fr | contactez
            fr | de :
            es | contacto
            es | contacte
            es | pongase en contacto
            it | contattare
            pt | contate
            ru | обратитесь
            """);

    /** Where servers talk to each other, so that addresses are no longer those that failed only. */
    private static final Phrases TRANSCRIPTS = Phrases.of("""
            sendmail | transcript of session follows
            mdaemon  | session transcript
            any      | error detail
            any      | transcript follows
            any      | smtp conversation
            any      | smtp transcript
            """);

    private RecipientText() {}

    /**
     * Those that lines begin with; where there are none, those within sentences.
     *
     * @param notice without the mail that it returns
     * @param notThese addresses that the notice was sent to: they wrote the mail that failed
     */
    static List<String> failed(String notice, Set<String> notThese) {
        var listed = new LinkedHashSet<String>();
        var mentioned = new LinkedHashSet<String>();
        boolean ofOthers = false;
        for (String line : lines(notice)) {
            var folded = Phrases.squeeze(line);
            if (TRANSCRIPTS.isIn(folded) && !(listed.isEmpty() && mentioned.isEmpty())) {
                break;
            }
            // Behind words of help follow other addresses, in the same line or in those below.
            ofOthers = OTHERS.isIn(folded) || (ofOthers && !mentioned.isEmpty());
            if (line.indexOf('@') >= 0 && listed.size() < MOST && mentioned.size() < MOST) {
                var addresses = addresses(line);
                addresses.removeIf(address -> notThese.contains(address) || isOfAProgram(address));
                if (!addresses.isEmpty() && beginsWith(line, addresses.get(0))) {
                    listed.add(addresses.get(0));
                } else if (!ofOthers) {
                    mentioned.addAll(addresses);
                }
            }
        }
        return List.copyOf(listed.isEmpty() ? mentioned : listed);
    }

    /**
     * Names without a domain, alone on their lines below a line that ends with a colon: people of the domain whose mail
     * system writes, as AOL tells of its own.
     */
    static List<String> namesAlone(String notice) {
        var names = new ArrayList<String>();
        boolean listing = false;
        for (String line : lines(notice)) {
            var name = line.strip();
            boolean alone = listing && !name.isEmpty() && name.length() <= LONGEST_LOCAL && isName(name);
            if (alone && names.size() < MOST) {
                names.add(name.toLowerCase(Locale.ROOT));
            }
            listing = name.endsWith(":") || (listing && (alone || name.isEmpty()));
        }
        return names;
    }

    /** Whether some line is about an address that is not the sender's: that stands so in signatures. */
    static boolean lists(String notice, String sender) {
        return lines(notice).stream().anyMatch(line -> {
            var addresses = line.indexOf('@') < 0 ? List.<String>of() : addresses(line);
            return !addresses.isEmpty() && !addresses.get(0).equals(sender) && beginsWith(line, addresses.get(0));
        });
    }

    private static List<String> lines(String notice) {
        return notice.lines().limit(MOST_LINES).toList();
    }

    private static boolean isName(String name) {
        return name.chars()
                        .allMatch(letter ->
                                letter < 128 && (Character.isLetterOrDigit(letter) || "._-+".indexOf(letter) >= 0))
                && name.chars().anyMatch(Character::isLetterOrDigit);
    }

    private static boolean beginsWith(String line, String address) {
        var before = Phrases.fold(line);
        int at = before.indexOf(Phrases.fold(address));
        var lead = at < 0 ? "?" : letters(before.substring(0, at));
        return lead.isEmpty() || LEAD_LETTERS.contains(lead);
    }

    /** The letters of a lead, so that brackets, quotes, numbers and list marks do not matter. */
    private static String letters(String text) {
        var letters = new StringBuilder();
        text.chars().filter(Character::isLetter).forEach(letter -> letters.append((char) letter));
        return letters.toString();
    }

    /** All addresses in the text in lower case, each once. */
    static List<String> addresses(String text) {
        var found = new LinkedHashSet<String>();
        int at = text.indexOf('@');
        while (at >= 0 && found.size() < MOST) {
            var address = addressAround(text, at);
            if (!address.isEmpty()) {
                found.add(address);
            }
            at = text.indexOf('@', at + 1);
        }
        return new ArrayList<>(found);
    }

    private static String addressAround(String text, int at) {
        int from = at;
        while (from > 0 && at - from < LONGEST_LOCAL && isLocal(text.charAt(from - 1))) {
            from--;
        }
        while (from < at && "'`=.".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        int to = at + 1;
        while (to < text.length() && to - at < LONGEST_DOMAIN && isDomain(text.charAt(to))) {
            to++;
        }
        while (to > at && !Character.isLetterOrDigit(text.charAt(to - 1))) {
            to--;
        }
        var address = text.substring(from, to).toLowerCase(Locale.ROOT);
        address = address.startsWith("smtp=") ? address.substring("smtp=".length()) : address;
        // An ellipsis is how archives hide an address.
        boolean hidden = address.contains("...") || text.startsWith("...", to);
        return from < at && to - at > 2 && !hidden ? address : "";
    }

    private static boolean isOfAProgram(String address) {
        return address.startsWith("postmaster@") || address.startsWith("mailer-daemon@");
    }

    private static boolean isLocal(char letter) {
        return Character.isLetterOrDigit(letter) || "!#$%&'*+/=?^_`{|}~.-".indexOf(letter) >= 0;
    }

    private static boolean isDomain(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '.' || letter == '-';
    }
}
