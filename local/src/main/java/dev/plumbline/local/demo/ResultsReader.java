package dev.plumbline.local.demo;

import dev.plumbline.serde.report.FormatException;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.LedgerDecoder;
import dev.plumbline.serde.report.ReportHeaders;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the jobs have committed to their topics, as any consumer would: nothing that could still be taken back. */
final class ResultsReader implements AutoCloseable {
    /** Who wants to know. */
    interface Results {
        /** A window was published; {@code value} is the record's value as it stands in the topic. */
        void report(WindowReport report, int revision, byte[] key, byte[] value);

        /** A record was rejected, for the reason with this code. */
        void deadLetter(DemoJob job, String reason);

        /** An account of a ledger was published; the last one counts. */
        default void balance(DemoJob job, LedgerBalance balance) {}
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WindowReportDecoder reports = new WindowReportDecoder();
    private final LedgerDecoder balances = new LedgerDecoder();

    ResultsReader(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG, "plumbline-demo-results",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        Collection<TopicPartition> partitions = Stream.concat(
                        Stream.of(DemoPlan.REPORTS),
                        Arrays.stream(DemoJob.values()).flatMap(job -> Stream.of(job.deadLetters(), job.ledger())))
                .map(topic -> new TopicPartition(topic, 0))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Hands on what is there, after waiting at most {@code limit} for something. */
    void poll(Duration limit, Results results) {
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(limit)) {
            try {
                hand(read, results);
            } catch (FormatException e) {
                throw new IllegalStateException("the job wrote a record that cannot be read", e);
            }
        }
    }

    private void hand(ConsumerRecord<byte[], byte[]> read, Results results) throws FormatException {
        if (read.topic().equals(DemoPlan.REPORTS)) {
            results.report(reports.decode(read.value()), revision(read), read.key(), read.value());
        }
        for (DemoJob job : DemoJob.values()) {
            if (read.topic().equals(job.ledger())) {
                results.balance(job, balances.decode(read.value()));
            } else if (read.topic().equals(job.deadLetters())) {
                results.deadLetter(job, text(read, "plumbline.reason"));
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

    private static int revision(ConsumerRecord<byte[], byte[]> read) {
        String text = text(read, ReportHeaders.REVISION);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static String text(ConsumerRecord<byte[], byte[]> read, String name) {
        Header header = read.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
