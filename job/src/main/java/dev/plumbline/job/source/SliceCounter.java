package dev.plumbline.job.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The overflow slices that one partition has brought, as hashes, and how many slices there are beside each: those of one version of
 * a model and one slicing. Asked only for slices that are new, or one too many. 24 to 48 bytes for each. Not thread-safe.
 */
final class SliceCounter {

    private static final int SMALLEST_TABLE = 16;

    private long[] overflows = new long[SMALLEST_TABLE];
    private int[] counts = new int[SMALLEST_TABLE];
    private int size;
    private @Nullable SliceCounts snapshot;

    /** Goes on with the counts of a checkpoint. */
    SliceCounter(SliceCounts restored) {
        for (int i = 0; i < restored.size(); i++) {
            add(restored.overflow(i), restored.count(i));
        }
    }

    /** Adds an overflow slice beside which there is none yet; does nothing if it is there already. Says whether it was added. */
    boolean add(long overflow) {
        return add(overflow, 0);
    }

    private boolean add(long overflow, int count) {
        int slot = HashSlots.of(overflows, overflow);
        if (overflows[slot] != HashSlots.FREE) {
            return false;
        }
        overflows[slot] = HashSlots.stored(overflow);
        counts[slot] = count;
        size++;
        snapshot = null;
        if (2 * size > overflows.length) {
            grow();
        }
        return true;
    }

    /** Returns how many slices there are beside an overflow slice; 0 if that is not there itself. */
    int count(long overflow) {
        return counts[HashSlots.of(overflows, overflow)];
    }

    /** Takes note of so many slices more beside an overflow slice, which must be there. */
    void increment(long overflow, int slices) {
        counts[HashSlots.of(overflows, overflow)] += slices;
        snapshot = null;
    }

    /** Returns how many overflow slices there are. */
    int size() {
        return size;
    }

    /** Returns the counts as they are now, unchanged by what comes later. */
    SliceCounts snapshot() {
        SliceCounts current = snapshot;
        if (current == null) {
            long[] ascending = Arrays.stream(overflows)
                    .filter(overflow -> overflow != HashSlots.FREE)
                    .sorted()
                    .toArray();
            current = new SliceCounts(
                    ascending, Arrays.stream(ascending).mapToInt(this::count).toArray());
            snapshot = current;
        }
        return current;
    }

    private void grow() {
        long[] oldOverflows = overflows;
        int[] oldCounts = counts;
        overflows = new long[2 * oldOverflows.length];
        counts = new int[overflows.length];
        for (int i = 0; i < oldOverflows.length; i++) {
            if (oldOverflows[i] != HashSlots.FREE) {
                int slot = HashSlots.of(overflows, oldOverflows[i]);
                overflows[slot] = oldOverflows[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
