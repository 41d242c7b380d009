package dev.plumbline.job.aggregate;

import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.Prediction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one series in one pane or window: how many records, their loss, and what the calibration metrics need of them.
 * Mutable, mergeable in any order with the same bits as outcome, not thread-safe.
 */
public final class WindowAccumulator {

    private static final int CALIBRATED = 1;
    private static final int LABELS = 2;

    private long records;
    private final BinaryCrossentropyAccumulator loss;
    private final @Nullable CalibrationAccumulator calibration;
    private final @Nullable LabelSums labels;

    /**
     * Creates an empty accumulator of predictions that bring their labels along.
     *
     * @param metric how the loss is computed
     * @param calibration what else is measured; null for the loss alone
     */
    public WindowAccumulator(BinaryCrossentropyConfig metric, @Nullable CalibrationConfig calibration) {
        this(metric, calibration, null);
    }

    /**
     * Creates an empty accumulator.
     *
     * @param metric how the loss is computed
     * @param calibration what else is measured; null for the loss alone
     * @param labels an empty sum of what becomes of labels, which is taken over; null if predictions bring theirs along
     */
    WindowAccumulator(
            BinaryCrossentropyConfig metric, @Nullable CalibrationConfig calibration, @Nullable LabelSums labels) {
        this(
                0,
                new BinaryCrossentropyAccumulator(metric),
                calibration == null ? null : new CalibrationAccumulator(calibration),
                labels);
    }

    private WindowAccumulator(
            long records,
            BinaryCrossentropyAccumulator loss,
            @Nullable CalibrationAccumulator calibration,
            @Nullable LabelSums labels) {
        this.records = records;
        this.loss = loss;
        this.calibration = calibration;
        this.labels = labels;
    }

    /** Returns the number of records that were counted, each of which was one update of the metric; 0 when empty. */
    public long records() {
        return records;
    }

    /** Returns the loss; live, not a copy. */
    public BinaryCrossentropyAccumulator loss() {
        return loss;
    }

    /** Returns the state of the calibration metrics; live, not a copy; null if there are none. */
    public @Nullable CalibrationAccumulator calibration() {
        return calibration;
    }

    /** Returns what has become of labels; live, not a copy; null if predictions bring theirs along. */
    public @Nullable LabelSums labels() {
        return labels;
    }

    /** Adds one event, which must have been decoded for these metrics; if it has no label to be counted with, to the labels only. */
    void add(Prediction prediction) {
        if (labels != null && !labels.add(prediction)) {
            return;
        }
        if (calibration == null) {
            prediction.addTo(loss);
        } else {
            prediction.addTo(loss, calibration);
        }
        records++;
    }

    /** Adds one output of an event, which must have been decoded for these metrics and for its outputs. */
    void addOutput(Prediction prediction, int output) {
        if (labels != null && !labels.add(prediction)) {
            return;
        }
        prediction.addOutputTo(output, loss, calibration);
        records++;
    }

    /**
     * Adds another accumulator, which stays as it is.
     *
     * @throws IllegalArgumentException if the two were made for metrics that do not merge; nothing has changed then
     */
    public void merge(WindowAccumulator other) {
        CalibrationAccumulator others = other.calibration;
        if (calibration == null ? others != null : others == null) {
            throw new IllegalArgumentException(
                    "a sum with calibration metrics and one without do not add up; merge sums of one configuration");
        }
        LabelSums otherLabels = other.labels;
        if (labels == null ? otherLabels != null : otherLabels == null) {
            throw new IllegalArgumentException(
                    "a sum with labels that come late and one without do not add up; merge sums of one configuration");
        }
        if (calibration != null && others != null) {
            // First, because it refuses before it changes anything, and the loss, whose configuration it holds, then
            // cannot.
            calibration.merge(others);
        }
        loss.merge(other.loss);
        if (labels != null && otherLabels != null) {
            labels.merge(otherLabels);
        }
        records += other.records;
    }

    /** Makes it empty. Keeps its memory, so that records of the same kind allocate nothing. */
    public void clear() {
        records = 0;
        loss.clear();
        if (calibration != null) {
            calibration.clear();
        }
        if (labels != null) {
            labels.clear();
        }
    }

    /** Returns an independent copy. */
    public WindowAccumulator copy() {
        return new WindowAccumulator(
                records,
                loss.copy(),
                calibration == null ? null : calibration.copy(),
                labels == null ? null : labels.copy());
    }

    /**
     * Writes the accumulator: eight bytes of record count, the loss in its own versioned layout, and one byte that says what follows:
     * bit 0 the calibration metrics in their layout, then bit 1 what has become of labels, as {@link LabelSums} lays it out.
     */
    public void encode(DataOutput out) throws IOException {
        out.writeLong(records);
        loss.encode(out);
        out.writeByte((calibration == null ? 0 : CALIBRATED) | (labels == null ? 0 : LABELS));
        if (calibration != null) {
            calibration.encode(out);
        }
        if (labels != null) {
            labels.encode(out);
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IOException if the bytes are no accumulator of a known version
     */
    public static WindowAccumulator decode(DataInput in) throws IOException {
        long records = in.readLong();
        if (records < 0) {
            throw new IOException("An accumulator cannot hold " + records + " records; the bytes are damaged.");
        }
        BinaryCrossentropyAccumulator loss = BinaryCrossentropyAccumulator.decode(in);
        byte flags = in.readByte();
        if ((flags & ~(CALIBRATED | LABELS)) != 0) {
            throw new IOException("Behind the loss stands " + flags + ", not 0 to 3; the bytes are damaged.");
        }
        return new WindowAccumulator(
                records,
                loss,
                (flags & CALIBRATED) == 0 ? null : CalibrationAccumulator.decode(in),
                (flags & LABELS) == 0 ? null : LabelSums.decode(in));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WindowAccumulator that
                && records == that.records
                && loss.equals(that.loss)
                && Objects.equals(calibration, that.calibration)
                && Objects.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return Objects.hash(records, loss);
    }

    @Override
    public String toString() {
        return records + " records, " + loss + (calibration == null ? "" : ", " + calibration)
                + (labels == null ? "" : ", " + labels);
    }
}
