package dev.plumbline.job.join;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * In which steps of time which buckets of this task have something to be done. Plain Java, not thread-safe.
 */
final class StepCalendar {
    private final TreeMap<Long, BitSet> buckets = new TreeMap<>();
    private final int first;
    private final int behind;

    // Events come mostly in order, so the last step is mostly the next one.
    private long lastStep;
    private @Nullable BitSet ofLastStep;

    /** An empty calendar for the buckets at these positions. */
    StepCalendar(int first, int behind) {
        this.first = first;
        this.behind = behind;
    }

    /** Notes that a bucket has something to be done in a step. */
    void add(long step, int bucket) {
        BitSet ofStep = ofLastStep;
        if (ofStep == null || step != lastStep) {
            ofStep = buckets.computeIfAbsent(step, none -> new BitSet(behind - first));
            lastStep = step;
            ofLastStep = ofStep;
        }
        ofStep.set(bucket - first);
    }

    /** Notes that any bucket may have something to be done in a step. */
    void addAll(long step) {
        buckets.computeIfAbsent(step, none -> new BitSet(behind - first)).set(0, behind - first);
    }

    /** The first step in which something is to be done; null if there is none. */
    @Nullable
    Long firstStep() {
        return buckets.isEmpty() ? null : buckets.firstKey();
    }

    /** Removes the first step, of which there is one, and returns the positions of its buckets. */
    int[] removeFirst() {
        Map.Entry<Long, BitSet> entry = buckets.pollFirstEntry();
        if (entry.getKey() == lastStep) {
            ofLastStep = null;
        }
        return entry.getValue().stream().map(bucket -> bucket + first).toArray();
    }

    /** All steps in which something is to be done. */
    List<Long> steps() {
        return new ArrayList<>(buckets.keySet());
    }

    /** Forgets everything. */
    void clear() {
        buckets.clear();
        ofLastStep = null;
    }
}
