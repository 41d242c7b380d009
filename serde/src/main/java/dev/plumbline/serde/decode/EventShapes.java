package dev.plumbline.serde.decode;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.NdArray;
import dev.plumbline.metric.ShapeException;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fields of one event into the arguments of one {@code update_state} call: a number y is {@code [1,1]}, a list
 * {@code [1,d]}, deeper arrays stay; a single weight on a number or list weighs that row ({@code [1]}), on deeper arrays it stays a
 * scalar; a list of weights stays.
 */
final class EventShapes {
    private static final int[] SCALAR = {};
    private static final int[] ONE = {1};

    private final BinaryCrossentropyConfig metric;
    private final boolean calibrated;
    private final @Nullable OutputShapes outputs;

    EventShapes(DecodeOptions options) {
        this.metric = options.metric();
        this.calibrated = options.calibrated();
        this.outputs = options.outputs() == 0 ? null : new OutputShapes(options.outputs());
    }

    /** Fills the values of a valid event, or says why its shapes do not go together and leaves it untouched. */
    @Nullable
    Rejection fill(RecordSlots slots, Prediction into) {
        NumberSlot weights = slots.sampleWeight;
        if (isOneRow(slots.labelShape()) && isOneRow(slots.yPred) && (!weights.isPresent() || isOneRow(weights))) {
            Rejection rejection = outputs == null ? null : outputs.checkNumber(slots, 1);
            if (rejection != null) {
                return rejection;
            }
            into.setScalar(slots.label(), slots.yPred.value(0), weights.isPresent() ? weights.value(0) : 1);
            return null;
        }
        return fillArrays(slots, into);
    }

    /**
     * Whether this is one number, as such, {@code [x]} or {@code [[x]]}. As y it is then {@code [1,1]}, and both variants reduce a
     * weight of shape {@code []}, {@code [1]} or {@code [1,1]} on it to that one number.
     */
    static boolean isOneRow(NumberSlot slot) {
        return slot.size() == 1 && slot.rank() <= 2;
    }

    private @Nullable Rejection fillArrays(RecordSlots slots, Prediction into) {
        int[] yTrue = eventShape(slots.labelShape());
        int[] yPred = eventShape(slots.yPred);
        boolean singleRow = slots.labelShape().rank() <= 1 && slots.yPred.rank() <= 1;
        int[] weights = null;
        if (slots.sampleWeight.isPresent()) {
            boolean scalar = slots.sampleWeight.rank() == 0;
            weights = !scalar ? slots.sampleWeight.shape() : singleRow ? ONE : SCALAR;
        }
        try {
            metric.checkShapes(yTrue, yPred, weights);
        } catch (ShapeException e) {
            return mismatch(slots, yTrue, yPred, weights, e);
        }
        Rejection unassigned = outputs == null ? null : outputs.check(slots, yTrue, yPred, weights);
        if (unassigned != null) {
            return unassigned;
        }
        NdArray labels = NdArray.of(metric.dtype(), yTrue, slots.copyLabels());
        NdArray predictions = NdArray.of(metric.dtype(), yPred, slots.yPred.copyValues());
        NdArray sampleWeight =
                weights == null ? null : NdArray.of(metric.dtype(), weights, slots.sampleWeight.copyValues());
        if (calibrated) {
            Rejection rejection = elements(slots, labels, predictions, sampleWeight);
            if (rejection != null) {
                return rejection;
            }
        }
        into.setArrays(labels, predictions, sampleWeight);
        return null;
    }

    /** Keras broadcasts in ways in which it is not said any more which label, prediction and weight belong together. */
    private static @Nullable Rejection elements(
            RecordSlots slots, NdArray labels, NdArray predictions, @Nullable NdArray sampleWeight) {
        try {
            CalibrationAccumulator.checkShapes(labels, predictions, sampleWeight);
            return null;
        } catch (IllegalArgumentException e) {
            NumberSlot culprit = e.getMessage() != null && e.getMessage().startsWith("sample_weight")
                    ? slots.sampleWeight
                    : slots.yPred;
            return culprit.reject(
                    ReasonCode.SHAPE_MISMATCH,
                    "fits the loss, but not the calibration metrics: " + e.getMessage()
                            + ", or set calibration.metrics: none");
        }
    }

    private Rejection mismatch(
            RecordSlots slots, int[] yTrue, int[] yPred, int @Nullable [] weights, ShapeException cause) {
        NumberSlot culprit = slots.yPred;
        if (weights != null) {
            try {
                metric.checkShapes(yTrue, yPred, null);
                culprit = slots.sampleWeight;
            } catch (ShapeException e) {
                culprit = slots.yPred;
            }
        }
        return culprit.reject(
                ReasonCode.SHAPE_MISMATCH,
                "does not fit: " + (slots.isAwaited() ? "" : "y_true " + Arrays.toString(yTrue) + ", ") + "y_pred "
                        + Arrays.toString(yPred)
                        + (weights == null ? "" : ", sample_weight " + Arrays.toString(weights)) + "; "
                        + cause.getMessage());
    }

    /** The shape as one {@code update_state} call takes it. */
    static int[] eventShape(NumberSlot slot) {
        return switch (slot.rank()) {
            case 0 -> new int[] {1, 1};
            case 1 -> new int[] {1, slot.size()};
            default -> slot.shape();
        };
    }
}
