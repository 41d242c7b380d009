package dev.plumbline.job.source;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A partition as a source reads it, how far its event time has come, and which names it has brought. Because all are checkpointed
 * as one, the clock and the names always fit the position, and go wherever the partition goes: to another task, another cluster,
 * another parallelism.
 *
 * @param split the partition and its position
 * @param largestTime the largest event time of a valid record before that position, in epoch milliseconds;
 *     {@code Long.MIN_VALUE} if there was none
 * @param names the names that valid records before that position have brought, but for overflow slices
 * @param slices the overflow slices, and how many slices there are beside each
 * @param log the {@link LogIdentity identity} of the log that the position is in; {@link LogIdentity#UNKNOWN} if it is not known
 * @param <S> the kind of split
 */
record ClockedSplit<S extends SourceSplit>(S split, long largestTime, NameHashes names, SliceCounts slices, String log)
        implements SourceSplit {

    static final long NO_TIME = Long.MIN_VALUE;

    /** A partition that is read from its start. */
    static <S extends SourceSplit> ClockedSplit<S> unread(S split) {
        return new ClockedSplit<>(split, NO_TIME, NameHashes.NONE, SliceCounts.NONE, LogIdentity.UNKNOWN);
    }

    @Override
    public String splitId() {
        return split.splitId();
    }
}
