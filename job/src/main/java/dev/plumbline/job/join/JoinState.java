package dev.plumbline.job.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one key between two steps of the rules: what follows from its settled events, and when the first of those that are
 * not settled happened. The unsettled events themselves are kept beside it, see {@link JoinEvent}. Mutable, not thread-safe.
 */
public final class JoinState {
    /** No time: nothing is due. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The time of the first unsettled event, or {@link #NEVER}. */
    private long firstUnsettled = NEVER;

    /** In the order of their names, no two of one name. */
    private final List<Lane> lanes = new ArrayList<>(1);

    /** In the order of the events. */
    private final List<WaitingLabel> waiting = new ArrayList<>(0);

    /** The state of a key of which nothing is known. */
    public JoinState() {}

    /** Takes note of an event that is not settled. */
    public void expect(JoinEvent event) {
        firstUnsettled = Math.min(firstUnsettled, event.time());
    }

    /** The time of the first unsettled event; {@link #NEVER} if there is none. */
    public long firstUnsettled() {
        return firstUnsettled;
    }

    /** Sets the time of the first unsettled event, now that others have been settled; {@link #NEVER} if none is left. */
    public void setFirstUnsettled(long time) {
        firstUnsettled = time;
    }

    /** Whether nothing is left to be kept. */
    public boolean isEmpty() {
        return firstUnsettled == NEVER && lanes.isEmpty() && waiting.isEmpty();
    }

    /** A copy that shares nothing but what never changes. */
    JoinState copy() {
        JoinState copy = new JoinState();
        copy.firstUnsettled = firstUnsettled;
        lanes.forEach(lane -> copy.lanes.add(lane.copy()));
        copy.waiting.addAll(waiting);
        return copy;
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
