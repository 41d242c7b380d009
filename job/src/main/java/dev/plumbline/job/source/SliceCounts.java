package dev.plumbline.job.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many slices a partition has brought for each version of a model and each slicing, as a checkpoint keeps it: under the hash of
 * their overflow slice, in ascending order, so that equal counts are equal bytes. Immutable.
 */
final class SliceCounts {

    static final SliceCounts NONE = new SliceCounts(new long[0], new int[0]);

    private final long[] ascending;
    private final int[] counts;

    /** Keeps the arrays, which are equally long: hashes in ascending order, each once, and the count of each. */
    SliceCounts(long[] ascending, int[] counts) {
        this.ascending = ascending;
        this.counts = counts;
    }

    int size() {
        return ascending.length;
    }

    /** Returns the hash of the overflow slice at a position in ascending order. */
    long overflow(int position) {
        return ascending[position];
    }

    /** Returns how many slices there are beside the overflow slice at a position. */
    int count(int position) {
        return counts[position];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SliceCounts that
                && Arrays.equals(ascending, that.ascending)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ascending) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.stream(counts).asLongStream().sum() + " slices beside " + counts.length + " overflow slices";
    }
}
