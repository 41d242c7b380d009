package dev.plumbline.metric.calibration;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which value of one array belongs to which element of another. Shapes are those of an update: labels and predictions pair
 * up element by element, and a weight belongs to a row, or to an element, or to all.
 */
final class Spread {
    /** The lengths of the axes of the elements, outermost first. */
    private final int[] shape;
    /** How far to go in the spread array for one step along each axis; 0 where it repeats. */
    private final int[] strides;

    private Spread(int[] shape, int[] from) {
        this.shape = shape;
        strides = new int[shape.length];
        int stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = from[axis] == 1 ? 0 : stride;
            stride *= from[axis];
        }
    }

    /** Aligned at the last axis, as NumPy does; null if the shapes do not fit. */
    static @Nullable Spread byLastAxis(int[] from, int[] shape) {
        int missing = shape.length - from.length;
        if (missing < 0) {
            return null;
        }
        int[] padded = new int[shape.length];
        Arrays.fill(padded, 1);
        System.arraycopy(from, 0, padded, missing, from.length);
        return ofSameRank(padded, shape);
    }

    /** Aligned at the first axis, as weights of rows are; axes of length 1 at the end do not count. Null if it does not fit. */
    static @Nullable Spread byFirstAxis(int[] from, int[] shape) {
        int rank = from.length;
        while (rank > 0 && from[rank - 1] == 1) {
            rank--;
        }
        if (rank > shape.length) {
            return null;
        }
        int[] padded = new int[shape.length];
        Arrays.fill(padded, 1);
        System.arraycopy(from, 0, padded, 0, rank);
        return ofSameRank(padded, shape);
    }

    private static @Nullable Spread ofSameRank(int[] from, int[] shape) {
        for (int axis = 0; axis < shape.length; axis++) {
            if (from[axis] != 1 && from[axis] != shape[axis]) {
                return null;
            }
        }
        return new Spread(shape, from);
    }

    /** The place in the spread array that belongs to an element, both in row-major order. */
    int placeOf(int element) {
        int place = 0;
        int rest = element;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            place += rest % shape[axis] * strides[axis];
            rest /= shape[axis];
        }
        return place;
    }
}
