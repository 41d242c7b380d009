package dev.plumbline.job.delayed;

import dev.plumbline.job.memory.GeneratedLog;
import dev.plumbline.job.oracle.Logs;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** One topic of the logs, as Kafka hands its records over. */
record MemoryLog(Registry<Logs> logs, String topic) implements GeneratedLog.Records {

    int[] sizes() {
        int[] sizes = new int[logs.get().partitions(topic)];
        for (int partition = 0; partition < sizes.length; partition++) {
            sizes[partition] = logs.get().size(topic, partition);
        }
        return sizes;
    }

    @Override
    public ConsumerRecord<byte[], byte[]> at(int partition, int offset) {
        Logs.Sent sent = logs.get().at(topic, partition, offset);
        byte[] key = sent.key();
        byte[] value = sent.value();
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                sent.timestamp(),
                TimestampType.CREATE_TIME,
                key == null ? 0 : key.length,
                value == null ? 0 : value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
