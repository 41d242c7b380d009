package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ElementLoss;
import dev.plumbline.metric.NdArray;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a calibration pack. Accumulators of the same configuration merge, and every bit of every result is the same
 * for any order of rows, any split into partial accumulators, any order of merging, and encodings in between.
 *
 * <p><b>A row</b> is one prediction: a label y, a prediction and a weight w. For a model of several outputs each output is
 * a row. Everything but the loss is computed in double from the values as they are given; the loss rounds them as its
 * {@code dtype} says, and so are weights rounded, for they must be the same for all metrics. The probability of a logit is
 * its {@linkplain Sigmoid sigmoid}. Label smoothing concerns the loss alone.
 *
 * <p><b>Invalid rows</b> are refused with a sentence, and change nothing: calibration has no meaning for a NaN, and a
 * histogram has no place for it. So nothing that was added can poison what comes later.
 *
 * <p><b>Zero weights</b> count as rows and add nothing else. Huge ones, above 2^480, are left out of the sums of squares,
 * which read as NaN while such a row is in: {@code log_loss_se} and its interval, {@code effective_sample_size}, {@code
 * spiegelhalter_*}. A weight and a loss whose product is beyond the double range do the same to all that is made of the
 * loss. Sums beyond that range read as infinite.
 *
 * <p>Not safe for concurrent use; reading changes nothing.
 */
public final class CalibrationAccumulator {
    private final CalibrationConfig config;
    private final ElementLoss elementLoss;
    private final Components state;

    /** An empty accumulator. */
    public CalibrationAccumulator(CalibrationConfig config) {
        this(config, Components.empty(config));
    }

    private CalibrationAccumulator(CalibrationConfig config, Components state) {
        this.config = config;
        this.elementLoss = ElementLoss.of(config.loss(), config.loss().dtype());
        this.state = state;
    }

    /** The configuration, which never changes. */
    public CalibrationConfig config() {
        return config;
    }

    /**
     * Adds a row. Allocates nothing in the steady state.
     *
     * @param label how it came out: 0 or 1, or a soft label in between
     * @param prediction a probability in [0, 1], or a finite logit, as configured
     * @param weight the weight, 1 if there is none; finite and at least 0
     * @throws IllegalArgumentException if an argument is none of this; nothing was added
     */
    public void add(double label, double prediction, double weight) {
        add(label, prediction, weight, state.needLoss() ? elementLoss.of(label, prediction) : 0);
    }

    /**
     * The same for whoever has computed the loss already.
     *
     * @param loss the loss of the row, as {@link ElementLoss} gives it for this configuration's loss and its dtype
     * @throws IllegalArgumentException as told at {@link #add(double, double, double)}; nothing was added
     */
    public void add(double label, double prediction, double weight, double loss) {
        double probability = probabilityOf(label, prediction, weight);
        state.addRow(label, probability, config.loss().dtype().round(weight), loss);
    }

    /**
     * Adds one row for each element of an update: a list of d outputs gives d rows, a batch as many as it has elements.
     *
     * @param yTrue the labels
     * @param yPred the predictions, of the labels' shape; an axis of length 1 at the end more or less, or one that repeats
     *     as in NumPy, is taken
     * @param sampleWeight the weights, or null if there are none: one for all, or one for each row (aligned at the first
     *     axis) and so for all elements of it, or one for each element, or else aligned at the last axis as in NumPy
     * @throws IllegalArgumentException if the shapes fit in none of these ways, or a value is invalid as told at {@link
     *     #add(double, double, double)}; nothing was added
     */
    public void add(NdArray yTrue, NdArray yPred, @Nullable NdArray sampleWeight) {
        Elements elements = Elements.of(yTrue, yPred, sampleWeight);
        for (int i = 0; i < elements.count(); i++) {
            probabilityOf(elements.label(i), elements.prediction(i), elements.weight(i));
        }
        for (int i = 0; i < elements.count(); i++) {
            add(elements.label(i), elements.prediction(i), elements.weight(i));
        }
    }

    /**
     * Says whether arrays of these shapes can be added, as {@link #add(NdArray, NdArray, NdArray)} takes them.
     *
     * @throws IllegalArgumentException if they do not fit together in any way that it takes; the message says why
     */
    public static void checkShapes(NdArray yTrue, NdArray yPred, @Nullable NdArray sampleWeight) {
        Elements.of(yTrue, yPred, sampleWeight);
    }

    /** The probability of a valid row; all others are refused. */
    private double probabilityOf(double label, double prediction, double weight) {
        double probability = prediction;
        if (config.loss().fromLogits()) {
            if (!Double.isFinite(prediction)) {
                throw new IllegalArgumentException("the prediction is " + prediction + "; give a finite logit");
            }
            probability = Sigmoid.of(prediction);
        }
        double rounded = config.loss().dtype().round(weight);
        // Said so that NaN is refused too.
        if (!(probability >= 0
                && probability <= 1
                && label >= 0
                && label <= 1
                && rounded >= 0
                && rounded < Double.POSITIVE_INFINITY)) {
            throw refusal(label, probability, weight);
        }
        return probability;
    }

    private static IllegalArgumentException refusal(double label, double prediction, double weight) {
        if (!(prediction >= 0 && prediction <= 1)) {
            return new IllegalArgumentException(
                    "the prediction is " + prediction + "; give a probability between 0 and 1");
        }
        if (!(label >= 0 && label <= 1)) {
            return new IllegalArgumentException("the label is " + label + "; give a label between 0 and 1");
        }
        return new IllegalArgumentException(
                "the weight is " + weight + "; give a weight of at least 0 that is finite in the metric's dtype");
    }

    /**
     * Adds the state of another accumulator, which is not changed. An empty one is neutral.
     *
     * @throws IllegalArgumentException if the configurations do not merge; nothing was added
     */
    public void merge(CalibrationAccumulator other) {
        requireSameMeaning(other);
        state.add(other.state);
    }

    /**
     * Takes the state of another accumulator away, which undoes {@link #merge} to the last bit, with one exception: scores
     * that were too many to be held one by one stay in cells, even if those that remain would be few enough; the cells hold
     * exactly what remains. The argument is not changed. What was never added must not be subtracted: no error tells, but
     * the numbers have no meaning then.
     *
     * @throws IllegalArgumentException if the configurations do not merge; nothing was subtracted
     */
    public void subtract(CalibrationAccumulator other) {
        requireSameMeaning(other);
        state.subtract(other.state);
    }

    private void requireSameMeaning(CalibrationAccumulator other) {
        if (!config.mergesWith(other.config)) {
            throw new IllegalArgumentException("calibration states of different configurations do not add up: " + config
                    + " and " + other.config + "; merge only what differs in nothing but the name of the loss");
        }
    }

    /** A reading of the present state by all chosen metrics. */
    public CalibrationResult result() {
        CalibrationResult.Builder result = new CalibrationResult.Builder(state.counts());
        Reading reading = new Reading(config, state);
        for (CalibrationMetric metric : config.metrics()) {
            metric.read(reading, result);
        }
        return result.build();
    }

    /** The rows added so far. */
    public long rows() {
        return state.counts().rows();
    }

    /** Another accumulator with the same configuration and value, which shares no state with this one. */
    public CalibrationAccumulator copy() {
        return new CalibrationAccumulator(config, state.copy());
    }

    /** Back to the empty state; the configuration stays. */
    public void clear() {
        state.clear();
    }

    /**
     * Writes configuration and state in a canonical encoding: equal accumulators give equal bytes. The layout is in {@code
     * docs/FORMATS.md}. The name of the loss is not stored: it has no part in the value.
     */
    public void encode(DataOutput out) throws IOException {
        CalibrationFormat.writeConfig(config, out);
        state.write(out);
    }

    /**
     * Reads what {@link #encode} wrote, and nothing after it. The loss gets the default name.
     *
     * @throws dev.plumbline.metric.EncodingException if a version is unknown, the bytes end early, or they are not the
     *     canonical encoding of an accumulator
     * @throws IOException if reading itself fails
     */
    public static CalibrationAccumulator decode(DataInput in) throws IOException {
        CalibrationConfig config = CalibrationFormat.readConfig(in);
        CalibrationAccumulator accumulator = new CalibrationAccumulator(config);
        CalibrationFormat.readState(accumulator.state, in);
        return accumulator;
    }

    /** Configurations that merge and exactly equal states. */
    @Override
    public boolean equals(Object object) {
        return object instanceof CalibrationAccumulator that
                && config.mergesWith(that.config)
                && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return Objects.hash(config.bins(), state);
    }

    /** For people: the configuration and the values. */
    @Override
    public String toString() {
        return "CalibrationAccumulator[" + config + ", " + result() + "]";
    }
}
