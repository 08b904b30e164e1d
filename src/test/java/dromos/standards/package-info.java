/** Clauses of the standards, each shown by a test that cites it; docs/reference/standards.md lists them. */
@NullMarked
package dromos.standards;

import org.jspecify.annotations.NullMarked;
