package dev.plumbline.job.window;

import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.time.SettledTime;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * When windows are published, and from when on nothing changes them.
 *
 * @param lateness how long after its last millisecond a window is final, in milliseconds of the watermark
 * @param moments how long after its last millisecond a window is published before it is final, whether it has changed or not, in
 *     milliseconds of the watermark, ascending; null if it is published at its end instead, and again whenever records have come late
 * @param cohorts how to tell how old windows of predictions are; null for other windows
 */
public record Publication(
        long lateness,
        @Nullable List<Long> moments,
        @Nullable Cohorts cohorts) implements Serializable {

    /**
     * Windows of predictions whose labels come in over a horizon. At an age A of a window it is certain what becomes of each of its
     * predictions if no label is waited for longer than A after the end of the window; at the age of the horizon it is certain anyway.
     *
     * @param settled when it is certain that no event is missing
     * @param horizon how long labels are waited for, in milliseconds
     */
    record Cohorts(SettledTime settled, long horizon) implements Serializable {

        /** How long after the window's end labels have been waited for at least; from 0 to the horizon. */
        long awaited(long windowEnd, long watermark) {
            long settledBefore = settled.before(watermark);
            return settledBefore <= windowEnd ? 0 : Math.min(horizon, settledBefore - windowEnd);
        }
    }

    /**
     * Windows that are published at their end, again after a watermark before which records came late, and when they are final.
     *
     * @param lateness how long after its last millisecond records may still come, in milliseconds of the watermark
     */
    public static Publication whenRevised(long lateness) {
        return new Publication(lateness, null, null);
    }

    /**
     * Windows of what is decided later than it happens, published once, when they are final. Each step of settled time may decide
     * something of every window as far back as the delay: if each of these were a revision, a window would have as many as there are
     * steps in the delay.
     *
     * @param settled when it is certain that no event is missing
     * @param delay how long after its time in the window something is decided at most, in milliseconds
     */
    public static Publication whenFinal(SettledTime settled, long delay) {
        return new Publication(moment(settled, delay), List.of(), null);
    }

    /**
     * Windows that are published at given ages, and when they are final.
     *
     * @param settled when it is certain that no event is missing
     * @param horizon how long labels are waited for
     * @param ages ascending, below the horizon, none negative
     */
    public static Publication ofCohorts(SettledTime settled, Duration horizon, List<Duration> ages) {
        long last = moment(settled, horizon.toMillis());
        List<Long> moments = ages.stream()
                .map(age -> moment(settled, age.toMillis()))
                .filter(moment -> moment < last)
                .distinct()
                .toList();
        return new Publication(last, moments, new Cohorts(settled, horizon.toMillis()));
    }

    /** The trigger that publishes windows at these times. */
    Trigger<PaneSum, SeriesWindow> trigger() {
        return moments == null ? new RevisionTrigger(lateness) : new MomentTrigger(moments, lateness);
    }

    /** When an age is reached: everything up to the end of the window and so much longer is settled. Windows end where panes do. */
    private static long moment(SettledTime settled, long age) {
        return settled.settles(age - 1) + 1;
    }
}
