package dev.plumbline.job.config;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An offset for each of some partitions, at least one. In text: {@code topic:0=100,topic:1=250}, or {@code 0=100,1=250} where
 * only one topic can be meant.
 *
 * @param byPartition offsets, not negative; unmodifiable
 */
public record PartitionOffsets(SortedMap<Partition, Long> byPartition) implements Serializable {
    /** How it is written, for messages. */
    static final String FORM = "offsets such as 0=100,1=250, or topic:0=100 with several topics";

    private static final Pattern ENTRY = Pattern.compile("(?:([A-Za-z0-9._-]+):)?([0-9]{1,9})=([0-9]{1,18})");

    /** Copies the map. */
    public PartitionOffsets {
        byPartition = Collections.unmodifiableSortedMap(new TreeMap<>(byPartition));
    }

    /** Whether the text is meant to be offsets, right or wrong. */
    static boolean isMeant(String text) {
        return text.contains("=");
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException with the reason and the way out
     */
    public static PartitionOffsets parse(String text) {
        SortedMap<Partition, Long> offsets = new TreeMap<>();
        for (String entry : text.split(",", -1)) {
            Matcher matcher = ENTRY.matcher(entry.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("is not a list of offsets; write " + FORM);
            }
            String topic = matcher.group(1) == null ? "" : matcher.group(1);
            Partition partition = new Partition(topic, Integer.parseInt(matcher.group(2)));
            if (offsets.put(partition, Long.parseLong(matcher.group(3))) != null) {
                throw new IllegalArgumentException("names partition " + partition + " twice; keep one of them");
            }
        }
        return new PartitionOffsets(offsets);
    }

    /**
     * The same with a topic for every partition.
     *
     * @param topics what is read
     * @throws IllegalArgumentException with the reason and the way out, if a partition belongs to none of them
     */
    PartitionOffsets within(List<String> topics) {
        SortedMap<Partition, Long> offsets = new TreeMap<>();
        for (Map.Entry<Partition, Long> entry : byPartition.entrySet()) {
            String topic = entry.getKey().topic();
            if (topic.isEmpty() && topics.size() > 1) {
                throw new IllegalArgumentException("leaves open which of the topics " + String.join(", ", topics)
                        + " is meant; write topic:partition=offset");
            }
            if (!topic.isEmpty() && !topics.contains(topic)) {
                throw new IllegalArgumentException(
                        "names the topic " + topic + ", which is not read; topics are " + String.join(", ", topics));
            }
            Partition partition = new Partition(
                    topic.isEmpty() ? topics.get(0) : topic, entry.getKey().number());
            if (offsets.put(partition, entry.getValue()) != null) {
                throw new IllegalArgumentException("names partition " + partition + " twice; keep one of them");
            }
        }
        return new PartitionOffsets(offsets);
    }

    /** Those whose topic passes, which is empty where none is said; empty if none does. */
    Optional<PartitionOffsets> of(Predicate<String> topics) {
        SortedMap<Partition, Long> some = new TreeMap<>(byPartition);
        some.keySet().removeIf(partition -> !topics.test(partition.topic()));
        return some.isEmpty() ? Optional.empty() : Optional.of(new PartitionOffsets(some));
    }

    /** The text form, with topics, in the order of the partitions. */
    @Override
    public String toString() {
        return byPartition.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
