package dev.plumbline.job.source;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A partition as a source reads it, and how far its event time has come. Because both are checkpointed as one, the clock always
 * fits the position, and goes wherever the partition goes: to another task, another cluster, another parallelism.
 *
 * @param split the partition and its position
 * @param largestTime the largest event time of a valid record before that position, in epoch milliseconds;
 *     {@code Long.MIN_VALUE} if there was none
 * @param <S> the kind of split
 */
record ClockedSplit<S extends SourceSplit>(S split, long largestTime) implements SourceSplit {

    static final long NO_TIME = Long.MIN_VALUE;

    @Override
    public String splitId() {
        return split.splitId();
    }
}
