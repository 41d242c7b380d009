package dev.plumbline.job.source;

/**
 * How much of the limit on series the partition of a task uses that uses most. Written by the task's thread, read by that of the
 * metrics. It never falls: names are never forgotten.
 */
final class SeriesShare {

    private final int limit;
    private volatile int most;

    SeriesShare(SeriesLimit limit) {
        this.limit = limit.names();
    }

    /** Takes note of the number of names of a partition. */
    void report(int names) {
        if (names > most) {
            most = names;
        }
    }

    /** Returns the share, from 0 to 1; more if the limit was lowered. */
    double share() {
        return (double) most / limit;
    }
}
