package dromos.planted.deadline;

import org.apache.camel.CamelContext;

public record Intruder(CamelContext other) {}
