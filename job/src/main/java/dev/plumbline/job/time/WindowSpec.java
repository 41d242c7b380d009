package dev.plumbline.job.time;

import java.io.Serializable;
import java.time.Duration;

/**
 * A family of event-time windows, as pure arithmetic. A window {@code [start, end)} holds the times from its start up to, and
 * without, its end; all times are epoch milliseconds and may be negative, all lengths are positive milliseconds.
 *
 * <p>Every window of a specification is a whole number of panes long (see {@link Panes}), so a pane belongs to a window
 * entirely or not at all, and the start of the pane decides.
 */
public sealed interface WindowSpec extends Serializable permits Tumbling, Sliding, Cumulative {

    /** Receives windows; implement it once and keep it, so that iterating allocates nothing. */
    @FunctionalInterface
    interface WindowConsumer {
        /**
         * Takes one window.
         *
         * @param start first millisecond of the window
         * @param end first millisecond after it
         */
        void accept(long start, long end);
    }

    /** Length of the longest window of this family, in milliseconds. */
    long size();

    /** The longest pane that divides every window of this family, given in milliseconds and counted from the epoch. */
    long paneMillis();

    /** How many windows one pane belongs to at most: what one partial sum costs downstream. */
    long windowsPerPane();

    /**
     * The canonical text, such as {@code tumbling 1m}, {@code tumbling 1h+15m}, {@code sliding 10m/1m} or {@code cumulative
     * 1d/1h}. It is part of every report's key, so it never changes for the same specification.
     */
    String name();

    /**
     * Hands over every window that contains the pane, once each, with ascending ends. Allocates nothing.
     *
     * @param paneStart start of a pane, or any time: windows are those that contain this millisecond
     */
    void forEachWindowOf(long paneStart, WindowConsumer consumer);

    /** Windows of the given size, one after the other, aligned to the epoch. */
    static WindowSpec tumbling(Duration size) {
        return new Tumbling(size.toMillis(), 0);
    }

    /** Overlapping windows of the given size, a new one every {@code slide}, aligned to the epoch. */
    static WindowSpec sliding(Duration size, Duration slide) {
        return new Sliding(size.toMillis(), slide.toMillis(), 0);
    }

    /** Windows that start together every {@code size} and end one {@code step} after the other, aligned to the epoch. */
    static WindowSpec cumulative(Duration size, Duration step) {
        return new Cumulative(size.toMillis(), step.toMillis(), 0);
    }
}
