package dev.plumbline.job.join;

import java.io.DataOutput;
import java.io.IOException;

/**
 * The shape in front of a prediction's facts and of a label's value: the number of axes, then the length of each, as {@linkplain
 * Numbers numbers}. A single row of a single output has no axes: one byte, 0. So whether a label has the shape of its prediction
 * can be told without reading either.
 */
final class ShapeBytes {
    /** Deeper than any record may nest. */
    private static final int MAX_AXES = 1_000;

    /** The shape of a single row of a single output. */
    static final int[] NO_AXES = {};

    private ShapeBytes() {}

    /** Writes a shape. */
    static void write(int[] shape, DataOutput out) throws IOException {
        Numbers.write(shape.length, out);
        for (int length : shape) {
            Numbers.write(length, out);
        }
    }

    static int[] read(ByteReader in) throws IOException {
        int axes = in.count(Integer.MAX_VALUE);
        if (axes == 0) {
            return NO_AXES;
        }
        if (axes > MAX_AXES) {
            throw Numbers.damaged("an array has " + axes + " axes");
        }
        int[] shape = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            shape[axis] = in.count(Integer.MAX_VALUE);
        }
        return shape;
    }

    /** Reads as many doubles as the shape holds. */
    static double[] readNumbers(int[] shape, ByteReader in) throws IOException {
        long most = in.left() / Double.BYTES;
        long size = 1;
        for (int length : shape) {
            size *= length;
            if (size > most) {
                throw Numbers.damaged("an array of " + size + " numbers or more has " + in.left() + " bytes");
            }
        }
        double[] numbers = new double[(int) size];
        for (int i = 0; i < size; i++) {
            numbers[i] = in.float64();
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
