package dev.plumbline.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Plain consumers in threads, each with some of the partitions and a worker of its own; no engine. */
final class PlainContender implements Contender {

    /** Makes the worker of one thread. */
    interface Workers {
        PlainWorker create(Task task);
    }

    private final Workers workers;

    PlainContender(Workers workers) {
        this.workers = workers;
    }

    @Override
    public Pass run(Task task, Runnable ready) throws Exception {
        long asked = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(task.parallelism());
        CountDownLatch assigned = new CountDownLatch(task.parallelism());
        CountDownLatch go = new CountDownLatch(1);
        try {
            List<Future<PlainWorker>> running = new ArrayList<>();
            for (int i = 0; i < task.parallelism(); i++) {
                int thread = i;
                running.add(threads.submit(() -> read(task, thread, assigned, go)));
            }
            assigned.await();
            ready.run();
            long begun = System.nanoTime();
            go.countDown();
            List<PlainWorker> done = new ArrayList<>();
            for (Future<PlainWorker> worker : running) {
                done.add(worker.get());
            }
            PlainWorker total = done.get(0);
            done.stream().skip(1).forEach(total::merge);
            deliver(total, Path.of(task.output()));
            return new Pass((System.nanoTime() - begun) / 1e9, (begun - asked) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    private PlainWorker read(Task task, int thread, CountDownLatch assigned, CountDownLatch go) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(task)) {
            PlainWorker worker = workers.create(task);
            Map<TopicPartition, Long> ends = assign(consumer, task, thread);
            assigned.countDown();
            go.await();
            new BoundedReading(consumer, ends).forEach(worker::add);
            return worker;
        } finally {
            // Whoever waits for a thread that failed shall get to its failure.
            assigned.countDown();
        }
    }

    private static Map<TopicPartition, Long> assign(KafkaConsumer<byte[], byte[]> consumer, Task task, int thread) {
        List<TopicPartition> mine = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(task.topic())) {
            if (partition.partition() % task.parallelism() == thread) {
                mine.add(new TopicPartition(task.topic(), partition.partition()));
            }
        }
        consumer.assign(mine);
        consumer.seekToBeginning(mine);
        mine.forEach(consumer::position);
        return new HashMap<>(consumer.endOffsets(mine));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Task task) {
        Properties properties = new Properties();
        properties.putAll(ConsumerSettings.all());
        properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, task.brokers());
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static void deliver(PlainWorker worker, Path file) throws IOException {
        Files.write(file, worker.rows().stream().map(PeerRow::toJson).toList());
    }

    @Override
    public void close() {
        // Nothing is held between passes.
    }
}
