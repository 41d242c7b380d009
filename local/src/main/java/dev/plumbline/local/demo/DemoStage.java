package dev.plumbline.local.demo;

import dev.plumbline.job.PlumblineTopology;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.broker.BrokerException;
import dev.plumbline.local.broker.EmbeddedBroker;
import dev.plumbline.local.engine.Causes;
import dev.plumbline.local.engine.EmbeddedEngine;
import dev.plumbline.local.engine.Preflight;
import dev.plumbline.local.engine.RunningJob;
import dev.plumbline.local.engine.WorkFolder;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** A broker with the demonstration's topics, and an engine beside it for its jobs. */
final class DemoStage implements AutoCloseable {
    private static final int SEGMENT_BYTES = 16 << 20;

    private final EmbeddedBroker broker;
    private final EmbeddedEngine engine;

    private DemoStage(EmbeddedBroker broker, EmbeddedEngine engine) {
        this.broker = broker;
        this.engine = engine;
    }

    /**
     * Starts both, at the same time, for either takes seconds.
     *
     * @throws UserError if one of them cannot start
     */
    static DemoStage open(WorkFolder work, DemoOptions options, boolean bounded) {
        CompletableFuture<EmbeddedEngine> engine =
                CompletableFuture.supplyAsync(() -> EmbeddedEngine.start(work, slots(), options.webPort()));
        try {
            EmbeddedBroker broker = startBroker(work, options);
            try {
                createTopics(broker, bounded);
                return new DemoStage(broker, engine.join());
            } catch (RuntimeException e) {
                broker.close();
                throw e;
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof UserError error ? error : e;
        } catch (RuntimeException e) {
            closeOnceStarted(engine);
            throw e;
        }
    }

    private static EmbeddedBroker startBroker(WorkFolder work, DemoOptions options) {
        try {
            return options.kafkaPort() == 0
                    ? EmbeddedBroker.start(work.path())
                    : EmbeddedBroker.start(options.kafkaPort(), work.path());
        } catch (BrokerException e) {
            throw new UserError(ExitCode.KAFKA, String.valueOf(e.getMessage()), e);
        }
    }

    private static void closeOnceStarted(CompletableFuture<EmbeddedEngine> engine) {
        try {
            engine.join().close();
        } catch (CompletionException e) {
            // It never started; the broker's failure is on its way to the user.
            return;
        }
    }

    /** Where the broker is. */
    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Where Flink's web UI is. */
    String webUi() {
        return engine.webUi().toString();
    }

    /** Starts the jobs; bounded ones end at what is in their topics now. */
    DemoJobs startJobs(boolean bounded) {
        return new DemoJobs(Arrays.stream(DemoJob.values())
                .map(job -> start(job.config(bootstrapServers(), bounded)))
                .toList());
    }

    private RunningJob start(JobConfig config) {
        StreamExecutionEnvironment environment = engine.environment();
        PlumblineTopology.define(environment, Preflight.read(config));
        return engine.submit(environment, config.job());
    }

    /** Stops the engine, then the broker, which deletes its data. */
    @Override
    public void close() {
        try (broker) {
            engine.close();
        }
    }

    private static int slots() {
        return Arrays.stream(DemoJob.values()).mapToInt(DemoJob::parallelism).sum();
    }

    private static void createTopics(EmbeddedBroker broker, boolean bounded) {
        Map<String, Integer> topics = new HashMap<>();
        topics.put(DemoPlan.PREDICTIONS, DemoTraffic.PARTITIONS);
        topics.put(DemoPlan.DELAYED_PREDICTIONS, DelayedTraffic.PARTITIONS);
        topics.put(DemoPlan.DELAYED_LABELS, DelayedTraffic.PARTITIONS);
        Set<String> traffic = Set.copyOf(topics.keySet());
        topics.put(DemoPlan.REPORTS, 1);
        for (DemoJob job : DemoJob.values()) {
            topics.put(job.deadLetters(), 1);
            topics.put(job.ledger(), 1);
        }
        broker.createTopics(topics);
        if (!bounded) {
            limitSize(broker, traffic);
        }
    }

    /** Left alone over night, live traffic must not fill the disk. */
    private static void limitSize(EmbeddedBroker broker, Set<String> topics) {
        List<AlterConfigOp> limits = List.of(
                set(TopicConfig.SEGMENT_BYTES_CONFIG, SEGMENT_BYTES),
                set(TopicConfig.RETENTION_BYTES_CONFIG, 2 * SEGMENT_BYTES));
        Map<ConfigResource, Collection<AlterConfigOp>> changes = topics.stream()
                .collect(Collectors.toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic), topic -> limits));
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (ExecutionException e) {
            throw new UserError(ExitCode.FAILED, "the demo's topics could not be configured: " + Causes.sentence(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError(ExitCode.FAILED, "interrupted while the demo's topics were configured", e);
        }
    }

    private static AlterConfigOp set(String name, int value) {
        return new AlterConfigOp(new ConfigEntry(name, Integer.toString(value)), OpType.SET);
    }
}
