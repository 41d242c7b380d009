package dev.plumbline.serde.deadletter;

import dev.plumbline.serde.Rejection;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record that was not counted: its verdict, where it came from, and its untouched bytes. The arrays are not copied.
 *
 * @param rejection why
 * @param topic the topic, or the file's path
 * @param partition the partition; -1 for a file
 * @param offset the offset in the partition, or the byte at which the line starts in the file
 * @param timestamp the record's own timestamp in epoch milliseconds; {@link Long#MIN_VALUE} or any negative number for none
 * @param key the record's key; null for none
 * @param value the record's value; null for none
 * @param headers the record's own headers, in their order
 */
// Raw bytes travel by reference, and equality below looks at their content.
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
        Rejection rejection,
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {
    // Spelt out, because javac 17 leaves the annotations of arrays out of a compact constructor's class file.
    public DeadLetter(
            Rejection rejection,
            String topic,
            int partition,
            long offset,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Header> headers) {
        this.rejection = Objects.requireNonNull(rejection, "rejection");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.partition = partition;
        this.offset = offset;
        this.timestamp = timestamp;
        this.key = key;
        this.value = value;
        this.headers = List.copyOf(headers);
    }

    /** Equal by content, the bytes of key and value included. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeadLetter that
                && rejection.equals(that.rejection)
                && topic.equals(that.topic)
                && partition == that.partition
                && offset == that.offset
                && timestamp == that.timestamp
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && headers.equals(that.headers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                rejection, topic, partition, offset, timestamp, Arrays.hashCode(key), Arrays.hashCode(value), headers);
    }
}
