/**
 * The only truth: what was received, what is to be sent, and the cases between them, in PostgreSQL. Claims are rows
 * locked with SKIP LOCKED; raw bytes are streamed and never fields of an entity.
 */
@NullMarked
package dromos.store;

import org.jspecify.annotations.NullMarked;
