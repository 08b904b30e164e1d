/** Tests of the Java routes, against real mail servers on this machine. */
@NullMarked
package dromos.route;

import org.jspecify.annotations.NullMarked;
