/**
 * Which consultant gets a case: the least loaded one of its pool who is present.
 */
@NullMarked
package dromos.assign;

import org.jspecify.annotations.NullMarked;
