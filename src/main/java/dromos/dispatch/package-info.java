/**
 * To whom a case goes: the departments of its category and its store, each destination asked once.
 */
@NullMarked
package dromos.dispatch;

import org.jspecify.annotations.NullMarked;
