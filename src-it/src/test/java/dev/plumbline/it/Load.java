package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A steady producer: a seeded stream of predictions, written at an even rate over all partitions while things break around it. Most
 * are in order give or take a second, a few come so late that they revise a window or are too late, a few are broken. Event time
 * runs faster than the clock on the wall, so that windows close all the time.
 */
final class Load implements AutoCloseable {

    /** The header of a broken record: the reason that it must be refused for. */
    static final String EXPECTED = "expected";

    /** The model of the records that come last and close all windows of the others. */
    static final String CLOSING = "closing";

    /** From one record to the next, in event time: at 400 records a second, ten seconds pass in one. */
    private static final long STEP = 25;

    private static final long CLOSING_DISTANCE = 3_600_000;
    private static final long SECOND = 1_000_000_000;

    private final String topic;
    private final int perSecond;
    private final Random random;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;
    private volatile int partitions;
    private long written;

    private Load(String bootstrapServers, String topic, int partitions, int perSecond, long seed, long first) {
        this.topic = topic;
        this.partitions = partitions;
        this.perSecond = perSecond;
        this.random = new Random(seed);
        this.written = first;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "enable.idempotence", true,
                        "linger.ms", 5,
                        "reconnect.backoff.max.ms", 500,
                        // A batch in flight while the broker is killed may never get in; do not wait two minutes for
                        // it.
                        "request.timeout.ms", 5_000,
                        "delivery.timeout.ms", 30_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.thread = new Thread(this::write, "load on " + topic);
    }

    /**
     * Starts to write.
     *
     * @param perSecond how many records in a second
     * @param first how many records were written before, by a load that this one goes on from; 0 for a new stream
     */
    static Load start(String bootstrapServers, String topic, int partitions, int perSecond, long seed, long first) {
        Load load = new Load(bootstrapServers, topic, partitions, perSecond, seed, first);
        load.thread.start();
        return load;
    }

    /** Ends the stream, and returns when every record is acknowledged or given up. */
    void stop() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the load was ending", e);
        }
        producer.flush();
    }

    /** Ends the stream and writes to each partition one record from so much later that everything before is final. */
    void stopAndCloseWindows() {
        stop();
        for (int partition = 0; partition < partitions; partition++) {
            Event event = new Event(CLOSING, "", now() + CLOSING_DISTANCE, 1, 0.5, 1);
            send(Event.record(topic, partition, event.time(), event.json()));
        }
        producer.flush();
    }

    /** Writes to this many partitions from now on. */
    void spreadOver(int count) {
        partitions = count;
    }

    /** How many records were handed to the producer since the beginning of the stream. */
    long written() {
        return written;
    }

    /** Where the broker has confirmed to hold records of this load, in the form {@code partition@offset}; asked when it has stopped. */
    Set<String> acknowledged() {
        Set<String> places = new HashSet<>();
        for (Future<RecordMetadata> future : sent) {
            try {
                RecordMetadata place = future.get();
                places.add(place.partition() + "@" + place.offset());
            } catch (ExecutionException givenUp) {
                // It may be in the topic or not: it is only not among those that must be.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while looking at acknowledgements", e);
            }
        }
        return places;
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        producer.close(Duration.ZERO);
    }

    private void write() {
        long began = System.nanoTime();
        for (long i = 0; !stopped; i++) {
            long due = began + i * SECOND / perSecond;
            for (long left = due - System.nanoTime(); left > 0 && !stopped; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            try {
                send(next((int) (written % partitions)));
            } catch (InterruptException | IllegalStateException e) {
                if (stopped) {
                    return;
                }
                throw e;
            }
            written++;
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        sent.add(producer.send(record));
    }

    private long now() {
        return Event.MIDNIGHT + written * STEP;
    }

    private ProducerRecord<byte[], byte[]> next(int partition) {
        int kind = random.nextInt(100);
        if (kind == 0) {
            return broken(partition);
        }
        long delay = kind < 4 ? random.nextInt(60_000) : random.nextInt(1_000);
        double probability = random.nextDouble();
        Event event = new Event(
                random.nextBoolean() ? "ctr" : "churn",
                random.nextBoolean() ? "1" : "2",
                now() - delay,
                random.nextDouble() < probability ? 1 : 0,
                probability,
                0.25 * (1 + random.nextInt(8)));
        return Event.record(topic, partition, event.time(), event.json());
    }

    private ProducerRecord<byte[], byte[]> broken(int partition) {
        String reason;
        String value;
        if (random.nextBoolean()) {
            reason = "not_json";
            value = "{\"model\":\"ctr\",\"y_pred\":0.";
        } else {
            reason = "prediction_out_of_range";
            value = new Event("ctr", "1", now(), 1, 1.5, 1).json();
        }
        return new ProducerRecord<>(
                topic,
                partition,
                now(),
                null,
                value.getBytes(UTF_8),
                List.of(new RecordHeader(EXPECTED, reason.getBytes(UTF_8))));
    }
}
