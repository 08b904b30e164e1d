package dromos.planted.unlisted;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

class StepProcessor implements Processor {
    @Override
    public void process(Exchange exchange) {}
}
