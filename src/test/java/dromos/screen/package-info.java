/** Tests of the package of the same name. */
@NullMarked
package dromos.screen;

import org.jspecify.annotations.NullMarked;
