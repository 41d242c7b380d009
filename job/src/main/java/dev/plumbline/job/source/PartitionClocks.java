package dev.plumbline.job.source;

import dev.plumbline.job.flow.PartitionClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far event time has come in each partition of the log. Whether a record is late is a question to its own partition's
 * clock alone, so that parallelism, interleaving and replay never change the answer.
 *
 * <p>Plain Java, not thread-safe. Times are epoch milliseconds.
 */
final class PartitionClocks {

    private final Map<String, Map<Integer, Clock>> clocks = new HashMap<>();

    // Records of one partition come in runs, so the last clock is mostly the next one.
    private String lastTopic = "";
    private int lastPartition = Integer.MIN_VALUE;
    private Clock lastClock = new Clock();

    private static final class Clock {
        private long largestTime = Long.MIN_VALUE;
    }

    /**
     * Moves the clock of a partition forward; an earlier time leaves it where it is.
     *
     * @return the largest event time seen in the partition, this one included
     */
    long advance(String topic, int partition, long time) {
        Clock clock = clock(topic, partition);
        if (time > clock.largestTime) {
            clock.largestTime = time;
        }
        return clock.largestTime;
    }

    /** Returns all clocks, for a checkpoint. */
    List<PartitionClock> snapshot() {
        List<PartitionClock> snapshot = new ArrayList<>();
        clocks.forEach((topic, partitions) -> partitions.forEach(
                (partition, clock) -> snapshot.add(new PartitionClock(topic, partition, clock.largestTime))));
        return snapshot;
    }

    /** Takes clocks from checkpoints, in any order and number; the largest time of each partition counts. */
    void restore(Iterable<PartitionClock> snapshots) {
        for (PartitionClock clock : snapshots) {
            advance(clock.topic(), clock.partition(), clock.largestTime());
        }
    }

    private Clock clock(String topic, int partition) {
        if (partition != lastPartition || !topic.equals(lastTopic)) {
            lastClock =
                    clocks.computeIfAbsent(topic, t -> new HashMap<>()).computeIfAbsent(partition, p -> new Clock());
            lastTopic = topic;
            lastPartition = partition;
        }
        return lastClock;
    }
}
