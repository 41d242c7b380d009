package dev.plumbline.job.preflight;

import dev.plumbline.job.config.Partition;
import dev.plumbline.job.config.SourceConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topics of a source, as its brokers tell. */
final class KafkaLog implements PartitionLog {

    private final String section;
    private final SourceConfig.Kafka source;
    private final Duration patience;
    private final Admin admin;
    private final List<TopicPartition> partitions;
    private final long now;
    private final SortedMap<Partition, Bounds> bounds = new TreeMap<>();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    private KafkaLog(String section, SourceConfig.Kafka source, Duration patience, Admin admin) {
        this.section = section;
        this.source = source;
        this.patience = patience;
        this.admin = admin;
        this.partitions = await(admin.describeTopics(source.topics()).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        // Before the ends, so that what comes in meanwhile is not taken for covered.
        this.now = System.currentTimeMillis();
        Map<Partition, Long> first = offsets(OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
        Map<Partition, Long> end = offsets(OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
        // Asked for last: what is written meanwhile would look like a transaction that holds it back.
        Map<Partition, Long> stable = offsets(OffsetSpec.latest(), isolation());
        first.forEach((partition, offset) -> {
            long last = end.getOrDefault(partition, offset);
            bounds.put(partition, new Bounds(offset, Math.min(stable.getOrDefault(partition, offset), last), last));
        });
    }

    /**
     * Connects to the brokers and looks at the ends of the partitions.
     *
     * @param section the source's place in the configuration
     * @param source the source
     * @param patience how long to wait for each answer
     * @throws PreflightException if they do not answer
     */
    static KafkaLog open(String section, SourceConfig.Kafka source, Duration patience) {
        Properties properties = source.properties().toProperties();
        properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, source.bootstrapServers());
        Admin admin = null;
        try {
            admin = Admin.create(properties);
            return new KafkaLog(section, source, patience, admin);
        } catch (KafkaException e) {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
            throw failed(section, source, e);
        }
    }

    @Override
    public SortedMap<Partition, Bounds> bounds() {
        return bounds;
    }

    @Override
    public Map<Partition, Long> firstSince(Instant time) {
        return offsets(OffsetSpec.forTimestamp(time.toEpochMilli()), isolation());
    }

    @Override
    public Map<Partition, Long> committed() {
        Map<Partition, Long> committed = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> known =
                ask(admin.listConsumerGroupOffsets(source.groupId()).partitionsToOffsetAndMetadata());
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = known.get(partition);
            if (offset != null) {
                committed.put(of(partition), offset.offset());
            }
        }
        return committed;
    }

    @Override
    public OptionalLong timeAt(Partition partition, long offset) {
        Bounds known = bounds.get(partition);
        if (known == null || offset >= known.end()) {
            return OptionalLong.empty();
        }
        TopicPartition where = new TopicPartition(partition.topic(), partition.number());
        try {
            KafkaConsumer<byte[], byte[]> reader = consumer();
            reader.assign(List.of(where));
            reader.seek(where, offset);
            long deadline = System.nanoTime() + patience.toNanos();
            while (reader.position(where) < known.end() && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                    return OptionalLong.of(record.timestamp());
                }
            }
            return OptionalLong.empty();
        } catch (KafkaException e) {
            throw failed(section, source, e);
        }
    }

    @Override
    public long now() {
        return now;
    }

    /** Reads records of open and aborted transactions too: they tell the time as well as any. */
    private KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open == null) {
            Properties properties = source.properties().toProperties();
            properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, source.bootstrapServers());
            properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
            properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
            properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
            open = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer = open;
        }
        return open;
    }

    private IsolationLevel isolation() {
        String level = source.properties()
                .asMap()
                .getOrDefault(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .toUpperCase(Locale.ROOT);
        return level.equals(IsolationLevel.READ_UNCOMMITTED.name())
                ? IsolationLevel.READ_UNCOMMITTED
                : IsolationLevel.READ_COMMITTED;
    }

    private Map<Partition, Long> offsets(OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        Map<Partition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> answer : ask(admin.listOffsets(
                                asked, new ListOffsetsOptions(isolation))
                        .all())
                .entrySet()) {
            // A time after the newest record is answered with -1.
            if (answer.getValue().offset() >= 0) {
                offsets.put(of(answer.getKey()), answer.getValue().offset());
            }
        }
        return offsets;
    }

    private static Partition of(TopicPartition partition) {
        return new Partition(partition.topic(), partition.partition());
    }

    private <T> T ask(KafkaFuture<T> future) {
        try {
            return await(future);
        } catch (KafkaException e) {
            throw failed(section, source, e);
        }
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for Kafka", e);
        }
    }

    private static PreflightException failed(String section, SourceConfig.Kafka source, KafkaException cause) {
        return new PreflightException(List.of(section + ": where the range begins and ends in the topics "
                + String.join(", ", source.topics()) + " cannot be found out at " + source.bootstrapServers()
                + ": " + cause.getMessage() + "; ./plumbline validate says what is missing."));
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
        admin.close(Duration.ZERO);
    }
}
