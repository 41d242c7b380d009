package dev.plumbline.job.preflight;

import dev.plumbline.job.config.Partition;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;

/** What has to be known of topics to find a range in them; all times are Kafka's, in epoch milliseconds. */
interface PartitionLog extends AutoCloseable {

    /**
     * How far a partition goes.
     *
     * @param first the oldest offset that it still holds
     * @param stable the first offset that a reader does not get: the end, or the begin of an open transaction
     * @param end the offset that the next record will get
     */
    record Bounds(long first, long stable, long end) {
        /** Whether records of the partition have been deleted. */
        boolean lostSome() {
            return first > 0;
        }

        /** Whether it holds nothing. */
        boolean isEmpty() {
            return first == end;
        }
    }

    /** The bounds of every partition of the topics. */
    SortedMap<Partition, Bounds> bounds();

    /** By partition, the first offset of a record that is not older; partitions without one are left out. */
    Map<Partition, Long> firstSince(Instant time);

    /** By partition, the offsets that were committed for the source's consumer group; the others are left out. */
    Map<Partition, Long> committed();

    /** The time of the first record at an offset or after it; empty if there is none. */
    OptionalLong timeAt(Partition partition, long offset);

    /** The time at which {@link #bounds()} was answered. */
    long now();

    @Override
    void close();
}
