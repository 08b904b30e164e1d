package dromos.route;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * The few mail headers that a route of an engineer may see. Camel's mail components would otherwise turn every header
 * of a stranger's mail into one that steers the route: {@code moveTo}, {@code delete}, {@code Camel*},
 * {@code mail.smtp.*}.
 */
public final class AllowedHeaders implements HeaderFilterStrategy {
    private static final Set<String> OF_MAIL =
            Set.of("from", "subject", "date", "message-id", "in-reply-to", "references");
    private static final Set<String> OF_ROUTE =
            Set.of("from", "to", "cc", "subject", "reply-to", "in-reply-to", "references", "auto-submitted");

    /** True keeps a header that the route set out of the mail that it sends. */
    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OF_ROUTE.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * True keeps a header of a received mail away from the route. To and Cc are kept away too: {@code smtp:} would
     * send to them.
     */
    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !OF_MAIL.contains(name.toLowerCase(Locale.ROOT));
    }
}
