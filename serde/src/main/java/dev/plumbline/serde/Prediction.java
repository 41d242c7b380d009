package dev.plumbline.serde;

import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.NdArray;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One decoded event: a prediction with its label, or one whose label is awaited; already valid for the metric it was decoded for.
 * Mutable and reused: the decoder overwrites it with the next record, so whoever keeps one must take its values out.
 *
 * <p>It is either <em>scalar</em> (one row of one output; no arrays) or it holds arrays in the shapes that one
 * {@code update_state} call takes: {@code [1,d]} for a list, deeper arrays as they came.
 */
public final class Prediction {
    private static final NdArrays NONE = new NdArrays(null, null, null);

    private String model = "";
    private String version = "";
    private String id = "";
    private int originHash;
    private long time;
    private boolean scalar = true;
    private double yTrue;
    private double yPred;
    private double sampleWeight = 1;
    private NdArrays arrays = NONE;
    private @Nullable String[] sliceValues = {};
    private LabelStatus labelStatus = LabelStatus.LABELLED;
    private long labelAge;

    private record NdArrays(
            @Nullable NdArray yTrue,
            @Nullable NdArray yPred,
            @Nullable NdArray sampleWeight) {}

    /** An event with an empty model, time 0 and zeros; to be filled. */
    public Prediction() {}

    /** Who predicts, and when: the model (not empty), its version (empty if none), the event time in epoch milliseconds. */
    public void setOrigin(String model, String version, long time) {
        setOrigin(model, version, time, 31 * model.hashCode() + version.hashCode());
    }

    /**
     * As {@link #setOrigin(String, String, long)}, by those who know a hash of both names without looking at them.
     *
     * @param originHash any number that is the same whenever the same caller passes the same names
     */
    public void setOrigin(String model, String version, long time, int originHash) {
        this.model = Objects.requireNonNull(model, "model");
        this.version = Objects.requireNonNull(version, "version");
        this.time = time;
        this.originHash = originHash;
    }

    /** Sets the event's id; empty if the mapping reads none. */
    // Equal texts that are two objects only cost a store, and without ids it is always the same one.
    @SuppressWarnings("ReferenceEquality")
    public void setId(String newId) {
        if (id != newId) {
            id = newId;
        }
    }

    /**
     * Sets the values of the attributes by which the population is cut, in the order of the mapping; null where the record has
     * none. Copied; allocates nothing while their number stays the same.
     */
    // Values seldom change from one event to the next, and a store costs the garbage collector's barrier; equal texts
    // that are
    // two objects only cost that.
    @SuppressWarnings("ReferenceEquality")
    public void setSliceValues(@Nullable String[] values) {
        if (sliceValues.length != values.length) {
            sliceValues = new String[values.length];
        }
        for (int i = 0; i < values.length; i++) {
            if (sliceValues[i] != values[i]) {
                sliceValues[i] = values[i];
            }
        }
    }

    /**
     * Says what has become of the label; unless said, the prediction has one from the beginning.
     *
     * @param status what has become of it
     * @param age the time from the prediction to the label in milliseconds, negative if the label came first; 0 without a label
     */
    public void setLabel(LabelStatus status, long age) {
        // Nearly always the one that it is, and a store costs the garbage collector's barrier.
        if (labelStatus != status) {
            labelStatus = Objects.requireNonNull(status, "status");
        }
        labelAge = age;
    }

    /** Makes this one row of one output; {@code sampleWeight} is 1 if the record has none. Values are as written. */
    public void setScalar(double yTrue, double yPred, double sampleWeight) {
        if (!scalar) {
            this.scalar = true;
            this.arrays = NONE;
        }
        this.yTrue = yTrue;
        this.yPred = yPred;
        this.sampleWeight = sampleWeight;
    }

    /** Makes this one {@code update_state} call over arrays; {@code sampleWeight} is null if the record has none. */
    public void setArrays(NdArray yTrue, NdArray yPred, @Nullable NdArray sampleWeight) {
        this.scalar = false;
        this.yTrue = Double.NaN;
        this.yPred = Double.NaN;
        this.sampleWeight = Double.NaN;
        this.arrays = new NdArrays(
                Objects.requireNonNull(yTrue, "yTrue"), Objects.requireNonNull(yPred, "yPred"), sampleWeight);
    }

    /** The model's name, 1 to 256 characters once decoded. */
    public String model() {
        return model;
    }

    /** The model's version, at most 256 characters; empty if there is none. */
    public String version() {
        return version;
    }

    /**
     * A hash of the model and its version, for look-ups: it costs no access to the names, which may lie far away in memory. The same
     * names have the same hash mostly, not always: the fast way of decoding has another one than Jackson's.
     */
    public int originHash() {
        return originHash;
    }

    /** The event time in epoch milliseconds. */
    public long time() {
        return time;
    }

    /** The event's id, 1 to 256 characters; empty if the mapping reads none. */
    public String id() {
        return id;
    }

    /** How many attributes the mapping reads by which the population is cut. */
    public int sliceValueCount() {
        return sliceValues.length;
    }

    /** The value of an attribute, by its index in the mapping; at most 256 characters, null if the record has none. */
    public @Nullable String sliceValue(int index) {
        return sliceValues[index];
    }

    /** What has become of the label. Unless it {@link LabelStatus#isCounted}, the numbers in its place mean nothing. */
    public LabelStatus labelStatus() {
        return labelStatus;
    }

    /** The time from the prediction to its label in milliseconds; 0 if they came together, or without a label. */
    public long labelAge() {
        return labelAge;
    }

    /** Whether this is one row of one output, held in {@link #yTrue()}, {@link #yPred()} and {@link #sampleWeight()}. */
    public boolean isScalar() {
        return scalar;
    }

    /** The label of a scalar event, in [0, 1]; NaN if this holds arrays. */
    public double yTrue() {
        return yTrue;
    }

    /** The prediction of a scalar event: a probability, or a logit if the metric is so configured; NaN if this holds arrays. */
    public double yPred() {
        return yPred;
    }

    /** The weight of a scalar event, 1 if the record has none; NaN if this holds arrays. */
    public double sampleWeight() {
        return sampleWeight;
    }

    /**
     * The labels of an event that holds arrays.
     *
     * @throws IllegalStateException if the event is scalar
     */
    public NdArray yTrueArray() {
        return present(arrays.yTrue);
    }

    /**
     * The predictions of an event that holds arrays.
     *
     * @throws IllegalStateException if the event is scalar
     */
    public NdArray yPredArray() {
        return present(arrays.yPred);
    }

    /** The weights of an event that holds arrays; null if the event is scalar or has no weights. */
    public @Nullable NdArray sampleWeightArray() {
        return arrays.sampleWeight;
    }

    /**
     * Counts this event: one {@code update_state} call. Allocates nothing if the event is scalar.
     *
     * @throws dev.plumbline.metric.ShapeException if the accumulator's configuration refuses the shapes, which cannot happen
     *     with the configuration that the event was decoded for
     */
    public void addTo(BinaryCrossentropyAccumulator accumulator) {
        if (scalar) {
            accumulator.update(yTrue, yPred, sampleWeight);
        } else {
            accumulator.update(yTrueArray(), yPredArray(), arrays.sampleWeight);
        }
    }

    /**
     * Counts this event for the loss and for the calibration pack: one {@code update_state} call, and one row for each of its
     * elements. The loss of a scalar event is computed once. Allocates nothing if the event is scalar.
     *
     * @throws IllegalArgumentException if the event was not decoded for this loss and a pack; parts of it may have been added
     */
    public void addTo(BinaryCrossentropyAccumulator accumulator, CalibrationAccumulator calibration) {
        if (scalar) {
            addRow(yTrue, yPred, sampleWeight, accumulator, calibration);
        } else {
            accumulator.update(yTrueArray(), yPredArray(), arrays.sampleWeight);
            calibration.add(yTrueArray(), yPredArray(), arrays.sampleWeight);
        }
    }

    /** How many outputs the event has: the elements along the last axis of its predictions; 1 if it is scalar. */
    public int outputs() {
        return scalar ? 1 : yPredArray().columns();
    }

    /**
     * Counts one output of this event as if the model had no other one: one {@code update_state} call with the output's column of labels
     * and predictions, and the weights that its rows have. In the pack these are the same elements as in the whole event, so that all
     * outputs add up to it; the loss of an event is a mean over outputs and is rounded, so that it does not. Allocates nothing if the
     * event has a single row.
     *
     * @param output its place along the last axis, from 0
     * @param calibration the pack; null for the loss alone
     * @throws IndexOutOfBoundsException if there is no such output
     * @throws IllegalArgumentException if the event was not decoded for this loss and a pack, or not for its number of outputs; parts of
     *     it may have been added
     */
    public void addOutputTo(
            int output, BinaryCrossentropyAccumulator accumulator, @Nullable CalibrationAccumulator calibration) {
        if (scalar) {
            Objects.checkIndex(output, 1);
            addRow(yTrue, yPred, sampleWeight, accumulator, calibration);
            return;
        }
        NdArray labels = yTrueArray();
        NdArray predictions = yPredArray();
        NdArray weights = arrays.sampleWeight;
        Objects.checkIndex(output, predictions.columns());
        if (predictions.size() == predictions.columns()) {
            double weight = weights == null ? 1 : weights.get(weights.size() == 1 ? 0 : output);
            addRow(labels.get(output), predictions.get(output), weight, accumulator, calibration);
            return;
        }
        // Weights belong to rows here, so each column has all of them.
        NdArray itsLabels = labels.column(output);
        NdArray itsPredictions = predictions.column(output);
        accumulator.update(itsLabels, itsPredictions, weights);
        if (calibration != null) {
            calibration.add(itsLabels, itsPredictions, weights);
        }
    }

    private static void addRow(
            double label,
            double prediction,
            double weight,
            BinaryCrossentropyAccumulator accumulator,
            @Nullable CalibrationAccumulator calibration) {
        double loss = accumulator.update(label, prediction, weight);
        if (calibration != null) {
            calibration.add(label, prediction, weight, loss);
        }
    }

    @Override
    public String toString() {
        String values = scalar
                ? "y_true " + yTrue + ", y_pred " + yPred + ", sample_weight " + sampleWeight
                : "y_true " + arrays.yTrue + ", y_pred " + arrays.yPred + ", sample_weight " + arrays.sampleWeight;
        String slices = sliceValues.length == 0 ? "" : ", slices " + Arrays.toString(sliceValues);
        String named = id.isEmpty() ? "" : ", id " + id;
        String label = labelStatus == LabelStatus.LABELLED && labelAge == 0
                ? ""
                : ", " + labelStatus.name().toLowerCase(Locale.ROOT) + " after " + labelAge + " ms";
        return "Prediction[model " + model + ", version " + version + named + ", time " + time + ", " + values + slices
                + label + "]";
    }

    private static NdArray present(@Nullable NdArray array) {
        if (array == null) {
            throw new IllegalStateException("a scalar event holds no arrays; read yTrue() and yPred() instead");
        }
        return array;
    }
}
