/** Commands, settings and the wiring of every bean. Imports everything; nobody imports it. */
@NullMarked
package dromos.app;

import org.jspecify.annotations.NullMarked;
