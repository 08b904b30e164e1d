package dromos.store;

/** A message whose every attempt ended with the process: it is not tried again by itself. */
public final class TriedTooOften extends RuntimeException {
    TriedTooOften(int attempts) {
        super(attempts + " attempts to handle this message never came to an end; the process may have died of it");
    }
}
