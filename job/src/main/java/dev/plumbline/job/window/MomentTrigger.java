package dev.plumbline.job.window;

import dev.plumbline.job.flow.PaneSum;
import java.util.List;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;

/**
 * Publishes a window at given times after its end, if any are given, whether it has changed or not, since what it tells of its labels
 * has grown older; and for the last time when it is final. In between sums come in with almost every watermark and publish nothing.
 *
 * <p>When a watermark jumps past several of these times at once, only the last of them publishes. One timer at a time is set. A restart
 * with other times finds timers of the old ones; each sees to it that there is one for the next time.
 */
final class MomentTrigger extends Trigger<PaneSum, SeriesWindow> {

    private final List<Long> moments;
    private final long lateness;

    /**
     * Creates the trigger.
     *
     * @param moments times after the window's last millisecond, in milliseconds of the watermark, ascending, before {@code lateness};
     *     none to publish when it is final only
     * @param lateness when a window is final, likewise
     */
    MomentTrigger(List<Long> moments, long lateness) {
        this.moments = List.copyOf(moments);
        this.lateness = lateness;
    }

    @Override
    public TriggerResult onElement(PaneSum sum, long timestamp, SeriesWindow window, TriggerContext context) {
        setTimer(context.getCurrentWatermark(), window, context);
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, SeriesWindow window, TriggerContext context) {
        long last = window.maxTimestamp() + lateness;
        if (time == last) {
            return TriggerResult.FIRE;
        }
        boolean isMoment = moments.contains(time - window.maxTimestamp());
        long next = setTimer(time, window, context);
        return isMoment && next > context.getCurrentWatermark() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    /** Sets the timer for the first time of publication after a moment, and returns it. The operator itself sets the last one too. */
    private long setTimer(long after, SeriesWindow window, TriggerContext context) {
        long next = window.maxTimestamp() + lateness;
        for (int i = moments.size() - 1; i >= 0 && window.maxTimestamp() + moments.get(i) > after; i--) {
            next = window.maxTimestamp() + moments.get(i);
        }
        context.registerEventTimeTimer(next);
        return next;
    }

    @Override
    public TriggerResult onProcessingTime(long time, SeriesWindow window, TriggerContext context) {
        return TriggerResult.CONTINUE;
    }

    /** Deletes nothing: the window is cleared at its last timer, when every other one has fired. */
    @Override
    public void clear(SeriesWindow window, TriggerContext context) {}
}
