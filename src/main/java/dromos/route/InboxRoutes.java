package dromos.route;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Takes stored messages and runs each through the line in one transaction, to the fate that it ends with. If the line
 * fails, that transaction is gone as if nothing had happened, and a second one records what becomes of the message.
 */
public final class InboxRoutes extends RouteBuilder {
    private final int workers;

    public InboxRoutes(int workers) {
        this.workers = workers;
    }

    @Override
    public void configure() {
        for (int worker = 1; worker <= workers; worker++) {
            from("scheduler:inbox-" + worker + "?delay=1&greedy=true")
                    .routeId("inbox-" + worker)
                    .routeDescription("Claim the next stored messages, oldest first, one correspondent at a time")
                    .errorHandler(noErrorHandler())
                    .setBody()
                    .method("inbox", "claim(16)")
                    .setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, simple("${body.size} > 0", Boolean.class))
                    .split(body())
                    .to("direct:inbox");
        }

        from("direct:inbox")
                .routeId("inbox")
                .routeDescription("One message: through the line, or to the record of its failure")
                .errorHandler(noErrorHandler())
                .setVariable("message", body())
                .doTry()
                .to("direct:line")
                .doCatch(Throwable.class)
                .to("direct:quarantine")
                .end();

        from("direct:line")
                .routeId("line")
                .routeDescription("Read it, run it through the stations and write its fate, in one transaction")
                .errorHandler(noErrorHandler())
                .transacted()
                .setVariable("received")
                .method("inbox", "lock(${variable.message})")
                .filter(simple("${variable.received} != null"))
                .setVariable("directory")
                .method("directoryInForce", "current()")
                .setBody()
                .method("mailReader", "read(${variable.received.raw})")
                .to("direct:screen")
                .to("direct:fate")
                .end();

        from("direct:fate")
                .routeId("fate")
                .routeDescription("Every message ends with exactly one fate")
                .errorHandler(noErrorHandler())
                .choice()
                .when(simple("${variable.screening.isPassed} && ${variable.match.isNewCase}"))
                .bean("inbox", finish("match.fate", "match.reason", "${variable.case.number}"))
                .when(simple("${variable.screening.isPassed}"))
                .bean("inbox", finish("match.fate", "match.reason", "${variable.match.caseNumber}"))
                .when(simple("${variable.screening.isPassed} == false"))
                .bean("inbox", finish("screening.fate", "screening.reason", "null"))
                .otherwise()
                .throwException(IllegalStateException.class, "no fate for ${variable.screening}")
                .end();

        from("direct:quarantine")
                .routeId("quarantine")
                .routeDescription("The line failed: try again later what will pass by itself, set aside the rest")
                .errorHandler(noErrorHandler())
                .bean("failurePolicy", "failed(${variable.message}, ${exception})");
    }

    private static String finish(String fate, String reason, String caseNumber) {
        return "finish(${variable.message}, ${variable.%s}, ${variable.screening.mark}, ${variable.%s}, %s)"
                .formatted(fate, reason, caseNumber);
    }
}
