package dromos.directory;

import dromos.mail.Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A supervised account or folder.
 *
 * @param addresses what it answers for, the first one being its own
 * @param pool the queue that it feeds
 * @param subAddressing whether {@code local+detail@domain} reaches it too (RFC 5233)
 * @param trustedServers authserv-ids whose Authentication-Results count (RFC 8601); empty when none does
 * @param trustsSpamHeaders whether its server's X-Spam verdict is believed
 * @param letters letter names by their role, overriding the pool's: {@code acknowledgement: christmas-acknowledgement}
 */
public record Mailbox(
        String name,
        List<Address> addresses,
        String pool,
        Account account,
        boolean subAddressing,
        Set<String> trustedServers,
        boolean trustsSpamHeaders,
        Map<String, String> letters,
        Location at) {
    /**
     * How to log in and what to do there.
     *
     * @param security none, starttls or tls
     * @param authentication password or xoauth2
     * @param secret name of the secret: an environment variable, or a file named by the same with _FILE
     * @param after keep, delete, flag:NAME or move:FOLDER, done on the server once the mail is safely stored
     */
    public record Account(
            String host,
            int port,
            String security,
            String user,
            String authentication,
            String secret,
            String folder,
            String after,
            Duration poll,
            boolean idle,
            long maxSize) {}

    /** The same mailbox on another server, for a demo or a trial. */
    public Mailbox at(String host, int port, String security, Duration poll) {
        var moved = new Account(
                host,
                port,
                security,
                account.user,
                account.authentication,
                account.secret,
                account.folder,
                account.after,
                poll,
                account.idle,
                account.maxSize);
        return new Mailbox(name, addresses, pool, moved, subAddressing, trustedServers, trustsSpamHeaders, letters, at);
    }

    public boolean answersFor(String address) {
        return addresses.stream().anyMatch(own -> own.address().equals(address));
    }

    public Address address() {
        return addresses.get(0);
    }

    public @Nullable String letter(String role) {
        return letters.get(role);
    }
}
