package dev.plumbline.job.join;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The shape in front of a prediction's facts and of a label's value: the number of axes, then the length of each, as {@linkplain
 * Numbers numbers}. A single row of a single output has no axes: one byte, 0. So whether a label has the shape of its prediction
 * can be told without reading either.
 */
final class ShapeBytes {
    /** Deeper than any record may nest. */
    private static final int MAX_AXES = 1_000;

    /** So many doubles fit into one string of bytes. */
    private static final int MAX_NUMBERS = Integer.MAX_VALUE / Double.BYTES;

    private static final int CHUNK = 1 << 13;

    private ShapeBytes() {}

    /** Writes a shape. */
    static void write(int[] shape, DataOutput out) throws IOException {
        Numbers.write(shape.length, out);
        for (int length : shape) {
            Numbers.write(length, out);
        }
    }

    static int[] read(DataInput in) throws IOException {
        int axes = Numbers.readCount(in);
        Numbers.require(axes <= MAX_AXES, "an array has " + axes + " axes");
        int[] shape = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            shape[axis] = Numbers.readCount(in);
        }
        return shape;
    }

    /** Reads as many doubles as the shape holds; those that are not there cost no memory. */
    static double[] readNumbers(int[] shape, DataInput in) throws IOException {
        long size = 1;
        for (int length : shape) {
            size = Math.min(size * length, MAX_NUMBERS + 1L);
        }
        Numbers.require(size <= MAX_NUMBERS, "an array is too large");
        double[] numbers = new double[(int) Math.min(size, CHUNK)];
        for (int i = 0; i < size; i++) {
            if (i == numbers.length) {
                numbers = Arrays.copyOf(numbers, (int) Math.min(size, 2L * i));
            }
            numbers[i] = in.readDouble();
        }
        return numbers;
    }

    /** Whether two byte strings begin with the same shape. */
    static boolean match(byte[] one, byte[] other) {
        int lengths = 0;
        int at = 0;
        // The number of axes says how many lengths follow; after it, only the bytes that end a number count.
        for (int shift = 0, more = 1; more != 0; shift += 7) {
            if (!sameAt(one, other, at)) {
                return false;
            }
            lengths |= (one[at] & 0x7f) << shift;
            more = one[at++] & 0x80;
        }
        while (lengths > 0) {
            if (!sameAt(one, other, at)) {
                return false;
            }
            lengths -= one[at++] >= 0 ? 1 : 0;
        }
        return true;
    }

    private static boolean sameAt(byte[] one, byte[] other, int at) {
        return at < one.length && at < other.length && one[at] == other[at];
    }
}
