package dev.plumbline.job.config;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A partition of a topic; ordered by topic, then by number.
 *
 * @param topic the topic's name; empty in what a user wrote without one
 * @param number from 0
 */
public record Partition(String topic, int number) implements Comparable<Partition>, Serializable {
    private static final Comparator<Partition> ORDER =
            Comparator.comparing(Partition::topic).thenComparingInt(Partition::number);

    @Override
    public int compareTo(Partition other) {
        return ORDER.compare(this, other);
    }

    /** {@code topic:number}, or the number alone without a topic. */
    @Override
    public String toString() {
        return topic.isEmpty() ? Integer.toString(number) : topic + ":" + number;
    }
}
