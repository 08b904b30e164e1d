/** Tests of the package of the same name. */
@NullMarked
package dromos.mail;

import org.jspecify.annotations.NullMarked;
