package dev.plumbline.metric.calibration;

import dev.plumbline.metric.NdArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The elements of one update, each with its label, its prediction and its effective weight. */
final class Elements {
    private static final int[] NONE = {};

    private final NdArray labels;
    private final NdArray predictions;
    private final @Nullable NdArray weights;
    private final Spread labelOf;
    private final Spread predictionOf;
    private final Spread weightOf;
    private final int count;

    private Elements(
            NdArray labels,
            NdArray predictions,
            @Nullable NdArray weights,
            Spread labelOf,
            Spread predictionOf,
            Spread weightOf,
            int count) {
        this.labels = labels;
        this.predictions = predictions;
        this.weights = weights;
        this.labelOf = labelOf;
        this.predictionOf = predictionOf;
        this.weightOf = weightOf;
        this.count = count;
    }

    static Elements of(NdArray yTrue, NdArray yPred, @Nullable NdArray sampleWeight) {
        int[] labels = alike(yTrue.shape(), yPred.shape());
        int[] predictions = alike(yPred.shape(), yTrue.shape());
        int[] shape = common(labels, predictions);
        Spread labelOf = Spread.byLastAxis(labels, shape);
        Spread predictionOf = Spread.byLastAxis(predictions, shape);
        if (labelOf == null || predictionOf == null) {
            throw new IllegalArgumentException("y_true of shape " + Arrays.toString(yTrue.shape())
                    + " and y_pred of shape " + Arrays.toString(yPred.shape())
                    + " do not pair up; give one label for each prediction");
        }
        Spread weightOf = weightOf(sampleWeight, shape);
        return new Elements(yTrue, yPred, sampleWeight, labelOf, predictionOf, weightOf, size(shape));
    }

    private static Spread weightOf(@Nullable NdArray sampleWeight, int[] shape) {
        int[] weights = sampleWeight == null || sampleWeight.size() == 1 ? NONE : sampleWeight.shape();
        Spread byRow = Spread.byFirstAxis(weights, shape);
        Spread spread = byRow != null ? byRow : Spread.byLastAxis(weights, shape);
        if (spread == null) {
            throw new IllegalArgumentException("sample_weight of shape " + Arrays.toString(weights)
                    + " does not belong to predictions of shape " + Arrays.toString(shape)
                    + "; give one weight for all, for each row, or for each element");
        }
        return spread;
    }

    /** Without its last axis if that is 1 and the partner has one axis less. */
    private static int[] alike(int[] shape, int[] partner) {
        boolean column = shape.length == partner.length + 1 && shape[shape.length - 1] == 1;
        return column ? Arrays.copyOf(shape, shape.length - 1) : shape;
    }

    /** Along each axis, counted from the last, the length that is not 1; whether the shapes fit shows when they are spread. */
    private static int[] common(int[] a, int[] b) {
        int[] longer = a.length >= b.length ? a : b;
        int[] shorter = a.length >= b.length ? b : a;
        int[] common = longer.clone();
        for (int back = 1; back <= shorter.length; back++) {
            int axis = longer.length - back;
            if (common[axis] == 1) {
                common[axis] = shorter[shorter.length - back];
            }
        }
        return common;
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int length : shape) {
            size *= length;
        }
        return size;
    }

    int count() {
        return count;
    }

    double label(int element) {
        return labels.get(labelOf.placeOf(element));
    }

    double prediction(int element) {
        return predictions.get(predictionOf.placeOf(element));
    }

    double weight(int element) {
        return weights == null ? 1 : weights.get(weightOf.placeOf(element));
    }
}
