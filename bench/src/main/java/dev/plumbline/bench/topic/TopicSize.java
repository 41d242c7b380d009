package dev.plumbline.bench.topic;

/**
 * How much a topic holds.
 *
 * @param records how many records, over all partitions
 * @param bytes how many bytes their values have together
 */
public record TopicSize(long records, long bytes) {
    /** An empty topic's. */
    public static final TopicSize NOTHING = new TopicSize(0, 0);

    /** What both hold together. */
    public TopicSize plus(TopicSize other) {
        return new TopicSize(records + other.records, bytes + other.bytes);
    }
}
