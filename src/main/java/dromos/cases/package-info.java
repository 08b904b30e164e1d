/**
 * A case and everything that belongs to it: its entries, consultations, clocks and history. The entities guard
 * themselves: status changes only by what people do, and every entry has exactly one audience.
 */
@NullMarked
package dromos.cases;

import org.jspecify.annotations.NullMarked;
