package dromos.app;

import dromos.directory.Secrets;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesFunction;

/**
 * Lets routes of engineers ask for a secret where they configure a bean: {@code {{secret:ARCHIVE_PASSWORD}}}. It is
 * found where those of the mailboxes are. In the address of an endpoint it would be shown; {@link RouteCheck} refuses
 * it there.
 */
final class SecretPlaceholders extends MainListenerSupport implements PropertiesFunction {
    private final Secrets secrets;

    SecretPlaceholders(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public void beforeConfigure(BaseMainSupport camel) {
        camel.getCamelContext().getPropertiesComponent().addPropertiesFunction(this);
    }

    @Override
    public String getName() {
        return "secret";
    }

    /** @throws IllegalArgumentException if there is none of that name, with the cure */
    @Override
    public String apply(String name) {
        return secrets.find(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("secret " + name + " is missing; " + Secrets.cure(name)));
    }
}
