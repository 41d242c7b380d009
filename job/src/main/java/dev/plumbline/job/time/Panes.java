package dev.plumbline.job.time;

import java.io.Serializable;
import java.util.List;

/**
 * The chunks of time in which records are summed first: {@code [k * millis, (k + 1) * millis)}. They are the longest chunks of
 * which every window is made, so each window is a sum of panes and never of records.
 *
 * @param millis length of a pane, in milliseconds, positive; panes are counted from the epoch
 */
public record Panes(long millis) implements Serializable {
    /** @throws IllegalArgumentException if the length is not positive */
    public Panes {
        if (millis <= 0) {
            throw new IllegalArgumentException("a pane must be longer than zero, and is " + millis + " ms");
        }
    }

    /**
     * The panes that all the given windows share: the greatest common divisor of their sizes, slides, steps and offsets.
     *
     * @throws IllegalArgumentException if there is no window
     */
    public static Panes of(List<? extends WindowSpec> windows) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("panes need at least one window");
        }
        long millis = 0;
        for (WindowSpec window : windows) {
            millis = WindowChecks.gcd(window.paneMillis(), millis);
        }
        return new Panes(millis);
    }

    /** First millisecond of the pane that holds the time, which may be negative. */
    public long start(long time) {
        return WindowChecks.floor(time, millis, 0);
    }

    /** First millisecond after the pane that holds the time. */
    public long end(long time) {
        return start(time) + millis;
    }
}
