package dromos.mailbox;

import dromos.testing.Dovecot;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with one route, {@code mailbox:support} into a {@link Shelf}. */
final class MailboxRoute implements AutoCloseable {
    final CamelContext camel = new DefaultCamelContext();

    private MailboxRoute() {}

    static MailboxRoute start(MailboxAccount account, Shelf shelf) throws Exception {
        MailboxRoute route = new MailboxRoute();
        route.add(account, shelf);
        route.camel.start();
        return route;
    }

    /** What a test does while the route runs. */
    interface Work {
        void with(MailboxRoute route) throws Exception;
    }

    static void run(MailboxAccount account, Shelf shelf, Work work) throws Exception {
        try (MailboxRoute route = start(account, shelf)) {
            work.with(route);
        }
    }

    private void add(MailboxAccount account, Shelf shelf) throws Exception {
        MailboxComponent component = new MailboxComponent();
        component.setAccounts(Map.of(account.name(), account));
        component.setCursors(shelf);
        camel.addComponent("mailbox", component);
        camel.getShutdownStrategy().setTimeout(5);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("mailbox:support").routeId("intake-support").bean(shelf);
            }
        });
    }

    /** An account on this port of the loopback; looks every 300 ms, sets {@code $Taken}. */
    static MailboxAccount account(int port, String user) {
        return new MailboxAccount(
                "support",
                "127.0.0.1",
                port,
                Security.NONE,
                user,
                new Credentials.Password(() -> Dovecot.PASSWORD),
                "INBOX",
                new AfterCommit.Flag("$Taken"),
                Duration.ofMillis(300),
                false,
                Limits.usual());
    }

    static MailboxAccount with(MailboxAccount a, AfterCommit after) {
        return new MailboxAccount(
                a.name(),
                a.host(),
                a.port(),
                a.security(),
                a.user(),
                a.credentials(),
                a.folder(),
                after,
                a.poll(),
                a.idle(),
                a.limits());
    }

    static MailboxAccount with(MailboxAccount a, Limits limits) {
        return new MailboxAccount(
                a.name(),
                a.host(),
                a.port(),
                a.security(),
                a.user(),
                a.credentials(),
                a.folder(),
                a.after(),
                a.poll(),
                a.idle(),
                limits);
    }

    static MailboxAccount with(MailboxAccount a, Credentials credentials) {
        return new MailboxAccount(
                a.name(),
                a.host(),
                a.port(),
                a.security(),
                a.user(),
                credentials,
                a.folder(),
                a.after(),
                a.poll(),
                a.idle(),
                a.limits());
    }

    static MailboxAccount in(MailboxAccount a, String folder) {
        return new MailboxAccount(
                a.name(),
                a.host(),
                a.port(),
                a.security(),
                a.user(),
                a.credentials(),
                folder,
                a.after(),
                a.poll(),
                a.idle(),
                a.limits());
    }

    static MailboxAccount idling(MailboxAccount a, Duration poll) {
        return new MailboxAccount(
                a.name(),
                a.host(),
                a.port(),
                a.security(),
                a.user(),
                a.credentials(),
                a.folder(),
                a.after(),
                poll,
                true,
                a.limits());
    }

    static MailboxAccount secured(MailboxAccount a, Security security, int port) {
        return new MailboxAccount(
                a.name(),
                "localhost",
                port,
                security,
                a.user(),
                a.credentials(),
                a.folder(),
                a.after(),
                a.poll(),
                a.idle(),
                a.limits());
    }

    @Override
    public void close() {
        camel.stop();
    }
}
