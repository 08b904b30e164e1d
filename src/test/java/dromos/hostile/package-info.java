/** What mail can do to whoever reads it, and to whoever is answered: injected lines, bombs. */
@NullMarked
package dromos.hostile;

import org.jspecify.annotations.NullMarked;
