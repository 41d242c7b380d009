package dev.plumbline.job.source;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.time.Instant;

/**
 * How far the event time of one partition has come, and the one verdict on lateness that follows from it. Rejected records move
 * no clock. Plain Java, not thread-safe.
 */
final class SplitClock {

    private final Lateness lateness;
    private long largestTime;

    /**
     * Creates a clock.
     *
     * @param lateness the rule
     * @param largestTime the largest event time so far, in epoch milliseconds; {@code ClockedSplit.NO_TIME} if there is none
     */
    SplitClock(Lateness lateness, long largestTime) {
        this.lateness = lateness;
        this.largestTime = largestTime;
    }

    /** Moves the clock by a valid record, and rejects the record if it is late; leaves a rejected record alone. */
    void judge(SourceRecord record) {
        if (record.rejection() != null) {
            return;
        }
        long time = record.prediction().time();
        if (time > largestTime) {
            largestTime = time;
        } else if (lateness.isLate(time, largestTime)) {
            record.reject(late(time), record.model());
        }
    }

    /** Returns the largest event time of a valid record so far. */
    long largestTime() {
        return largestTime;
    }

    private Rejection late(long time) {
        return new Rejection(
                ReasonCode.LATE,
                "",
                "The record's time " + Instant.ofEpochMilli(time) + " lies " + (largestTime - time)
                        + " ms before the newest time of its partition, " + Instant.ofEpochMilli(largestTime)
                        + ", further than time.out_of_orderness (" + lateness.outOfOrderness()
                        + " ms) and time.allowed_lateness (" + lateness.allowedLateness()
                        + " ms) let its pane wait; raise one of them, or replay the topic.");
    }
}
