package dev.plumbline.local.demo;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.engine.Causes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends traffic to the broker, and counts what the broker acknowledged. */
final class TrafficProducer implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, LongAdder> acknowledged = new ConcurrentHashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    TrafficProducer(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "plumbline-demo-traffic",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        1 << 16),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends the record; it counts when the broker has it. */
    void send(DemoRecord sent) {
        // The callback sees what becomes of it.
        var unused = producer.send(
                new ProducerRecord<>(sent.topic(), sent.partition(), sent.timestamp(), null, sent.value()),
                (metadata, exception) -> {
                    if (exception == null) {
                        acknowledged
                                .computeIfAbsent(sent.topic(), topic -> new LongAdder())
                                .increment();
                    } else {
                        failure.compareAndSet(null, exception);
                    }
                });
    }

    /** Waits until the broker has everything that was sent. */
    void flush() {
        producer.flush();
        check();
    }

    /** The number of records that the broker has. */
    long acknowledged() {
        return acknowledged.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many of them are in a topic. */
    long acknowledged(String topic) {
        LongAdder records = acknowledged.get(topic);
        return records == null ? 0 : records.sum();
    }

    /**
     * Says so if a record could not be sent.
     *
     * @throws UserError with the reason
     */
    void check() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new UserError(
                    ExitCode.FAILED, "the demo could not send its records: " + Causes.sentence(failed), failed);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }
}
