/** What tests share: a migrated database of their own, an SMTP server with faults, and the count of tests. */
@NullMarked
package dromos.testing;

import org.jspecify.annotations.NullMarked;
