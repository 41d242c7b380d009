package dev.plumbline.metric;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keras' {@code BinaryCrossentropy} metric, in Java's habits: the cross-entropy between labels and predicted
 * probabilities of two classes, in nats, averaged over everything it was given.
 *
 * <pre>{@code
 * BinaryCrossentropy metric = new BinaryCrossentropy();
 * NdArray yTrue = NdArray.of(DType.FLOAT32, new int[] {2, 2}, new double[] {0, 1, 0, 0});
 * NdArray yPred = NdArray.of(DType.FLOAT32, new int[] {2, 2}, new double[] {0.6, 0.4, 0.4, 0.6});
 * metric.updateState(yTrue, yPred);
 * float shown = (float) metric.result();   // 0.8149245
 *
 * metric.resetState();
 * metric.updateState(yTrue, yPred, NdArray.vector(DType.FLOAT32, 1, 0));
 * shown = (float) metric.result();         // 0.91629076
 * }</pre>
 *
 * <p>What is exact, what is rounded and what non-finite input does is told at {@link BinaryCrossentropyAccumulator}.
 * Not safe for concurrent use.
 */
public final class BinaryCrossentropy {
    private final BinaryCrossentropyAccumulator state;

    /** The metric under the reference's default configuration. */
    public BinaryCrossentropy() {
        this(BinaryCrossentropyConfig.defaults());
    }

    /** The metric under this configuration, empty. */
    public BinaryCrossentropy(BinaryCrossentropyConfig config) {
        state = new BinaryCrossentropyAccumulator(config);
    }

    /**
     * The metric of a configuration map, empty: the inverse of {@link #getConfig}.
     *
     * @throws IllegalArgumentException as told at {@link BinaryCrossentropyConfig#fromConfig}
     */
    public static BinaryCrossentropy fromConfig(Map<String, ?> config) {
        return new BinaryCrossentropy(BinaryCrossentropyConfig.fromConfig(config));
    }

    /** The configured name. */
    public String name() {
        return state.config().name();
    }

    /** The configuration as a map; the accumulated state is not part of it. */
    public Map<String, Object> getConfig() {
        return state.config().getConfig();
    }

    /**
     * Adds labels and predictions without weights.
     *
     * @throws IllegalArgumentException as told at {@link #updateState(NdArray, NdArray, NdArray)}
     */
    public void updateState(NdArray yTrue, NdArray yPred) {
        updateState(yTrue, yPred, null);
    }

    /**
     * Adds labels and predictions.
     *
     * @param sampleWeight the weights, or null if there are none
     * @throws ShapeException if the variant refuses the shapes; nothing was added
     * @throws FloatTypeException as told at {@link BinaryCrossentropyConfig#checkFloatTypes}; nothing was added
     */
    public void updateState(NdArray yTrue, NdArray yPred, @Nullable NdArray sampleWeight) {
        state.update(yTrue, yPred, sampleWeight);
    }

    /** The mean cross-entropy so far, in nats; 0 when the weights sum to 0. Reading changes nothing. */
    public double result() {
        return state.result().result();
    }

    /** Forgets everything that was added. */
    public void resetState() {
        state.clear();
    }

    /**
     * Adds the state of another metric, which is not changed.
     *
     * @throws IllegalArgumentException if the configurations differ in more than the name; nothing was added
     */
    public void mergeState(BinaryCrossentropy other) {
        state.merge(other.state);
    }

    /** The state itself, not a copy: what is done to it is done to this metric. */
    public BinaryCrossentropyAccumulator state() {
        return state;
    }
}
