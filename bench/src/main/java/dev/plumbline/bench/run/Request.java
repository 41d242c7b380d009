package dev.plumbline.bench.run;

import dev.plumbline.bench.contender.Task;

/**
 * What the parent asks of a child, a line of JSON on its standard input.
 *
 * @param action what to do
 * @param task what about
 * @param watermark where event time must have come to before anything is measured, in epoch milliseconds; 0 where it plays no role
 */
record Request(Action action, Task task, long watermark) {
    Request(Action action, Task task) {
        this(action, task, 0);
    }

    /** What a child can do. */
    enum Action {
        /** One pass from the first record to the end. */
        PASS,
        /** Begin a job that does not end. */
        START,
        /** End the job that was begun. */
        STOP,
        /** Read what there is, and measure what is held then. */
        HOLD
    }
}
