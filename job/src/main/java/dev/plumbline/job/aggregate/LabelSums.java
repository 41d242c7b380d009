package dev.plumbline.job.aggregate;

import dev.plumbline.metric.ExactSum;
import dev.plumbline.serde.Prediction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the labels of one series in one pane or window, where labels come later than predictions. A prediction is added
 * when it is made, and once more when it is decided what becomes of its label. Mutable, mergeable in any order with the same bits as
 * outcome, not thread-safe.
 */
public final class LabelSums {

    private long predicted;
    private long labelled;
    private long negative;
    private long unlabelled;
    private long conflicted;
    private long maxAge = Long.MIN_VALUE;
    private final ExactSum ages;

    /** Creates an empty sum. */
    LabelSums() {
        this(new ExactSum());
    }

    private LabelSums(ExactSum ages) {
        this.ages = ages;
    }

    /** Returns how many predictions there are, whatever becomes of them. */
    public long predicted() {
        return predicted;
    }

    /** Returns how many have a label. */
    public long labelled() {
        return labelled;
    }

    /** Returns how many count as 0 because no label came. */
    public long negative() {
        return negative;
    }

    /** Returns how many are not counted because no label came. */
    public long unlabelled() {
        return unlabelled;
    }

    /** Returns how many are not counted because their labels do not agree. */
    public long conflicted() {
        return conflicted;
    }

    /** Returns the mean time from a prediction to its label in milliseconds; NaN if there are no labels. */
    public double meanAge() {
        return ages.doubleValue() / labelled;
    }

    /** Returns the longest time from a prediction to its label in milliseconds; 0 if there are no labels. */
    public long maxAge() {
        return labelled == 0 ? 0 : maxAge;
    }

    /** Adds a prediction, and says whether it has a label to be counted with. */
    boolean add(Prediction prediction) {
        switch (prediction.labelStatus()) {
            case AWAITED -> predicted++;
            case LABELLED -> {
                labelled++;
                // Exact: no age reaches 2^53 ms.
                ages.add((double) prediction.labelAge());
                maxAge = Math.max(maxAge, prediction.labelAge());
            }
            case NEGATIVE -> negative++;
            case UNLABELLED -> unlabelled++;
            case CONFLICTED -> conflicted++;
        }
        return prediction.labelStatus().isCounted();
    }

    /** Adds another sum, which stays as it is. */
    void merge(LabelSums other) {
        predicted += other.predicted;
        labelled += other.labelled;
        negative += other.negative;
        unlabelled += other.unlabelled;
        conflicted += other.conflicted;
        maxAge = Math.max(maxAge, other.maxAge);
        ages.add(other.ages);
    }

    /** Makes it empty. */
    void clear() {
        predicted = 0;
        labelled = 0;
        negative = 0;
        unlabelled = 0;
        conflicted = 0;
        maxAge = Long.MIN_VALUE;
        ages.clear();
    }

    LabelSums copy() {
        LabelSums copy = new LabelSums();
        copy.merge(this);
        return copy;
    }

    /** Writes predicted, labelled, negative, unlabelled, conflicted and the largest age (8 bytes each), and the sum of the ages. */
    void encode(DataOutput out) throws IOException {
        out.writeLong(predicted);
        out.writeLong(labelled);
        out.writeLong(negative);
        out.writeLong(unlabelled);
        out.writeLong(conflicted);
        out.writeLong(maxAge);
        ages.encode(out);
    }

    /** Reads what {@link #encode} wrote; {@link IOException} if the bytes are damaged. */
    static LabelSums decode(DataInput in) throws IOException {
        long predicted = count(in);
        long labelled = count(in);
        long negative = count(in);
        long unlabelled = count(in);
        long conflicted = count(in);
        long maxAge = in.readLong();
        LabelSums sums = new LabelSums(ExactSum.decode(in));
        sums.predicted = predicted;
        sums.labelled = labelled;
        sums.negative = negative;
        sums.unlabelled = unlabelled;
        sums.conflicted = conflicted;
        sums.maxAge = maxAge;
        return sums;
    }

    private static long count(DataInput in) throws IOException {
        long count = in.readLong();
        if (count < 0) {
            throw new IOException("A sum cannot hold " + count + " predictions; the bytes are damaged.");
        }
        return count;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LabelSums that
                && predicted == that.predicted
                && labelled == that.labelled
                && negative == that.negative
                && unlabelled == that.unlabelled
                && conflicted == that.conflicted
                && maxAge == that.maxAge
                && ages.equals(that.ages);
    }

    @Override
    public int hashCode() {
        return Objects.hash(predicted, labelled, negative, unlabelled, conflicted, maxAge);
    }

    @Override
    public String toString() {
        return predicted + " predicted, " + labelled + " labelled, " + negative + " negative, " + unlabelled
                + " unlabelled, " + conflicted + " conflicted";
    }
}
