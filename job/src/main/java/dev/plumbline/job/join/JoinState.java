package dev.plumbline.job.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one key between two steps of the rules: what follows from its settled events. Those that are not settled are kept
 * beside it, see {@link JoinEvent}. Mutable, not thread-safe.
 */
public final class JoinState {
    /** No time: nothing is due. */
    public static final long NEVER = Long.MAX_VALUE;

    /** In the order of their names, no two of one name. */
    private final List<Lane> lanes = new ArrayList<>(1);

    /** In the order of the events. */
    private final List<WaitingLabel> waiting = new ArrayList<>(0);

    /** The state of a key of which nothing is known. */
    public JoinState() {}

    /** Becomes the state of a key of which nothing is known. */
    void clear() {
        lanes.clear();
        waiting.clear();
    }

    /** Whether nothing is left to be kept. */
    public boolean isEmpty() {
        return lanes.isEmpty() && waiting.isEmpty();
    }

    List<Lane> lanes() {
        return lanes;
    }

    List<WaitingLabel> waiting() {
        return waiting;
    }

    /** The lane of this name; null if there is none. */
    @Nullable
    Lane lane(byte[] name) {
        int index = index(name);
        return index < lanes.size() && Arrays.equals(lanes.get(index).name, name) ? lanes.get(index) : null;
    }

    /** A new lane of this name, of which there is none. */
    Lane addLane(byte[] name) {
        Lane lane = new Lane(name);
        lanes.add(index(name), lane);
        return lane;
    }

    private int index(byte[] name) {
        int from = 0;
        int to = lanes.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Arrays.compareUnsigned(lanes.get(middle).name, name) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
