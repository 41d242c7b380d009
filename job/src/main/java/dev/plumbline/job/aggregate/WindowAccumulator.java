package dev.plumbline.job.aggregate;

import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one series in one pane or window: how many records, and their loss. Mutable, mergeable in any order with
 * the same bits as outcome, not thread-safe.
 */
public final class WindowAccumulator {

    private long records;
    private final BinaryCrossentropyAccumulator loss;

    /** Creates the empty accumulator of a metric. */
    public WindowAccumulator(BinaryCrossentropyConfig metric) {
        this(0, new BinaryCrossentropyAccumulator(metric));
    }

    private WindowAccumulator(long records, BinaryCrossentropyAccumulator loss) {
        this.records = records;
        this.loss = loss;
    }

    /** Returns the number of records, each of which was one update of the metric; 0 when empty. */
    public long records() {
        return records;
    }

    /** Returns the loss; live, not a copy. */
    public BinaryCrossentropyAccumulator loss() {
        return loss;
    }

    /** Counts one record whose update has been added to {@link #loss()}. */
    void countRecord() {
        records++;
    }

    /**
     * Adds another accumulator, which stays as it is.
     *
     * @throws IllegalArgumentException if the two were made for metrics that do not merge; nothing has changed then
     */
    public void merge(WindowAccumulator other) {
        loss.merge(other.loss);
        records += other.records;
    }

    /** Makes it empty. Keeps its memory, so that records of the same kind allocate nothing. */
    public void clear() {
        records = 0;
        loss.clear();
    }

    /** Returns an independent copy. */
    public WindowAccumulator copy() {
        return new WindowAccumulator(records, loss.copy());
    }

    /** Writes the accumulator: eight bytes of record count, then the loss in its own versioned layout. */
    public void encode(DataOutput out) throws IOException {
        out.writeLong(records);
        loss.encode(out);
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
        return new WindowAccumulator(records, BinaryCrossentropyAccumulator.decode(in));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WindowAccumulator that && records == that.records && loss.equals(that.loss);
    }

    @Override
    public int hashCode() {
        return Objects.hash(records, loss);
    }

    @Override
    public String toString() {
        return records + " records, " + loss;
    }
}
