package dev.plumbline.job.join;

import dev.plumbline.job.time.Panes;
import java.io.Serializable;

/**
 * The chunks of time in which the join files what is to be done: {@code [k * millis, (k + 1) * millis)}. A pane is a whole number of
 * them, and time is settled by whole panes, so a step is settled as a whole. They are short, because the events of a step are in memory
 * together when it is settled.
 *
 * @param millis length of a step, in milliseconds, positive
 */
record Steps(long millis) implements Serializable {
    private static final long LONGEST = 60_000;
    private static final long MOST_PARTS = 8;

    /** The longest steps of at most a minute of which these panes are made; or whole panes, if only very short steps divide them. */
    static Steps of(Panes panes) {
        long fewest = (panes.millis() - 1) / LONGEST + 1;
        for (long parts = fewest; parts <= MOST_PARTS * fewest; parts++) {
            if (panes.millis() % parts == 0) {
                return new Steps(panes.millis() / parts);
            }
        }
        return new Steps(panes.millis());
    }

    /** First millisecond of the step that holds the time. */
    long start(long time) {
        return time - Math.floorMod(time, millis);
    }

    /** First millisecond after the step that starts then. */
    long end(long start) {
        return start + millis;
    }
}
