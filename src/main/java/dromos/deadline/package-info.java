/**
 * What a broken promise sets in motion: its notice, and one step of its escalation chain after the other.
 */
@NullMarked
package dromos.deadline;

import org.jspecify.annotations.NullMarked;
