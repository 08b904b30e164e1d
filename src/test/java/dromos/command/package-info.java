/** What people do to cases by mail, seen from their own boxes. */
@NullMarked
package dromos.command;

import org.jspecify.annotations.NullMarked;
