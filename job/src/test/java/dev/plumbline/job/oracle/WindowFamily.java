package dev.plumbline.job.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * One entry of {@code windows}, as a list of intervals for each time.
 *
 * @param name as reports write it
 * @param option as the configuration writes it
 * @param size of the longest window, in milliseconds
 * @param step from one window to the next, in milliseconds
 * @param isCumulative whether the windows of one size start together
 */
public record WindowFamily(String name, String option, long size, long step, boolean isCumulative) {

    /** A window, its end not included. */
    record Interval(long start, long end) {}

    /** Windows of so many seconds, one after the other. */
    public static WindowFamily tumbling(int seconds) {
        return new WindowFamily(
                "tumbling " + text(seconds), "tumbling: " + seconds + "s", seconds * 1_000L, seconds * 1_000L, false);
    }

    /** Windows of so many seconds that overlap. */
    public static WindowFamily sliding(int seconds, int slide) {
        return new WindowFamily(
                "sliding " + text(seconds) + "/" + text(slide),
                "sliding: {size: " + seconds + "s, slide: " + slide + "s}",
                seconds * 1_000L,
                slide * 1_000L,
                false);
    }

    /** Windows that start together and end one after the other. */
    public static WindowFamily cumulative(int seconds, int step) {
        return new WindowFamily(
                "cumulative " + text(seconds) + "/" + text(step),
                "cumulative: {size: " + seconds + "s, step: " + step + "s}",
                seconds * 1_000L,
                step * 1_000L,
                true);
    }

    private static String text(int seconds) {
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** All windows that hold a time. */
    List<Interval> at(long time) {
        List<Interval> windows = new ArrayList<>();
        if (isCumulative) {
            long start = Math.floorDiv(time, size) * size;
            for (long end = start + step; end <= start + size; end += step) {
                if (time < end) {
                    windows.add(new Interval(start, end));
                }
            }
            return windows;
        }
        for (long start = Math.floorDiv(time, step) * step; start + size > time; start -= step) {
            windows.add(new Interval(start, start + size));
        }
        return windows;
    }
}
