package dev.plumbline.serde.decode;

import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where outputs are counted apart: whether an event has all of them, along the last axis of its predictions, and whether it says
 * which label and which weight belong to each. Keras broadcasts in ways in which it does not; those are left out.
 */
final class OutputShapes {
    private static final String NEEDED = ", as the list outputs needs it";

    private final int outputs;

    /** For events of so many outputs, at least 1. */
    OutputShapes(int outputs) {
        this.outputs = outputs;
    }

    /** Why an event with so many elements along the last axis of its predictions is refused; null if it is not. */
    @Nullable
    Rejection checkNumber(RecordSlots slots, int elements) {
        if (elements == outputs) {
            return null;
        }
        return slots.yPred.reject(
                ReasonCode.SHAPE_MISMATCH,
                "has " + elements + (elements == 1 ? " element" : " elements")
                        + " along its last axis, and outputs names " + outputs
                        + "; send one prediction for each output, or name in outputs those that there are");
    }

    /**
     * Why an event of these shapes is refused; null if it is not. They are shapes that the metric takes.
     *
     * @param yPred at least one axis, the last of which is that of the outputs
     */
    @Nullable
    Rejection check(RecordSlots slots, int[] yTrue, int[] yPred, int @Nullable [] sampleWeight) {
        Rejection rejection = checkNumber(slots, yPred[yPred.length - 1]);
        if (rejection != null) {
            return rejection;
        }
        if (!Arrays.equals(yTrue, yPred)) {
            return slots.yTrue.reject(
                    ReasonCode.SHAPE_MISMATCH,
                    "has shape " + Arrays.toString(yTrue) + " and y_pred " + Arrays.toString(yPred)
                            + ", which leaves open which label belongs to which output; send one label for each prediction"
                            + NEEDED);
        }
        if (sampleWeight != null && !weighsRows(sampleWeight, yPred) && !weighsOutputs(sampleWeight, yPred)) {
            return slots.sampleWeight.reject(
                    ReasonCode.SHAPE_MISMATCH,
                    "has shape " + Arrays.toString(sampleWeight) + " and y_pred " + Arrays.toString(yPred)
                            + ", which leaves open which weight belongs to which output; send one weight for the record, or one"
                            + " for each row" + NEEDED);
        }
        return null;
    }

    /** A single weight, or weights aligned at the first axis that do not reach the last one; axes of 1 at the end do not count. */
    private static boolean weighsRows(int[] weights, int[] yPred) {
        int rank = weights.length;
        while (rank > 0 && weights[rank - 1] == 1) {
            rank--;
        }
        if (rank >= yPred.length) {
            return false;
        }
        for (int axis = 0; axis < rank; axis++) {
            if (weights[axis] != 1 && weights[axis] != yPred[axis]) {
                return false;
            }
        }
        return true;
    }

    /** A list of one weight for each output, on a single row; only tf2.3 takes it. */
    private boolean weighsOutputs(int[] weights, int[] yPred) {
        return weights.length == 1 && weights[0] == outputs && size(yPred) == outputs;
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int length : shape) {
            size *= length;
        }
        return size;
    }
}
