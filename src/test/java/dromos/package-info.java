/** Tests of the whole: who may import whom, and whether the routes and their map agree. */
@NullMarked
package dromos;

import org.jspecify.annotations.NullMarked;
