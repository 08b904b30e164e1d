/**
 * What could lose mail if it were edited wrongly, as short Java routes: intake, hand-in, inbox, outbox, and what
 * happens when the line fails. Beans are named, never referred to by class.
 */
@NullMarked
package dromos.route;

import org.jspecify.annotations.NullMarked;
