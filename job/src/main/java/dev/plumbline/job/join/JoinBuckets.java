package dev.plumbline.job.join;

import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;

/**
 * Spreads the keys of the join over buckets, by which its state is kept. What is due in a step of time is filed by bucket: with
 * millions of ids, a list for each would cost more than what it holds, and so would a timer. Every key group has the same number of
 * buckets, so tasks have the same share of them.
 *
 * <p>State lies in buckets, so which one a key is in never changes for one maximum of parallelism.
 */
public final class JoinBuckets implements KeySelector<JoinInput, Integer> {
    private static final int PER_KEY_GROUP = 8;

    private final int maxParallelism;

    /** The key that stands for a bucket, by its position; made in the task that needs it. */
    private transient Integer @Nullable [] keys;

    /** The buckets of a job with this maximum of parallelism. */
    public JoinBuckets(int maxParallelism) {
        this.maxParallelism = maxParallelism;
    }

    @Override
    public Integer getKey(JoinInput input) {
        return key(position(input.keyHash()));
    }

    /** The position of the bucket of the keys with this hash, from 0 to {@link #size}, exclusively. */
    int position(int keyHash) {
        return Math.floorMod(keyHash, size());
    }

    /** How many buckets there are. */
    int size() {
        return maxParallelism * PER_KEY_GROUP;
    }

    /** The key by which Flink knows the bucket at a position. */
    Integer key(int position) {
        Integer[] known = keys;
        if (known == null) {
            known = findKeys();
            keys = known;
        }
        return known[position];
    }

    /** The position of the first bucket of a range of key groups. */
    static int first(KeyGroupRange range) {
        return range.getStartKeyGroup() * PER_KEY_GROUP;
    }

    /** The position behind the last bucket of a range of key groups. */
    static int behind(KeyGroupRange range) {
        return (range.getEndKeyGroup() + 1) * PER_KEY_GROUP;
    }

    /** Flink hashes keys to their groups: tries one number after the other until each group has its buckets. */
    private Integer[] findKeys() {
        Integer[] found = new Integer[size()];
        int[] ofGroup = new int[maxParallelism];
        int missing = found.length;
        for (int candidate = 0; missing > 0; candidate++) {
            int group = KeyGroupRangeAssignment.assignToKeyGroup(candidate, maxParallelism);
            if (ofGroup[group] < PER_KEY_GROUP) {
                found[group * PER_KEY_GROUP + ofGroup[group]] = candidate;
                ofGroup[group]++;
                missing--;
            }
        }
        return found;
    }
}
