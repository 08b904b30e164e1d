package dromos.screen;

import dromos.directory.Directory;
import dromos.mail.Authentication;
import dromos.mail.AuthenticationResults;
import dromos.mail.Headers;
import dromos.mail.Mail;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.Tokens;
import dromos.mail.WireHeaders;
import dromos.store.OutboxRow;
import dromos.store.Received;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Screens a mail. Thread-safe. */
public final class Screener {
    private final MessageIds messageIds;
    private final String loopId;
    private final Function<Bounce, Optional<OutboxRow>> letters;
    private final BounceReader bounces;
    private final AutomaticRules rules = new AutomaticRules();

    /**
     * @param loopId the value that our own letters carry in {@value WireHeaders#LOOP}
     * @param letters finds the letter of ours that a bounce is about
     */
    public Screener(
            MailReader reader,
            Tokens tokens,
            MessageIds messageIds,
            String loopId,
            Function<Bounce, Optional<OutboxRow>> letters) {
        this.messageIds = messageIds;
        this.letters = letters;
        this.loopId = loopId;
        this.bounces = new BounceReader(reader, tokens, messageIds);
    }

    /** @param received the row that the mail was read from, which knows whether its content came before */
    public Screening screen(Mail mail, Received received, Directory directory) {
        var mailbox = directory.mailboxes().get(received.source());
        if (received.duplicateOf() != null) {
            return verdict(
                    Screening.Kind.DUPLICATE,
                    Automatic.NONE,
                    AuthenticationResults.of(mail.headers(), Set.of()),
                    "the same mail as message " + received.duplicateOf());
        }
        var screening = screen(
                mail,
                directory.ownAddresses(),
                mailbox == null ? Set.of() : mailbox.trustedServers(),
                mailbox != null && mailbox.trustsSpamHeaders());
        var bounce = screening.report();
        return bounce == null
                ? screening
                : screening.about(letters.apply(bounce).orElse(null));
    }

    /**
     * Screens by the mail alone.
     *
     * @param trustsSpamVerdict whether X-Spam-Flag and X-Spam-Status are written by our own server
     */
    public Screening screen(
            Mail mail, Set<String> ownAddresses, Set<String> trustedServers, boolean trustsSpamVerdict) {
        var authentication = AuthenticationResults.of(mail.headers(), trustedServers);
        var loop = loop(mail, ownAddresses);
        if (loop != null) {
            return verdict(Screening.Kind.LOOP, new Automatic(Automatic.Kind.LOOP, loop), authentication, loop);
        }
        var automatic = rules.judgeReports(mail);
        var bounce = automatic == null ? bounces.read(mail) : null;
        if (bounce != null) {
            return bounced(bounce, authentication);
        }
        if (automatic == null) {
            automatic = bounces.reportsSuccess(mail)
                    ? new Automatic(Automatic.Kind.AUTO_REPLY, "a report that a letter arrived (RFC 3464)")
                    : rules.judge(mail, ownAddresses);
        }
        var spam = trustsSpamVerdict ? spam(mail.headers()) : null;
        return spam == null
                ? verdict(Screening.Kind.PASSED, automatic, authentication, automatic.reason())
                : verdict(Screening.Kind.SPAM, automatic, authentication, spam);
    }

    private static Screening verdict(
            Screening.Kind kind, Automatic automatic, Authentication authentication, String reason) {
        return new Screening(kind, automatic, null, null, authentication, reason);
    }

    private static Screening bounced(BounceReader.Found found, Authentication authentication) {
        var kind = found.bounce().isDelayed() ? Automatic.Kind.DELAYED : Automatic.Kind.BOUNCE;
        return new Screening(
                Screening.Kind.BOUNCE,
                new Automatic(kind, found.reason()),
                found.bounce(),
                null,
                authentication,
                found.reason());
    }

    /** Our own mail that came back, as opposed to an answer that quotes our headers. */
    private @Nullable String loop(Mail mail, Set<String> ownAddresses) {
        if (mail.headers().all(WireHeaders.LOOP).stream().anyMatch(loopId::equals)) {
            return WireHeaders.LOOP + " is our own";
        }
        var id = mail.messageId();
        boolean own = ownAddresses.contains(mail.sender())
                && id != null
                && messageIds.parse(id).isPresent();
        return own ? "our own letter, by its Message-ID and sender" : null;
    }

    private static @Nullable String spam(Headers headers) {
        var flag = headers.first("X-Spam-Flag");
        if (flag != null && flag.strip().equalsIgnoreCase("yes")) {
            return "X-Spam-Flag: YES";
        }
        var status = headers.first("X-Spam-Status");
        boolean yes = status != null && status.strip().toLowerCase(Locale.ROOT).startsWith("yes");
        return yes ? "X-Spam-Status: Yes" : null;
    }
}
