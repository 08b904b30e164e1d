/** Tests of the rules and of the search for stores, against the sample configuration. */
@NullMarked
package dromos.categorise;

import org.jspecify.annotations.NullMarked;
