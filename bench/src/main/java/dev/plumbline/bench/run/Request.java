package dev.plumbline.bench.run;

import dev.plumbline.bench.contender.Task;

/**
 * What the parent asks of a child, a line of JSON on its standard input.
 *
 * @param action what to do
 * @param task what about
 */
record Request(Action action, Task task) {
    /** What a child can do. */
    enum Action {
        /** One pass from the first record to the end. */
        PASS,
        /** Begin a job that does not end. */
        START,
        /** End the job that was begun. */
        STOP
    }
}
