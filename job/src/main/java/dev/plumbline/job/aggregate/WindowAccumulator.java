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

    private long records;
    private final BinaryCrossentropyAccumulator loss;
    private final @Nullable CalibrationAccumulator calibration;

    /**
     * Creates an empty accumulator.
     *
     * @param metric how the loss is computed
     * @param calibration what else is measured; null for the loss alone
     */
    public WindowAccumulator(BinaryCrossentropyConfig metric, @Nullable CalibrationConfig calibration) {
        this(
                0,
                new BinaryCrossentropyAccumulator(metric),
                calibration == null ? null : new CalibrationAccumulator(calibration));
    }

    private WindowAccumulator(
            long records, BinaryCrossentropyAccumulator loss, @Nullable CalibrationAccumulator calibration) {
        this.records = records;
        this.loss = loss;
        this.calibration = calibration;
    }

    /** Returns the number of records, each of which was one update of the metric; 0 when empty. */
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

    /** Adds one event, which must have been decoded for these metrics. */
    void add(Prediction prediction) {
        if (calibration == null) {
            prediction.addTo(loss);
        } else {
            prediction.addTo(loss, calibration);
        }
        records++;
    }

    /** Adds one output of an event, which must have been decoded for these metrics and for its outputs. */
    void addOutput(Prediction prediction, int output) {
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
        if (calibration != null && others != null) {
            // First, because it refuses before it changes anything, and the loss, whose configuration it holds, then
            // cannot.
            calibration.merge(others);
        }
        loss.merge(other.loss);
        records += other.records;
    }

    /** Makes it empty. Keeps its memory, so that records of the same kind allocate nothing. */
    public void clear() {
        records = 0;
        loss.clear();
        if (calibration != null) {
            calibration.clear();
        }
    }

    /** Returns an independent copy. */
    public WindowAccumulator copy() {
        return new WindowAccumulator(records, loss.copy(), calibration == null ? null : calibration.copy());
    }

    /**
     * Writes the accumulator: eight bytes of record count, the loss in its own versioned layout, and one byte, 1 if the calibration
     * metrics follow in theirs, else 0.
     */
    public void encode(DataOutput out) throws IOException {
        out.writeLong(records);
        loss.encode(out);
        out.writeBoolean(calibration != null);
        if (calibration != null) {
            calibration.encode(out);
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
        byte calibrated = in.readByte();
        if (calibrated < 0 || calibrated > 1) {
            throw new IOException("Behind the loss stands " + calibrated + ", not 0 or 1; the bytes are damaged.");
        }
        return new WindowAccumulator(records, loss, calibrated == 1 ? CalibrationAccumulator.decode(in) : null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WindowAccumulator that
                && records == that.records
                && loss.equals(that.loss)
                && Objects.equals(calibration, that.calibration);
    }

    @Override
    public int hashCode() {
        return Objects.hash(records, loss);
    }

    @Override
    public String toString() {
        return records + " records, " + loss + (calibration == null ? "" : ", " + calibration);
    }
}
