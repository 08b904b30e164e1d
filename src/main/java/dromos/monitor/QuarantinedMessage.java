package dromos.monitor;

import org.jspecify.annotations.Nullable;

/**
 * A message that was set aside.
 *
 * @param detail for engineers: the failure with its place in the code
 */
public record QuarantinedMessage(
        MessageRow message, @Nullable String detail) {}
