/** The router as a whole, asked from outside. */
@NullMarked
package dromos.app;

import org.jspecify.annotations.NullMarked;
