package dromos.mail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Numbers in as few bytes as they need: seven bits each, the lowest first, the top bit set where more follow. */
final class Varint {
    private Varint() {}

    static void write(long number, ByteArrayOutputStream to) {
        if (number < 0) {
            throw new IllegalArgumentException("expected a number from 0, not " + number);
        }
        long rest = number;
        while (rest > 127) {
            to.write((int) ((rest & 127) | 128));
            rest >>>= 7;
        }
        to.write((int) rest);
    }

    /** @throws java.nio.BufferUnderflowException where the bytes end within the number */
    static long read(ByteBuffer from) {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = from.get();
            number |= (next & 127L) << shift;
            if (next >= 0) {
                break;
            }
        }
        return number;
    }
}
