/** Tests of the directory: the sample configuration, and every mistake that can be made in it. */
@NullMarked
package dromos.directory;

import org.jspecify.annotations.NullMarked;
