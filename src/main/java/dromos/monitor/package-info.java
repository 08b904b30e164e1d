/**
 * What an operator wants to know, read-only: the rows behind REST, and the figures that metrics, JMX and health share.
 * Nothing here changes a row, and what is polled never counts through a table that only grows.
 */
@NullMarked
package dromos.monitor;

import org.jspecify.annotations.NullMarked;
