package dev.plumbline.bench.latency;

import dev.plumbline.bench.topic.RecordStream;
import dev.plumbline.bench.topic.TopicException;
import dev.plumbline.bench.topic.TopicPlan;
import dev.plumbline.bench.topic.TopicWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends records at a steady rate, in a thread of its own; the event time of each is the moment in which it is sent. */
final class PacedTraffic implements AutoCloseable {
    // A batch that waits for more would be a part of every latency.
    private static final int LINGER_MS = 2;
    private static final Duration TICK = Duration.ofMillis(1);

    private final TopicPlan plan;
    private final int recordsPerSecond;
    private final String brokers;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::send, "bench-traffic");
    private final long begun = System.nanoTime();
    private volatile boolean ended;
    private volatile long sent;

    private PacedTraffic(String brokers, TopicPlan plan, int recordsPerSecond) {
        this.brokers = brokers;
        this.plan = plan;
        this.recordsPerSecond = recordsPerSecond;
    }

    /** Begins to send records of a plan; its time and their number play no role. */
    static PacedTraffic start(String brokers, TopicPlan plan, int recordsPerSecond) {
        PacedTraffic traffic = new PacedTraffic(brokers, plan, recordsPerSecond);
        traffic.thread.setDaemon(true);
        traffic.thread.start();
        return traffic;
    }

    /** How many records were sent per second so far. */
    double rate() {
        return sent / ((System.nanoTime() - begun) / 1e9);
    }

    /**
     * Says so if a record could not be sent.
     *
     * @throws TopicException with the reason
     */
    void check() {
        @Nullable Exception failed = failure.get();
        if (failed != null) {
            throw new TopicException("the traffic could not be sent: " + failed.getMessage(), failed);
        }
    }

    private void send() {
        List<RecordStream> streams = IntStream.range(0, plan.partitions())
                .mapToObj(partition -> new RecordStream(plan, partition))
                .toList();
        try (KafkaProducer<byte[], byte[]> producer = TopicWriter.producer(brokers, LINGER_MS)) {
            while (!ended && failure.get() == null) {
                long due = (long) ((System.nanoTime() - begun) / 1e9 * recordsPerSecond);
                long now = System.currentTimeMillis();
                for (long next = sent; next < due; next++) {
                    int partition = (int) (next % streams.size());
                    send(producer, partition, now, streams.get(partition).nextAt(now));
                }
                sent = due;
                LockSupport.parkNanos(TICK.toNanos());
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int partition, long time, byte[] value) {
        // The callback sees what becomes of it.
        var unused = producer.send(
                new ProducerRecord<>(plan.name(), partition, time, null, value), (metadata, exception) -> {
                    if (exception != null) {
                        failure.compareAndSet(null, exception);
                    }
                });
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
