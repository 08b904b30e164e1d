/**
 * The first station: is this mail automatic, a bounce, a loop, spam, and what does our server say of its sender?
 * It marks; it never drops. Only loops and spam are parked.
 */
@NullMarked
package dromos.screen;

import org.jspecify.annotations.NullMarked;
