package dev.plumbline.job.source;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.source.SeriesNames.KnownOrigin;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.Excerpt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the event time of one partition has come, and which names it has brought, and the one verdict on lateness and on the
 * number of series that follows from them, overflow slices included. Rejected records move no clock and bring no name. Plain Java,
 * not thread-safe.
 */
final class SplitClock {

    private final Lateness lateness;
    private final AdmittedNames names;
    private long largestTime;

    /**
     * Creates a clock.
     *
     * @param lateness the rule
     * @param names the names so far, which grow with what is judged
     * @param largestTime the largest event time so far, in epoch milliseconds; {@code ClockedSplit.NO_TIME} if there is none
     */
    SplitClock(Lateness lateness, AdmittedNames names, long largestTime) {
        this.lateness = lateness;
        this.names = names;
        this.largestTime = largestTime;
    }

    /**
     * Rejects a valid record if it is late, or if its model or version is one too many; otherwise moves the clock by it, and says
     * which of its slices are. Leaves the rejection of another record alone.
     */
    void judge(SourceRecord record) {
        if (record.isLabel()) {
            judgeLabel(record);
            return;
        }
        if (record.rejection() == null) {
            Prediction prediction = record.prediction();
            KnownOrigin origin = names.origin(prediction);
            Rejection rejection = verdict(prediction, origin);
            if (rejection == null) {
                largestTime = Math.max(largestTime, prediction.time());
                record.setOrigin(origin);
                record.setOverflow(names.admitSlices(prediction, origin));
            } else {
                record.reject(rejection, prediction.model());
            }
        }
        String model = record.model();
        record.setAdmitted(record.rejection() == null || (model != null && names.hasModel(model)));
    }

    /** Labels bring no series: what they name is looked for among what predictions have named. */
    private void judgeLabel(SourceRecord record) {
        if (record.rejection() != null) {
            return;
        }
        long time = record.time();
        if (isLate(time)) {
            record.reject(late(time), record.model());
        } else {
            largestTime = Math.max(largestTime, time);
        }
    }

    private boolean isLate(long time) {
        return time <= largestTime && lateness.isLate(time, largestTime);
    }

    private @Nullable Rejection verdict(Prediction prediction, KnownOrigin origin) {
        long time = prediction.time();
        if (isLate(time)) {
            return late(time);
        }
        int needed = names.admit(prediction, origin);
        return needed == 0 ? null : tooManySeries(prediction, needed);
    }

    /** Returns the largest event time of a valid record so far. */
    long largestTime() {
        return largestTime;
    }

    /** Returns the names that valid records have brought so far, but for overflow slices. */
    NameHashes names() {
        return names.snapshot();
    }

    /** Returns the overflow slices so far, and how many slices there are beside each. */
    SliceCounts slices() {
        return names.slices();
    }

    private Rejection tooManySeries(Prediction prediction, int needed) {
        return new Rejection(
                ReasonCode.TOO_MANY_SERIES,
                "",
                "The record of model \"" + Excerpt.printable(prediction.model()) + "\" needs " + needed
                        + (needed == 1 ? " new name" : " new names")
                        + " for its model and its version, overflow slices included, and its partition has brought "
                        + names.size() + " of the " + names.limit()
                        + " that limits.series allows; find out who invents names, or raise limits.series.");
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
