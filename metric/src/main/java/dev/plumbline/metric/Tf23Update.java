package dev.plumbline.metric;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rule of TensorFlow 2.3: one loss per <em>row</em>, that is per element of all axes but the last ({@code
 * squeeze_or_expand_dimensions}, {@code broadcast_weights} and {@code Reduce.update_state}).
 *
 * <p>If the ranks of labels and predictions differ by one and the longer ends in 1, that axis is dropped; then
 * probabilities are broadcast against each other, while logits need equal shapes. Weights of a rank one longer lose
 * their last axis, which must be 1; those one shorter gain one; a single weight stays. Weights that now repeat along
 * the row losses are broadcast to them. Otherwise the row losses are averaged over the axes that the weights do not
 * have, and multiplied by NumPy's rules, while the weights are counted as they are. Everything is computed in the
 * metric's dtype.
 *
 * <p>Terms: each row's weighted loss is one term of the weighted sum, each weight one term of the weight count.
 */
final class Tf23Update implements UpdateRule {
    static final Tf23Update OF_PROBABILITIES = new Tf23Update(false);
    static final Tf23Update OF_LOGITS = new Tf23Update(true);

    private final boolean fromLogits;

    private Tf23Update(boolean fromLogits) {
        this.fromLogits = fromLogits;
    }

    @Override
    public void checkShapes(int[] yTrue, int[] yPred, int @Nullable [] sampleWeight) {
        int[] losses = Shapes.dropLast(elementShape(yTrue, yPred));
        if (sampleWeight != null) {
            int[] weights = alignedWeights(sampleWeight, losses);
            productShape(averagedShape(losses, weights), weights, sampleWeight);
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
        DType dtype = config.dtype();
        int[] shape = elementShape(yTrue.shape(), yPred.shape());
        Values labels = Values.of(yTrue, dtype);
        Values predictions = Values.of(yPred, dtype);
        Values losses = UpdateRule.rowLosses(
                ElementLoss.of(config, dtype),
                labels.reshape(squeezed(labels.shape(), predictions.shape())),
                predictions.reshape(squeezed(predictions.shape(), labels.shape())),
                shape);
        if (sampleWeight == null) {
            losses.addTo(weightedSum);
            weightCount.add(losses.size());
            return;
        }
        Values given = Values.of(sampleWeight, dtype);
        Values weights = given.reshape(alignedWeights(given.shape(), losses.shape()));
        if (isBroadcastBeforehand(weights.shape(), losses.shape())) {
            weights = weights.broadcastTo(losses.shape());
        } else {
            losses = losses.meanOfAxesFrom(weights.rank());
        }
        int[] products = productShape(losses.shape(), weights.shape(), given.shape());
        losses.broadcastTo(products).times(weights.broadcastTo(products)).addTo(weightedSum);
        weights.addTo(weightCount);
    }

    /** The common shape of labels and predictions; at least rank 1. */
    private int[] elementShape(int[] yTrue, int[] yPred) {
        int[] labels = squeezed(yTrue, yPred);
        int[] predictions = squeezed(yPred, yTrue);
        if (fromLogits && !Arrays.equals(labels, predictions)) {
            throw Shapes.labelPredictionMismatch(yTrue, yPred, "tf2.3 wants it for logits");
        }
        int[] shape = Shapes.broadcast(labels, predictions);
        if (shape == null) {
            throw Shapes.labelsNotBroadcastable(yTrue, yPred);
        }
        if (shape.length == 0) {
            throw Shapes.rankZero();
        }
        return shape;
    }

    /** Without its last axis if that is 1 and the partner has exactly one axis less. */
    private static int[] squeezed(int[] shape, int[] partner) {
        return shape.length == partner.length + 1 && Shapes.endsInOne(shape) ? Shapes.dropLast(shape) : shape;
    }

    private static int[] alignedWeights(int[] weights, int[] losses) {
        if (weights.length == losses.length + 1) {
            if (!Shapes.endsInOne(weights)) {
                throw Shapes.weightNotBroadcastable(weights, losses);
            }
            return Shapes.dropLast(weights);
        }
        // A single weight needs no axis, but repeats just the same with one.
        return weights.length == losses.length - 1 ? Shapes.appendOne(weights) : weights;
    }

    private static boolean isBroadcastBeforehand(int[] weights, int[] losses) {
        return weights.length == 0 || Shapes.repeatsTo(weights, losses);
    }

    private static int[] averagedShape(int[] losses, int[] weights) {
        return Arrays.copyOf(losses, Math.min(losses.length, weights.length));
    }

    private static int[] productShape(int[] losses, int[] weights, int[] given) {
        int[] shape = Shapes.broadcast(losses, weights);
        if (shape == null) {
            throw Shapes.weightNotBroadcastable(given, losses);
        }
        return shape;
    }
}
