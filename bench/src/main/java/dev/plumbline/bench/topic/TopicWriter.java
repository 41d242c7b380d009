package dev.plumbline.bench.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills topics, a producer per partition and as many at a time as there are processors. */
public final class TopicWriter {
    private static final int LINGER_MS = 50;

    private final String brokers;
    private volatile boolean cancelled;

    /** A writer to the given brokers. */
    public TopicWriter(String brokers) {
        this.brokers = brokers;
    }

    /**
     * Writes all records of a plan to its topic, which exists and is empty, and waits until the broker has them.
     *
     * @throws TopicException if one of them could not be written
     */
    public TopicSize write(Plan plan) {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(plan.partitions(), Runtime.getRuntime().availableProcessors()));
        try {
            List<Future<TopicSize>> partitions = new ArrayList<>();
            for (int i = 0; i < plan.partitions(); i++) {
                int partition = i;
                partitions.add(threads.submit(() -> writePartition(plan, partition)));
            }
            TopicSize size = TopicSize.NOTHING;
            for (Future<TopicSize> partition : partitions) {
                size = size.plus(partition.get());
            }
            return size;
        } catch (ExecutionException e) {
            throw new TopicException("the topic " + plan.name() + " could not be written: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("interrupted while the topic " + plan.name() + " was written", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Stops writing, for good; what is being written stays as it is. From any thread. */
    public void cancel() {
        cancelled = true;
    }

    private TopicSize writePartition(Plan plan, int partition) {
        Records stream = plan.stream(partition);
        AtomicReference<Exception> failure = new AtomicReference<>();
        long records = 0;
        long bytes = 0;
        try (KafkaProducer<byte[], byte[]> producer = producer(brokers, LINGER_MS)) {
            while (stream.hasNext() && failure.get() == null && !cancelled) {
                byte[] value = stream.next();
                records++;
                bytes += value.length;
                // The callback sees what becomes of it.
                var unused = producer.send(
                        new ProducerRecord<>(plan.name(), partition, stream.timestamp(), null, value),
                        (metadata, exception) -> {
                            if (exception != null) {
                                failure.compareAndSet(null, exception);
                            }
                        });
            }
            producer.flush();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new TopicException("partition " + partition + ": " + failed.getMessage(), failed);
        }
        return new TopicSize(records, bytes);
    }

    /**
     * A producer of big, uncompressed batches: what the readers shall spend their time on is the records.
     *
     * @param lingerMillis how long a batch waits for more, in milliseconds
     */
    public static KafkaProducer<byte[], byte[]> producer(String brokers, int lingerMillis) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "none",
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        512 * 1024,
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMillis,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        64L * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
