package dev.plumbline.bench.contender;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads assigned partitions from where they stand up to given ends, by position: transactions leave offsets without records.
 */
public final class BoundedReading {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;

    /**
     * A reading that has not begun.
     *
     * @param consumer with its partitions assigned and their positions set
     * @param ends the first offset of each partition that is not wanted
     */
    public BoundedReading(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.ends = ends;
    }

    /** Hands each record to the given consumer, those of a partition in their order. */
    public void forEach(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        while (!atEnd()) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            for (TopicPartition partition : polled.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    reader.accept(record);
                }
            }
        }
    }

    private boolean atEnd() {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }
}
