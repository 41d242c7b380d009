package dev.plumbline.metric;

import dev.plumbline.metric.ShapeException.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arithmetic on the shapes of arrays: lengths of the axes, outermost first, empty for a single number. */
final class Shapes {
    private Shapes() {}

    /**
     * Elements that broadcasting may at most make out of smaller arrays. A column against a row of 65536 each would be
     * 32 GB; what is meant never is that large, and the reference would run out of memory.
     */
    static final int MAX_BROADCAST_SIZE = 1 << 20;

    static int size(int[] shape) {
        int size = 1;
        for (int length : shape) {
            size *= length;
        }
        return size;
    }

    /** Whether the last axis has length 1; there must be one. */
    static boolean endsInOne(int[] shape) {
        return shape[shape.length - 1] == 1;
    }

    static int[] dropLast(int[] shape) {
        return Arrays.copyOf(shape, shape.length - 1);
    }

    static int[] appendOne(int[] shape) {
        int[] longer = Arrays.copyOf(shape, shape.length + 1);
        longer[shape.length] = 1;
        return longer;
    }

    /** Whether the shape has the rank of the target and each axis is 1 or the target's. */
    static boolean repeatsTo(int[] shape, int[] target) {
        if (shape.length != target.length) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] != 1 && shape[i] != target[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The shape that both broadcast to by NumPy's rules, or null if there is none, or if it would be larger than both
     * and {@link #MAX_BROADCAST_SIZE}.
     */
    static int @Nullable [] broadcast(int[] a, int[] b) {
        int[] common = new int[Math.max(a.length, b.length)];
        for (int back = 1; back <= common.length; back++) {
            int ofA = back <= a.length ? a[a.length - back] : 1;
            int ofB = back <= b.length ? b[b.length - back] : 1;
            if (ofA != ofB && ofA != 1 && ofB != 1) {
                return null;
            }
            common[common.length - back] = ofA == 1 ? ofB : ofA;
        }
        return isTooLarge(common, a, b) ? null : common;
    }

    private static boolean isTooLarge(int[] common, int[] a, int[] b) {
        int limit = Math.max(MAX_BROADCAST_SIZE, Math.max(size(a), size(b)));
        // As a double the product cannot overflow into something small.
        double size = 1;
        for (int length : common) {
            size *= length;
        }
        return size > limit;
    }

    static ShapeException labelPredictionMismatch(int[] yTrue, int[] yPred, String who) {
        return new ShapeException(
                Kind.LABEL_PREDICTION_SHAPE_MISMATCH,
                "y_true has shape " + Arrays.toString(yTrue) + " and y_pred " + Arrays.toString(yPred)
                        + "; give them the same shape, as " + who);
    }

    static ShapeException labelsNotBroadcastable(int[] yTrue, int[] yPred) {
        return new ShapeException(
                Kind.SHAPE_NOT_BROADCASTABLE,
                "y_true of shape " + Arrays.toString(yTrue) + " cannot be broadcast against y_pred of shape "
                        + Arrays.toString(yPred) + "; give them the same shape");
    }

    static ShapeException weightNotBroadcastable(int[] sampleWeight, int[] losses) {
        return new ShapeException(
                Kind.SHAPE_NOT_BROADCASTABLE,
                "sample_weight of shape " + Arrays.toString(sampleWeight)
                        + " cannot be broadcast to the row losses of shape " + Arrays.toString(losses)
                        + "; give one weight for all or one for each row");
    }

    static ShapeException rankZero() {
        return new ShapeException(
                Kind.RANK_ZERO_INPUT,
                "y_true and y_pred are single numbers; give them at least one axis, [1, 1] for one row of one output");
    }
}
