package dev.plumbline.bench.topic;

/**
 * How much a topic holds.
 *
 * @param records how many records, over all partitions
 * @param bytes how many bytes their values have together
 */
public record TopicSize(long records, long bytes) {}
