package dev.plumbline.metric;

import org.jspecify.annotations.Nullable;

/** How one variant pairs labels, predictions and weights, and what it adds to its two sums for them. */
interface UpdateRule {
    static UpdateRule of(BinaryCrossentropyConfig config) {
        return switch (config.variant()) {
            case KERAS3 -> Keras3Update.INSTANCE;
            case TF2_3 -> config.fromLogits() ? Tf23Update.OF_LOGITS : Tf23Update.OF_PROBABILITIES;
        };
    }

    /**
     * Refuses shapes that the variant refuses.
     *
     * @throws ShapeException if an update with these shapes would be refused
     */
    void checkShapes(int[] yTrue, int[] yPred, int @Nullable [] sampleWeight);

    /** Adds one update to the sums. The shapes must have been checked: nothing may fail half way. */
    void update(
            BinaryCrossentropyConfig config,
            NdArray yTrue,
            NdArray yPred,
            @Nullable NdArray sampleWeight,
            ExactSum weightedSum,
            ExactSum weightCount);

    /**
     * The element losses of arrays that broadcast to this shape, averaged over the last axis: one loss for each row.
     */
    static Values rowLosses(ElementLoss loss, Values yTrue, Values yPred, int[] shape) {
        Values labels = yTrue.broadcastTo(shape);
        Values predictions = yPred.broadcastTo(shape);
        double[] losses = new double[labels.size()];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = loss.of(labels.data()[i], predictions.data()[i]);
        }
        return new Values(shape, losses).meanOfAxesFrom(shape.length - 1);
    }
}
