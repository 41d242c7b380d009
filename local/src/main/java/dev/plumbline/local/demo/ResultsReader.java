package dev.plumbline.local.demo;

import dev.plumbline.serde.report.FormatException;
import dev.plumbline.serde.report.ReportHeaders;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the job has committed to its two topics, as any consumer would: nothing that could still be taken back. */
final class ResultsReader implements AutoCloseable {
    /** Who wants to know. */
    interface Results {
        /** A window was published; {@code value} is the record's value as it stands in the topic. */
        void report(WindowReport report, int revision, byte[] key, byte[] value);

        /** A record was rejected, for the reason with this code. */
        void deadLetter(String reason);
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WindowReportDecoder decoder = new WindowReportDecoder();

    ResultsReader(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG, "plumbline-demo-results",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        Collection<TopicPartition> partitions =
                List.of(new TopicPartition(DemoPlan.REPORTS, 0), new TopicPartition(DemoPlan.DEAD_LETTERS, 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Hands on what is there, after waiting at most {@code limit} for something. */
    void poll(Duration limit, Results results) {
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(limit)) {
            if (read.topic().equals(DemoPlan.REPORTS)) {
                results.report(decode(read.value()), revision(read), read.key(), read.value());
            } else {
                results.deadLetter(text(read, "plumbline.reason"));
            }
        }
    }

    /** Hands on everything up to the present end of the topics. */
    void readToEnd(Results results) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(Duration.ofMillis(100), results);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private WindowReport decode(byte[] value) {
        try {
            return decoder.decode(value);
        } catch (FormatException e) {
            throw new IllegalStateException("the job wrote a report that cannot be read", e);
        }
    }

    private static int revision(ConsumerRecord<byte[], byte[]> read) {
        String text = text(read, ReportHeaders.REVISION);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static String text(ConsumerRecord<byte[], byte[]> read, String name) {
        Header header = read.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
