package dromos.testing;

import dromos.directory.Directory;
import dromos.mail.MailIdentity;
import dromos.mail.MailReader;
import dromos.mail.RawMail;
import dromos.store.Arrival;
import dromos.store.Fate;
import dromos.store.Inbox;
import dromos.store.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.component.mock.MockEndpoint;

/**
 * The line of a running shop, taken out of the hands of its workers: a test puts a mail in at a station, in a
 * transaction as the inbox does, and sees where it comes out of the stations whose calls were cut.
 */
public final class Line {
    private final Agora agora;
    private final CamelContext context;
    private final Inbox inbox;

    /** From now on only the test works on the inbox of this shop. */
    public Line(Agora agora) throws Exception {
        this.agora = agora;
        this.context = agora.router().context();
        this.inbox = Objects.requireNonNull(context.getRegistry().lookupByNameAndType("inbox", Inbox.class));
        for (var route : context.getRoutes()) {
            if (route.getRouteId().matches("inbox-\\d+")) {
                context.getRouteController().stopRoute(route.getRouteId());
            }
        }
    }

    /** Lets these calls of a route end here. */
    public Line cut(String route, String... calls) throws Exception {
        AdviceWith.adviceWith(context, route, advice -> {
            for (var call : calls) {
                advice.weaveByToUri("direct:" + call).replace().to("mock:" + call);
            }
        });
        return this;
    }

    /** A mail's way from {@code screen} to where the line was cut. */
    public Passage receives(MailBuilder mail) {
        return receives(mail, "support");
    }

    /** @param mailbox that the mail came to */
    public Passage receives(MailBuilder mail, String mailbox) {
        forget();
        return agora.router().database().inTransaction(() -> {
            var received = store(mail.raw(), mailbox);
            var read = new MailReader().read(mail.raw());
            var exchange = send("screen", read, Map.of("received", received, "directory", directory()));
            inbox.finish(received.id(), Fate.NEW_CASE, null, "it left the line", null);
            return new Passage(exchange, exits());
        });
    }

    private Received store(RawMail raw, String mailbox) {
        var identity = identity(raw);
        inbox.add(List.of(new Arrival(mailbox, null, null, agora.now(), raw.size(), identity, raw, null)));
        return Objects.requireNonNull(inbox.lock(inbox.claim(1).get(0)));
    }

    private static MailIdentity identity(RawMail raw) {
        try {
            return MailIdentity.of(raw);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs one station in a transaction, as if the stations before it had found this out. */
    public Passage runs(String station, Object body, Map<String, Object> variables) {
        forget();
        return agora.router().database().inTransaction(() -> new Passage(send(station, body, variables), exits()));
    }

    private Exchange send(String station, Object body, Map<String, Object> variables) {
        var exchange = ExchangeBuilder.anExchange(context).withBody(body).build();
        variables.forEach(exchange::setVariable);
        try (var template = context.createProducerTemplate()) {
            template.send("direct:" + station, exchange);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        return exchange;
    }

    public Directory directory() {
        return agora.router().directory();
    }

    private void forget() {
        MockEndpoint.resetMocks(context);
    }

    private List<MockEndpoint> exits() {
        return context.getEndpoints().stream()
                .filter(MockEndpoint.class::isInstance)
                .map(MockEndpoint.class::cast)
                .filter(exit -> exit.getReceivedCounter() > 0)
                .toList();
    }

    /** What a mail left behind. */
    public static final class Passage {
        private final Exchange exchange;
        private final Map<String, List<Object>> exits;

        private Passage(Exchange exchange, List<MockEndpoint> exits) {
            this.exchange = exchange;
            this.exits = exits.stream()
                    .collect(Collectors.toMap(MockEndpoint::getName, exit -> exit.getReceivedExchanges().stream()
                            .map(each -> each.getMessage().getBody())
                            .toList()));
        }

        /** Names of the calls that were made where the line was cut. */
        public Set<String> exits() {
            return exits.keySet();
        }

        /** The bodies that left there, in their order. */
        public <T> List<T> at(String exit, Class<T> type) {
            return exits.getOrDefault(exit, List.of()).stream().map(type::cast).toList();
        }

        /** What a station found out. */
        public <T> T found(String variable, Class<T> type) {
            return Objects.requireNonNull(exchange.getVariable(variable, type), variable);
        }
    }
}
