package dromos.mailbox;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Puts each chunk into the route as the body of one exchange without headers, on the mailbox's own thread. */
final class MailboxConsumer extends DefaultConsumer implements Suspendable {
    /** How long a stop waits for the chunk in hand before the connection is closed under it. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final MailboxEndpoint endpoint;
    private @Nullable Watch watch;
    private @Nullable Thread thread;

    MailboxConsumer(MailboxEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        begin();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        begin();
    }

    @Override
    protected void doSuspend() throws Exception {
        end();
        super.doSuspend();
    }

    @Override
    protected void doStop() throws Exception {
        end();
        super.doStop();
    }

    private void begin() {
        MailboxComponent component = endpoint.component();
        Watch begun = new Watch(endpoint.account(), component.getCursors(), component.getClock(), this::handle);
        Thread running = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newThread("mailbox-" + endpoint.account().name(), begun);
        watch = begun;
        thread = running;
        running.start();
    }

    private void end() throws InterruptedException {
        Watch ending = watch;
        Thread running = thread;
        if (ending == null || running == null) {
            return;
        }
        ending.stop();
        // A route that stops itself does so on this very thread.
        if (running != Thread.currentThread()) {
            running.join(GRACE.toMillis());
            ending.cut();
            running.join(GRACE.toMillis() / 2);
        }
        watch = null;
        thread = null;
    }

    private void handle(Chunk chunk) throws Watch.HandlingFailed {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(chunk);
            getProcessor().process(exchange);
            Exception failure = exchange.getException();
            if (failure != null) {
                throw new Watch.HandlingFailed("the route failed", failure);
            }
        } catch (Watch.HandlingFailed e) {
            throw e;
        } catch (Exception e) {
            throw new Watch.HandlingFailed("the route failed", e);
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
