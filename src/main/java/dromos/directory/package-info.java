/**
 * Who and what: mailboxes, pools, departments, stores, people, categories, calendars and letters, read from
 * {@code config/} into one immutable, cross-checked snapshot. Whatever is wrong is refused with its place and its cure.
 */
@NullMarked
package dromos.directory;

import org.jspecify.annotations.NullMarked;
