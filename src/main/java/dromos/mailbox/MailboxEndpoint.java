package dromos.mailbox;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** {@code mailbox:<name>}, nothing else: where the mailbox is and how it is opened stays out of the URI. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "mailbox",
        title = "Mailbox",
        syntax = "mailbox:name",
        consumerOnly = true,
        category = Category.MAIL)
public final class MailboxEndpoint extends DefaultEndpoint {
    @UriPath(description = "Name of the mailbox in the configuration")
    @Metadata(required = true)
    private final String name;

    private final MailboxAccount account;

    MailboxEndpoint(String uri, MailboxComponent component, MailboxAccount account) {
        super(uri, component);
        this.name = account.name();
        this.account = account;
    }

    /** Name of the mailbox. */
    public String getName() {
        return name;
    }

    MailboxAccount account() {
        return account;
    }

    MailboxComponent component() {
        return (MailboxComponent) getComponent();
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("mailbox: only reads; send with the outbox");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        MailboxConsumer consumer = new MailboxConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
