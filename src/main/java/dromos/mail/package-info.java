/**
 * A mail as it was received, as an immutable value, and a mail as it is sent. Reading never fails on what senders
 * get wrong; tags, tokens and signed Message-IDs are how a letter finds the way back to its case.
 */
@NullMarked
package dromos.mail;

import org.jspecify.annotations.NullMarked;
