package dev.plumbline.metric;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rule of Keras 3: one loss per <em>sample</em>, the mean over all axes but the first ({@code
 * reduce_to_samplewise_values} and {@code Mean.update_state}).
 *
 * <p>Labels and predictions have the same shape. Row losses and weights whose ranks differ by one are aligned; row
 * losses are averaged over the axes that the weights do not have; weights are broadcast to what is left; both are
 * averaged over all axes but the first. Without weights each sample counts 1, and an input of rank 1 is a single
 * sample. Losses are computed in the dtype of the predictions, weights are rounded to the metric's.
 *
 * <p>Terms: a sample's mean weighted loss is one term of the weighted sum, its mean weight one term of the weight
 * count.
 */
final class Keras3Update implements UpdateRule {
    static final Keras3Update INSTANCE = new Keras3Update();

    private Keras3Update() {}

    @Override
    public void checkShapes(int[] yTrue, int[] yPred, int @Nullable [] sampleWeight) {
        if (!Arrays.equals(yTrue, yPred)) {
            throw Shapes.labelPredictionMismatch(yTrue, yPred, "keras3 wants it");
        }
        if (yPred.length == 0) {
            throw Shapes.rankZero();
        }
        if (sampleWeight != null) {
            int[] losses = Shapes.dropLast(yPred);
            int[] weights = alignedWeights(sampleWeight, losses);
            if (weights.length > losses.length || !Shapes.repeatsTo(weights, Arrays.copyOf(losses, weights.length))) {
                throw Shapes.weightNotBroadcastable(sampleWeight, losses);
            }
        }
    }

    @Override
    public void update(
            BinaryCrossentropyConfig config,
            NdArray yTrue,
            NdArray yPred,
            @Nullable NdArray sampleWeight,
            ExactSum weightedSum,
            ExactSum weightCount) {
        DType computeDtype = yPred.dtype();
        Values losses = UpdateRule.rowLosses(
                ElementLoss.of(config, computeDtype),
                Values.of(yTrue, computeDtype),
                Values.of(yPred, computeDtype),
                yPred.shape());
        if (sampleWeight == null) {
            losses.meanOfAxesFrom(1).addTo(weightedSum);
            weightCount.add(losses.rank() == 0 ? 1 : losses.shape()[0]);
            return;
        }
        Values given = Values.of(sampleWeight, config.dtype());
        Values weights = given.reshape(alignedWeights(given.shape(), losses.shape()));
        Values values = losses.meanOfAxesFrom(weights.rank());
        Values perValue = weights.broadcastTo(values.shape());
        values.times(perValue).meanOfAxesFrom(1).addTo(weightedSum);
        perValue.meanOfAxesFrom(1).addTo(weightCount);
    }

    /**
     * The weights without a last axis of 1 that the losses do not have. The reference's {@code
     * squeeze_or_expand_to_same_rank} also drops such an axis of the losses, or gives one to weights or losses of rank 1;
     * averaging over an axis of 1 comes to the same.
     */
    private static int[] alignedWeights(int[] weights, int[] losses) {
        return weights.length == losses.length + 1 && Shapes.endsInOne(weights) ? Shapes.dropLast(weights) : weights;
    }
}
