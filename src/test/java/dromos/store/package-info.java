/** Tests of the database, each against a real PostgreSQL. */
@NullMarked
package dromos.store;

import org.jspecify.annotations.NullMarked;
