package dev.plumbline.job.oracle;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Where a record stands in its topic. The order is that of the bytes in which the join writes it, {@code docs/FORMATS.md}: which of two
 * equal records is the repetition has to be said somehow.
 */
record Place(int partition, int offset) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
        return Arrays.compareUnsigned(bytes(), other.bytes());
    }

    private byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        number(2L * partition, bytes);
        number(offset, bytes);
        return bytes.toByteArray();
    }

    /** Groups of seven bits, the lowest first. */
    static void number(long number, ByteArrayOutputStream into) {
        long rest = number;
        while (rest >= 0x80) {
            into.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        into.write((int) rest);
    }
}
