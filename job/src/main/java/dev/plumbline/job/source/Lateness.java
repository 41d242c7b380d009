package dev.plumbline.job.source;

import dev.plumbline.job.time.Panes;
import java.io.Serializable;

/**
 * The rule of lateness, as arithmetic in epoch milliseconds.
 *
 * <p>A record is late when its pane's end plus the allowed lateness is not after its partition's clock, where the clock is the
 * largest event time of the partition minus the out-of-orderness. The pane decides, not a window: what passes is in time for
 * every window, so an hour always equals its sixty minutes.
 *
 * @param panes the panes of the job's windows
 * @param outOfOrderness how far behind the largest time of its partition a record is still expected, at least 0
 * @param allowedLateness how much longer a published window may be revised, at least 0
 */
public record Lateness(Panes panes, long outOfOrderness, long allowedLateness) implements Serializable {

    /** The rule for files, which are read to their end before any window is finished: nothing is late. */
    static Lateness never(Panes panes) {
        return new Lateness(panes, Long.MAX_VALUE / 2, 0);
    }

    /**
     * Says whether a record is late by the clock of its partition.
     *
     * @param time the record's event time
     * @param largestTime the largest event time of its partition, the record's own included
     */
    boolean isLate(long time, long largestTime) {
        return isOver(time, largestTime - outOfOrderness);
    }

    /**
     * Says whether a record, though in time by its partition's clock, comes too late to be counted, because the watermark has
     * already finished its pane. That happens only when the partition was declared idle and the others went on without it.
     *
     * @param time the record's event time
     * @param watermark the watermark: no time up to and including it is expected any more
     */
    boolean isBehind(long time, long watermark) {
        // A watermark of t says that time t + 1 has begun; at the end of time there is none after it.
        return isOver(time, watermark == Long.MAX_VALUE ? watermark : watermark + 1);
    }

    /** Whether the pane of a time is over by a clock. It ends after the time, so mostly no division is needed to see that it is not. */
    private boolean isOver(long time, long clock) {
        return time + allowedLateness < clock && panes.end(time) + allowedLateness <= clock;
    }
}
