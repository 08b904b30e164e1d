package dromos.planted.correlate;

import org.apache.camel.Exchange;

public record Intruder(Exchange other) {}
