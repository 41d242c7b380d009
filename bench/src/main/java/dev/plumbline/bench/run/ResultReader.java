package dev.plumbline.bench.run;

import dev.plumbline.bench.contender.BoundedReading;
import dev.plumbline.bench.contender.ContenderKind;
import dev.plumbline.bench.contender.PeerRow;
import dev.plumbline.bench.contender.Task;
import dev.plumbline.bench.result.Found;
import dev.plumbline.bench.result.Sums;
import dev.plumbline.bench.result.WindowKey;
import dev.plumbline.bench.scenario.Entry;
import dev.plumbline.serde.report.FormatException;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what a contender has delivered. */
final class ResultReader {
    private final String brokers;

    ResultReader(String brokers) {
        this.brokers = brokers;
    }

    /** All results of the pass whose results went to the given place. */
    Found read(Entry entry, String place) {
        Map<WindowKey, Sums> rows = new HashMap<>();
        if (!entry.kind().deliversToTopic()) {
            try {
                for (String line : Files.readAllLines(Path.of(place))) {
                    add(rows, entry, line.getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the results of " + entry.name() + " cannot be read", e);
            }
            return new Found(rows, 0);
        }
        if (entry.kind() != ContenderKind.PLUMBLINE) {
            forEach(place, record -> add(rows, entry, record.value()));
            return new Found(rows, 0);
        }
        WindowReportDecoder decoder = new WindowReportDecoder();
        forEach(place, record -> add(rows, decoder, record.value()));
        AtomicLong deadLetters = new AtomicLong();
        forEach(place + Task.DEAD_LETTERS, record -> deadLetters.incrementAndGet());
        return new Found(rows, deadLetters.get());
    }

    private static void add(Map<WindowKey, Sums> rows, Entry entry, byte[] json) {
        PeerRow row = PeerRow.of(json);
        String spec = entry.kind() == ContenderKind.RAW
                ? "tumbling ever"
                : entry.window().spec();
        rows.put(
                new WindowKey(row.model(), spec, row.windowStart()),
                new Sums(row.records(), row.weightedSum(), row.weightCount()));
    }

    /** A later revision of a window takes the place of an earlier one: both have one key, and so one partition. */
    private static void add(Map<WindowKey, Sums> rows, WindowReportDecoder decoder, byte[] value) {
        try {
            WindowReport report = decoder.decode(value);
            if (report.slice().isEmpty()) {
                rows.put(
                        new WindowKey(report.model(), windows(report), report.start()),
                        new Sums(
                                report.records(),
                                report.result().weightedSum(),
                                report.result().weightCount()));
            }
        } catch (FormatException e) {
            throw new IllegalStateException("a report cannot be read", e);
        }
    }

    /** The windows of a cumulative specification start together, and differ by their ends. */
    private static String windows(WindowReport report) {
        return report.window().startsWith("cumulative") ? report.window() + " to " + report.end() : report.window();
    }

    private void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(brokers)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            new BoundedReading(consumer, consumer.endOffsets(partitions)).forEach(reader);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String brokers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
