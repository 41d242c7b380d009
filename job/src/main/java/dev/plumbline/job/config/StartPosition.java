package dev.plumbline.job.config;

import java.io.Serializable;
import java.time.Instant;

/** Where reading a topic begins, on the first start; after a restore the checkpoint decides. */
public sealed interface StartPosition extends Serializable {
    /** The oldest record that the topic still holds. */
    record Earliest() implements StartPosition {}

    /** Only records that arrive after the start. */
    record Latest() implements StartPosition {}

    /** The offsets committed for the consumer group; where there are none, the oldest record. */
    record Committed() implements StartPosition {}

    /**
     * The first record whose Kafka timestamp is not before the given time.
     *
     * @param time whole milliseconds, not before 1970
     */
    record At(Instant time) implements StartPosition {}

    /**
     * Offsets: the first record to read, per partition; a partition that is not named is read from its oldest record.
     *
     * @param offsets the offsets
     */
    record AtOffsets(PartitionOffsets offsets) implements StartPosition {}
}
