package dev.plumbline.job.time;

import dev.plumbline.serde.report.Partial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which windows the input covers wholly, as arithmetic in epoch milliseconds. The bounds are about the times at which
 * records came in (Kafka's timestamps), windows about the times of events; what ties them is this: no record comes in before
 * its event, nor later than {@code delay} after it, which is how long the job waits for records at most. A record of a later
 * kind is late in an endless read too.
 *
 * @param from every record that came in from here on is read; {@code Long.MIN_VALUE} if all that ever came is
 * @param to every record that came in before is read; {@code Long.MAX_VALUE} if all that will ever come is
 * @param delay out-of-orderness and allowed lateness together, at least 0
 * @param isEndless whether the input has no end of its own; when it ends all the same, by draining the job, the windows that
 *     were open then are not whole
 */
public record Coverage(long from, long to, long delay, boolean isEndless) implements Serializable {

    /** All there is: files, or a log that is read from its first record to its last. */
    public static Coverage whole() {
        return new Coverage(Long.MIN_VALUE, Long.MAX_VALUE, 0, false);
    }

    /** A log that is read as long as the job runs. */
    public static Coverage endless() {
        return new Coverage(Long.MIN_VALUE, Long.MAX_VALUE, 0, true);
    }

    /** What came in in {@code [from, to)}. */
    public static Coverage between(long from, long to, long delay) {
        return new Coverage(from, to, delay, false);
    }

    /**
     * Which end of a window is missing; null if none is.
     *
     * @param start the window's first millisecond
     * @param end the first millisecond after it
     * @param inputIsOver whether nothing more will be read
     */
    public @Nullable Partial missing(long start, long end, boolean inputIsOver) {
        boolean startMissing = start < from;
        boolean endMissing = (to != Long.MAX_VALUE && end + delay > to) || (isEndless && inputIsOver);
        if (startMissing && endMissing) {
            return Partial.BOTH;
        }
        if (startMissing) {
            return Partial.START;
        }
        return endMissing ? Partial.END : null;
    }
}
