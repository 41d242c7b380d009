package dev.plumbline.job.config;

import java.io.Serializable;
import java.time.Instant;

/** Where reading a topic ends; anything but {@link Never} makes a bounded job that finishes. */
public sealed interface StopPosition extends Serializable {
    /** The job runs until it is stopped. */
    record Never() implements StopPosition {}

    /** The end of the topic as it is when the job starts. */
    record Latest() implements StopPosition {}

    /**
     * The first record whose Kafka timestamp is not before the given time; that record is not read.
     *
     * @param time whole milliseconds, not before 1970
     */
    record At(Instant time) implements StopPosition {}

    /**
     * Offsets: the first record that is not read, per partition; a partition that is not named is read to its end as it is when
     * the job starts.
     *
     * @param offsets the offsets
     */
    record AtOffsets(PartitionOffsets offsets) implements StopPosition {}
}
