package dromos.mailbox;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code mailbox:<name>} endpoints for the accounts it was given.
 *
 * <pre>{@code
 * var component = new MailboxComponent();
 * component.setAccounts(Map.of("support", account));
 * component.setCursors(cursors);
 * camel.addComponent("mailbox", component);
 * }</pre>
 */
public final class MailboxComponent extends DefaultComponent {
    private Map<String, MailboxAccount> accounts = Map.of();
    private @Nullable Cursors cursors;
    private InstantSource clock = InstantSource.system();

    /** The accounts by name. */
    public void setAccounts(Map<String, MailboxAccount> accounts) {
        this.accounts = accounts;
    }

    /** Where the cursors are kept; required. */
    public void setCursors(Cursors cursors) {
        this.cursors = cursors;
    }

    /** Where the cursors are kept. */
    public Cursors getCursors() {
        return Objects.requireNonNull(cursors, "component mailbox: set its cursors before a route starts");
    }

    /** The clock of the whole application; the system's by default. */
    public void setClock(InstantSource clock) {
        this.clock = clock;
    }

    /** The clock of the whole application. */
    public InstantSource getClock() {
        return clock;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        MailboxAccount account = accounts.get(remaining);
        if (account == null) {
            throw new IllegalArgumentException(
                    "no mailbox is named '" + remaining + "'; " + nearest(remaining) + " (see mailboxes.yaml)");
        }
        return new MailboxEndpoint(uri, this, account);
    }

    private String nearest(String name) {
        return accounts.keySet().stream()
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .map(known -> "the nearest is '" + known + "'")
                .orElse("there is none at all");
    }

    /** Levenshtein's distance: how many characters to insert, remove or replace. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[other.length()];
    }
}
