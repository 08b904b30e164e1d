/**
 * To which case a mail belongs and who is speaking, from all evidence, with nothing guessed from a subject alone.
 */
@NullMarked
package dromos.correlate;

import org.jspecify.annotations.NullMarked;
