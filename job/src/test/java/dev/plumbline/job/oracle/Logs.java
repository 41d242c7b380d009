package dev.plumbline.job.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log of predictions and one of labels, each in partitions. */
public interface Logs {

    /** The topic of the predictions. */
    String PREDICTIONS = "predictions";

    /** The topic of the labels. */
    String LABELS = "labels";

    /** Both topics. */
    List<String> TOPICS = List.of(PREDICTIONS, LABELS);

    /**
     * A record of a log.
     *
     * @param timestamp of the log, in epoch milliseconds
     * @param key null for none
     * @param value null for none
     */
    // Read, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Sent(long timestamp, byte @Nullable [] key, byte @Nullable [] value) {}

    /** How many partitions a topic has. */
    int partitions(String topic);

    /** How many records a partition has. */
    int size(String topic, int partition);

    /** The record of a place. */
    Sent at(String topic, int partition, int offset);

    /** A number from 0 that is the same for all records of one id, so that not all have to be in memory at once; below {@link #shares}. */
    default int share(String topic, int partition, int offset) {
        return 0;
    }

    /** How many such numbers there are. */
    default int shares() {
        return 1;
    }
}
