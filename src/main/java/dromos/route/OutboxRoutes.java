package dromos.route;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The only routes that speak SMTP: claim, send outside any transaction, mark. */
public final class OutboxRoutes extends RouteBuilder {
    private final int workers;

    public OutboxRoutes(int workers) {
        this.workers = workers;
    }

    @Override
    public void configure() {
        for (int worker = 1; worker <= workers; worker++) {
            from("scheduler:outbox-" + worker + "?delay=1&greedy=true")
                    .routeId("outbox-" + worker)
                    .routeDescription("Claim the next letters, in order for each case and recipient")
                    .errorHandler(noErrorHandler())
                    .setBody()
                    .method("outbox", "claim(4)")
                    .setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, simple("${body.size} > 0", Boolean.class))
                    .split(body())
                    .to("direct:outbox");
        }

        from("direct:outbox")
                .routeId("outbox")
                .routeDescription("One letter to one recipient: send it, then say so; or say why not, and when again")
                .errorHandler(noErrorHandler())
                .setVariable("letter", body())
                .doTry()
                .setBody()
                .method("mimeBuilder", "build(${variable.letter})")
                .to("smtp:outbox?javaMailSender=#smtpSender")
                .doCatch(Throwable.class)
                .bean("deliveryPolicy", "failed(${variable.letter}, ${exception})")
                .stop()
                .end()
                // Not within the attempt: a letter that is gone is not sent again because the note of it failed.
                .bean("outbox", "sent(${variable.letter.id})");
    }
}
