/**
 * What is a mail about? The rules of {@code config/categories.yaml} are tried in their order; the verdict names the rule
 * that decided, those that did not, and the store that the mail speaks of.
 */
@NullMarked
package dromos.categorise;

import org.jspecify.annotations.NullMarked;
