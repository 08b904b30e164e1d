package dromos.route;

import java.util.Collection;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/**
 * One route for each supervised mailbox, and one door for everything else. What arrives is stored in one transaction;
 * only then does the mailbox mark it on the server, or the sender of a hand-in hear that it is safe.
 */
public final class IntakeRoutes extends RouteBuilder {
    private final List<String> mailboxes;

    public IntakeRoutes(Collection<String> mailboxes) {
        this.mailboxes = List.copyOf(mailboxes);
    }

    @Override
    public void configure() {
        routeTemplate("intake")
                .templateParameter("mailbox")
                .from("mailbox:{{mailbox}}")
                .routeDescription("Fetch in bulk, store raw bytes once, commit, then flag or move on the server")
                .errorHandler(noErrorHandler())
                .transacted()
                .to("bean:intake?method=store");
        for (var mailbox : mailboxes) {
            templatedRoute("intake").routeId("intake-" + mailbox).parameter("mailbox", mailbox);
        }

        from("direct:hand-in")
                .routeId("hand-in")
                .routeDescription("The same store step for a message of any other source that an engineer wires up")
                .errorHandler(noErrorHandler())
                .transacted()
                .to("bean:intake?method=handIn");
    }
}
