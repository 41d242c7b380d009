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
 * @param cohorts how windows ripen in which labels come in after the predictions; null if windows are revised whenever records come
 *     late
 */
public record Publication(long lateness, @Nullable Cohorts cohorts) implements Serializable {

    /**
     * Windows of predictions whose labels come in over a horizon. At an age A of a window it is certain what becomes of each of its
     * predictions if no label is waited for longer than A after the end of the window; at the age of the horizon it is certain anyway.
     *
     * @param settled when it is certain that no event is missing
     * @param horizon how long labels are waited for, in milliseconds
     * @param moments at which times after its last millisecond a window is published before it is final, in milliseconds of the
     *     watermark, ascending
     */
    record Cohorts(SettledTime settled, long horizon, List<Long> moments) implements Serializable {

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
        return new Publication(lateness, null);
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
        return new Publication(last, new Cohorts(settled, horizon.toMillis(), moments));
    }

    /**
     * Windows of what is decided later than it happens: published as by {@link #whenRevised(long)}.
     *
     * @param settled when it is certain that no event is missing
     * @param delay how long after its time in the window something is decided at most, in milliseconds
     */
    public static Publication whenRevised(SettledTime settled, long delay) {
        return whenRevised(moment(settled, delay));
    }

    /** The trigger that publishes windows at these times. */
    Trigger<PaneSum, SeriesWindow> trigger() {
        return cohorts == null ? new RevisionTrigger(lateness) : new CohortTrigger(cohorts.moments(), lateness);
    }

    /** When an age is reached: everything up to the end of the window and so much longer is settled. Windows end where panes do. */
    private static long moment(SettledTime settled, long age) {
        return settled.settles(age - 1) + 1;
    }
}
