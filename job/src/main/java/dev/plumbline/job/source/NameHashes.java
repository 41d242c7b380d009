package dev.plumbline.job.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable set of names as a checkpoint keeps it: their 64-bit hashes in ascending order, so that equal sets are equal bytes. */
final class NameHashes {

    static final NameHashes NONE = new NameHashes(new long[0]);

    private final long[] ascending;

    private NameHashes(long[] ascending) {
        this.ascending = ascending;
    }

    /** The set of these hashes, in any order; sorts and keeps the array. */
    static NameHashes of(long... hashes) {
        Arrays.sort(hashes);
        return new NameHashes(hashes);
    }

    int size() {
        return ascending.length;
    }

    /** Returns the hash at a position in ascending order. */
    long get(int position) {
        return ascending[position];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NameHashes that && Arrays.equals(ascending, that.ascending);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ascending);
    }

    @Override
    public String toString() {
        return ascending.length + " names";
    }
}
