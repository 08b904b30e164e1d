/** Tests of the package of the same name. */
@NullMarked
package dromos.correlate;

import org.jspecify.annotations.NullMarked;
