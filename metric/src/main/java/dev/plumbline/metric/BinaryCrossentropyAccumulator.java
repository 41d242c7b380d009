package dev.plumbline.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a binary cross-entropy: a weighted sum of losses, in nats, and a weight count, both exact. Accumulators
 * of the same configuration (but for the name) merge, and the bits of every result are the same for any order of
 * updates, any split into partial accumulators and any order of merging.
 *
 * <p><b>What is exact.</b> The unit of addition is the <em>term</em>. One row of one output, the streaming case, is one
 * term: its loss times its weight, in double arithmetic. An array update gives one term per row (tf2.3) or per sample,
 * the mean over its inner axes (keras3). Where a mean is taken, over the outputs of a row or over the inner axes, its
 * sum is exact too and is rounded once before it is divided. Terms are rounded doubles; their sum is not rounded until
 * it is read.
 *
 * <p><b>Dtypes.</b> As in the reference, labels, predictions, the clipping bounds and epsilon are rounded to the
 * compute dtype: the metric's for scalars and in tf2.3, that of {@code yPred} for arrays in keras3. Weights are rounded
 * to the metric's. Nothing else is: losses and sums are doubles in either dtype, so a float32 metric differs from the
 * reference by the reference's own rounding, and neither saturates nor overflows where the reference does.
 *
 * <p><b>Non-finite input</b> is sticky: a NaN label, prediction or weight makes a sum NaN for good, and a zero weight
 * does not hide it. Infinite probabilities are clipped like any other; an infinite logit gives NaN.
 *
 * <p>Not safe for concurrent use; reading changes nothing.
 */
public final class BinaryCrossentropyAccumulator {
    private final BinaryCrossentropyConfig config;
    private final ElementLoss scalarLoss;
    private final ExactSum weightedSum;
    private final ExactSum weightCount;

    /** An empty accumulator. */
    public BinaryCrossentropyAccumulator(BinaryCrossentropyConfig config) {
        this(config, new ExactSum(), new ExactSum());
    }

    BinaryCrossentropyAccumulator(BinaryCrossentropyConfig config, ExactSum weightedSum, ExactSum weightCount) {
        this.config = Objects.requireNonNull(config, "config");
        this.scalarLoss = ElementLoss.of(config, config.dtype());
        this.weightedSum = weightedSum;
        this.weightCount = weightCount;
    }

    /** The configuration, which never changes. */
    public BinaryCrossentropyConfig config() {
        return config;
    }

    /**
     * Adds one row of one output: an update with labels and predictions of shape [1, 1] and one weight. Allocates
     * nothing in the steady state.
     *
     * @param yTrue the label, usually 0 or 1, any number is taken
     * @param yPred the probability (clipped) or the logit, as configured
     * @param sampleWeight the weight, 1 if there is none; negative weights are taken
     * @return the loss of the row, before it is weighed
     * @throws FloatTypeException as told at {@link BinaryCrossentropyConfig#checkFloatTypes}; nothing was added
     */
    public double update(double yTrue, double yPred, double sampleWeight) {
        config.checkFloatTypes();
        double weight = config.dtype().round(sampleWeight);
        double loss = scalarLoss.of(yTrue, yPred);
        weightedSum.add(weight * loss);
        weightCount.add(weight);
        return loss;
    }

    /**
     * Adds one call of the reference's {@code update_state}, by the shape and weight rules of the variant. An empty
     * array adds nothing, unless the reference takes the mean of nothing for it, which is NaN.
     *
     * @param yTrue the labels
     * @param yPred the probabilities or logits
     * @param sampleWeight the weights, or null if there are none, which in keras3 is not the same as a single 1
     * @throws ShapeException if the variant refuses the shapes; nothing was added
     * @throws FloatTypeException as told at {@link BinaryCrossentropyConfig#checkFloatTypes}; nothing was added
     */
    public void update(NdArray yTrue, NdArray yPred, @Nullable NdArray sampleWeight) {
        config.checkFloatTypes();
        UpdateRule rule = UpdateRule.of(config);
        rule.checkShapes(yTrue.shape(), yPred.shape(), sampleWeight == null ? null : sampleWeight.shape());
        rule.update(config, yTrue, yPred, sampleWeight, weightedSum, weightCount);
    }

    /**
     * Adds the state of another accumulator, which is not changed. An empty one is neutral.
     *
     * @throws IllegalArgumentException if the configurations do not merge; nothing was added
     */
    public void merge(BinaryCrossentropyAccumulator other) {
        requireSameMeaning(other);
        weightedSum.add(other.weightedSum);
        weightCount.add(other.weightCount);
    }

    /**
     * Takes the state of another accumulator away, which undoes {@link #merge} to the last bit as long as all input was
     * finite. The argument is not changed.
     *
     * @throws IllegalArgumentException if the configurations do not merge; nothing was subtracted
     */
    public void subtract(BinaryCrossentropyAccumulator other) {
        requireSameMeaning(other);
        weightedSum.subtract(other.weightedSum);
        weightCount.subtract(other.weightCount);
    }

    private void requireSameMeaning(BinaryCrossentropyAccumulator other) {
        if (!config.mergesWith(other.config)) {
            throw new IllegalArgumentException("states of different configurations do not add up: " + config.getConfig()
                    + " and " + other.config.getConfig() + "; merge only what differs in nothing but the name");
        }
    }

    /** A reading of the present state; an empty state reads 0, 0, 0. */
    public BinaryCrossentropyResult result() {
        return BinaryCrossentropyResult.of(weightedSum, weightCount);
    }

    /** Another accumulator with the same configuration and value, which shares no state with this one. */
    public BinaryCrossentropyAccumulator copy() {
        return new BinaryCrossentropyAccumulator(config, weightedSum.copy(), weightCount.copy());
    }

    /** Back to the empty state; the configuration stays. */
    public void clear() {
        weightedSum.clear();
        weightCount.clear();
    }

    /**
     * Writes configuration and state in a canonical encoding: equal accumulators give equal bytes.
     *
     * <table>
     *   <caption>Layout, version 1; numbers are big-endian</caption>
     *   <tr><th>offset</th><th>bytes</th><th>content</th></tr>
     *   <tr><td>0</td><td>1</td><td>version: 1</td></tr>
     *   <tr><td>1</td><td>1</td><td>bits: 0x01 tf2.3 (else keras3), 0x02 dtype float64 (else float32), 0x04 floatx
     *       float64 (else float32), 0x08 from_logits, 0x10 label smoothing follows; the others are 0</td></tr>
     *   <tr><td>2</td><td>0 or 8</td><td>label smoothing as an IEEE 754 double, finite and not 0</td></tr>
     *   <tr><td>2 or 10</td><td>2 to 286</td><td>weighted sum, as {@link ExactSum#encode} writes it</td></tr>
     *   <tr><td>then</td><td>2 to 286</td><td>weight count, likewise</td></tr>
     * </table>
     *
     * <p>The name is not stored: it has no part in the value.
     */
    public void encode(DataOutput out) throws IOException {
        AccumulatorFormat.writeConfig(config, out);
        weightedSum.encode(out);
        weightCount.encode(out);
    }

    /**
     * Reads what {@link #encode} wrote, and nothing after it. The configuration gets the default name.
     *
     * @throws EncodingException if the version is unknown, the bytes end early, or they are not the canonical encoding
     *     of an accumulator
     * @throws IOException if reading itself fails
     */
    public static BinaryCrossentropyAccumulator decode(DataInput in) throws IOException {
        return new BinaryCrossentropyAccumulator(
                AccumulatorFormat.readConfig(in), ExactSum.decode(in), ExactSum.decode(in));
    }

    /** Configurations that merge and exactly equal sums. */
    @Override
    public boolean equals(Object object) {
        return object instanceof BinaryCrossentropyAccumulator that
                && config.mergesWith(that.config)
                && weightedSum.equals(that.weightedSum)
                && weightCount.equals(that.weightCount);
    }

    @Override
    public int hashCode() {
        return 31 * weightedSum.hashCode() + weightCount.hashCode();
    }

    /** For people: the configuration and the rounded result. */
    @Override
    public String toString() {
        return "BinaryCrossentropyAccumulator[" + config.getConfig() + ", " + result() + "]";
    }
}
