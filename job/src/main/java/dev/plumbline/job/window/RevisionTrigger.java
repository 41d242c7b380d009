package dev.plumbline.job.window;

import dev.plumbline.job.flow.PaneSum;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;

/**
 * Decides when a window is published: when the watermark passes its end; again at the next watermark after late sums came in,
 * so that a burst of them makes one revision and not a hundred; and for the last time when the allowed lateness is over.
 * Without allowed lateness these are one and the same moment.
 *
 * <p>Exactly one publication of each window is final. When a watermark jumps past several of these moments at once, as it does
 * at the end of a bounded input, only the final one happens. A restart with another allowed lateness finds timers of the old
 * one; each of them sees to it that there is one for the new last moment.
 */
final class RevisionTrigger extends Trigger<PaneSum, SeriesWindow> {

    private final long allowedLateness;

    RevisionTrigger(long allowedLateness) {
        this.allowedLateness = allowedLateness;
    }

    @Override
    public TriggerResult onElement(PaneSum sum, long timestamp, SeriesWindow window, TriggerContext context) {
        // The last moment needs no timer of ours: the operator sets one, to clear the window, and asks the trigger then
        // too.
        if (allowedLateness > 0) {
            long watermark = context.getCurrentWatermark();
            context.registerEventTimeTimer(window.maxTimestamp() > watermark ? window.maxTimestamp() : watermark + 1);
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, SeriesWindow window, TriggerContext context) {
        long last = window.maxTimestamp() + allowedLateness;
        if (time == last) {
            return TriggerResult.FIRE;
        }
        // Also when that moment has passed: the timer then fires next, with this very watermark.
        context.registerEventTimeTimer(last);
        return context.getCurrentWatermark() >= last ? TriggerResult.CONTINUE : TriggerResult.FIRE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, SeriesWindow window, TriggerContext context) {
        return TriggerResult.CONTINUE;
    }

    /** Deletes nothing: the window is cleared at its last timer, when every other one has fired. */
    @Override
    public void clear(SeriesWindow window, TriggerContext context) {}
}
