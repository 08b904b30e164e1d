/**
 * What is written to whom: acknowledgements are decided here, and every ordered letter becomes a row of the outbox.
 */
@NullMarked
package dromos.letter;

import org.jspecify.annotations.NullMarked;
