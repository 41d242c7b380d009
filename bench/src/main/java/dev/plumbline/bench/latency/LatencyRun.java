package dev.plumbline.bench.latency;

import dev.plumbline.bench.contender.Backend;
import dev.plumbline.bench.contender.ContenderKind;
import dev.plumbline.bench.contender.PeerWindow;
import dev.plumbline.bench.contender.Task;
import dev.plumbline.bench.result.LatencyResult;
import dev.plumbline.bench.result.Spread;
import dev.plumbline.bench.run.Child;
import dev.plumbline.bench.run.Progress;
import dev.plumbline.bench.run.Stage;
import dev.plumbline.bench.run.Troupe;
import dev.plumbline.bench.scenario.LiveCase;
import dev.plumbline.bench.topic.Layout;
import dev.plumbline.bench.topic.TopicPlan;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Plumbline live: records come in at a steady rate, windows of a second close, and a consumer waits for their reports. A window is
 * closed when the watermark has passed its end, which is {@code out_of_orderness} later than its end by the wall clock, because
 * records tell the time of the wall clock. What is measured begins there.
 */
public final class LatencyRun {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(1);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration END_LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);
    /** The compilers of a fresh JVM have most of their work behind them after this. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private static final double HIGH_PERCENTILE = 99;

    private final Stage stage;
    private final Troupe troupe;
    private final long seed;
    private final Progress progress;

    /** A run that has not begun. */
    public LatencyRun(Stage stage, Troupe troupe, long seed, Progress progress) {
        this.stage = stage;
        this.troupe = troupe;
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * Measures one case, with a child and topics of its own.
     *
     * @throws UserError if no report comes for minutes
     */
    public LatencyResult run(LiveCase live) {
        String topic = "latency-" + live.name();
        String reports = topic + "-reports";
        TopicPlan plan = TopicPlan.zipf(topic, Integer.MAX_VALUE, seed);
        List<String> topics = List.of(topic, reports, reports + Task.DEAD_LETTERS, reports + Task.LEDGER);
        topics.forEach(name -> stage.createTopic(name, name.equals(topic) ? plan.partitions() : 1));
        progress.say("latency/%s: starting, at %,d records/s".formatted(live.name(), live.recordsPerSecond()));
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(reports)) {
            Child child = troupe.start("latency-" + live.name(), ContenderKind.PLUMBLINE);
            child.awaitReady();
            try (PacedTraffic traffic = PacedTraffic.start(stage.brokers(), plan, live.recordsPerSecond())) {
                Task task = task(live, topic, reports);
                child.startJob(task);
                Optional<LatencyResult> result = measure(live, traffic, consumer);
                // Says why, if the job has ended before.
                child.stopJob(task);
                return result.orElseThrow(() -> new UserError(
                        ExitCode.FAILED, "no report came for minutes, though the job runs; --debug keeps its log"));
            }
        } finally {
            troupe.dismiss();
            stage.deleteTopics(topics);
        }
    }

    /** Times reports; empty if they do not come. */
    private Optional<LatencyResult> measure(
            LiveCase live, PacedTraffic traffic, KafkaConsumer<byte[], byte[]> consumer) {
        ReportTimes times = new ReportTimes(OUT_OF_ORDERNESS.toMillis());
        // The backlog of the start has to be worked off: until the newest report is of a window that is closed just
        // now.
        readUntil(consumer, traffic, times, Long.MIN_VALUE + 1, START_LIMIT);
        long from = System.currentTimeMillis() + WARM_UP.toMillis();
        long to = from + Duration.ofSeconds(live.seconds()).toMillis();
        progress.say("latency/%s: reports come, timing them for %d s".formatted(live.name(), live.seconds()));
        Duration limit = END_LIMIT.plusMillis(to - System.currentTimeMillis());
        if (!readUntil(consumer, traffic, times, to, limit)) {
            return Optional.empty();
        }
        List<Double> latencies = times.latencies(from, to);
        return Optional.of(new LatencyResult(
                live.delivery(),
                live.checkpointInterval(),
                traffic.rate(),
                latencies.size(),
                Spread.percentile(latencies, 50),
                Spread.percentile(latencies, HIGH_PERCENTILE),
                Spread.percentile(latencies, 100)));
    }

    /** Reads until a report of a window that ends so late was seen; false if none was within the limit. */
    private boolean readUntil(
            KafkaConsumer<byte[], byte[]> consumer,
            PacedTraffic traffic,
            ReportTimes times,
            long windowEnd,
            Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (times.lastEnd() < windowEnd) {
            traffic.check();
            if (System.nanoTime() - deadline > 0 || troupe.isClosed()) {
                return false;
            }
            for (ConsumerRecord<byte[], byte[]> report : consumer.poll(POLL)) {
                times.seen(report.value(), System.currentTimeMillis());
            }
        }
        return true;
    }

    private Task task(LiveCase live, String topic, String reports) {
        return new Task(
                stage.brokers(),
                topic,
                false,
                Layout.DEFAULT,
                PeerWindow.TUMBLING_MINUTE,
                null,
                Backend.HEAP,
                2,
                List.of(
                        "windows=[{tumbling: 1s}]",
                        "time.out_of_orderness=" + OUT_OF_ORDERNESS.toSeconds() + "s",
                        "reports.kafka.delivery=" + live.delivery(),
                        "dead_letters.kafka.delivery=" + live.delivery(),
                        "ledger.kafka.delivery=" + live.delivery(),
                        "engine.checkpoint_interval=" + live.checkpointInterval()),
                reports);
    }

    private KafkaConsumer<byte[], byte[]> consumer(String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stage.brokers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
