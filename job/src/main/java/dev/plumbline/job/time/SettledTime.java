package dev.plumbline.job.time;

import java.io.Serializable;

/**
 * Up to where event time is settled: no event before that is expected any more, so what depends on such events alone can be decided.
 *
 * <p>The source lets an event pass if the end of its pane plus the allowed lateness is after the clock of its partition. So settled
 * time moves by whole panes: it is the start of the pane that holds the clock minus the allowed lateness. A watermark of t says
 * that the clock is at t + 1.
 *
 * @param panes the panes of the job's windows
 * @param allowedLateness how long after the end of its pane an event may still come, in milliseconds, at least 0
 */
public record SettledTime(Panes panes, long allowedLateness) implements Serializable {

    /** @throws IllegalArgumentException if the allowed lateness is negative */
    public SettledTime {
        if (allowedLateness < 0) {
            throw new IllegalArgumentException("the allowed lateness is " + allowedLateness + " ms; give 0 or more");
        }
    }

    /**
     * The first moment that is not settled; all before it are. {@link Long#MAX_VALUE} at the end of time, {@link Long#MIN_VALUE} if
     * nothing is settled.
     */
    public long before(long watermark) {
        if (watermark == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        boolean early = watermark < Long.MIN_VALUE + allowedLateness + panes.millis();
        return early ? Long.MIN_VALUE : panes.start(watermark + 1 - allowedLateness);
    }

    /**
     * The smallest watermark that settles a moment: {@link #before} is after the moment for this one and not for the one below.
     * Saturates at the watermark of the end of time.
     */
    public long settles(long moment) {
        boolean late = moment > Long.MAX_VALUE - allowedLateness - 2 * panes.millis();
        return late ? Long.MAX_VALUE : panes.end(moment) + allowedLateness - 1;
    }
}
