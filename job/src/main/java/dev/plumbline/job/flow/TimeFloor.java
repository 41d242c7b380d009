package dev.plumbline.job.flow;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * How far event time has come for an operator, which Flink starts again without a watermark after a failure. With aligned checkpoints
 * all tasks have seen the same watermarks at a barrier (idleness aside), so after a restart each takes the largest that any of them
 * stored. Not thread-safe.
 */
public final class TimeFloor {

    private static final ListStateDescriptor<Long> STORED = new ListStateDescriptor<>("floor", LongSerializer.INSTANCE);

    private final ListState<Long> stored;
    private long millis = Long.MIN_VALUE;

    /** The floor, as long as the input is not over. */
    private long millisToStore;

    private TimeFloor(ListState<Long> stored) throws Exception {
        this.stored = stored;
        for (Long other : stored.get()) {
            millis = Math.max(millis, other);
        }
        this.millisToStore = millis;
    }

    /** Goes on from the state named {@code floor} of an operator that is being initialized; at the beginning of time without any. */
    public static TimeFloor restore(StateInitializationContext context) throws Exception {
        return new TimeFloor(context.getOperatorStateStore().getUnionListState(STORED));
    }

    /** Returns the floor, in epoch milliseconds. */
    public long millis() {
        return millis;
    }

    /**
     * Raises the floor, never lowers it.
     *
     * @param newMillis where it follows from the watermark that it is, in epoch milliseconds
     * @param mark the watermark. The one at the end of time only says that this input is over: a job that was drained and is started
     *     again from its savepoint must not take all that follows for late, so what follows from it is not stored
     */
    public void raise(long newMillis, Watermark mark) {
        millis = Math.max(millis, newMillis);
        if (mark.getTimestamp() != Watermark.MAX_WATERMARK.getTimestamp()) {
            millisToStore = millis;
        }
    }

    /** Stores it; to be called for each snapshot of the operator. */
    public void store() throws Exception {
        stored.update(List.of(millisToStore));
    }
}
