/** Programs that print figures; {@code bench/run NAME} starts them. */
@NullMarked
package dromos.bench;

import org.jspecify.annotations.NullMarked;
