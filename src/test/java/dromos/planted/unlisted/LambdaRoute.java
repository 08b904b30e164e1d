package dromos.planted.unlisted;

import org.apache.camel.builder.RouteBuilder;

class LambdaRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:somewhere").process(exchange -> {});
    }
}
