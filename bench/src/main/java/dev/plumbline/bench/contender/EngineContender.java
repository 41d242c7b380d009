package dev.plumbline.bench.contender;

import dev.plumbline.local.engine.EmbeddedEngine;
import dev.plumbline.local.engine.RunningJob;
import dev.plumbline.local.engine.WorkFolder;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink job, submitted again for each pass to one embedded cluster. */
public final class EngineContender implements Contender {
    private static final int SLOTS = 2;
    // Plumbline's own default; its task may say otherwise.
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final JobDefinition definition;
    private final WorkFolder work;
    private final EmbeddedEngine engine;
    private int jobs;

    EngineContender(JobDefinition definition) {
        this.definition = definition;
        this.work = WorkFolder.create(false);
        // A child that failed is explained by its log; the parent deletes the folder in which all of them are.
        work.keepLog();
        this.engine = EmbeddedEngine.start(work, SLOTS, EmbeddedEngine.DEFAULT_WEB_PORT);
    }

    @Override
    public Pass run(Task task, Runnable ready) {
        long asked = System.currentTimeMillis();
        RunningJob job = submit(task);
        boolean ended = false;
        while (!ended && job.runningSince().isEmpty()) {
            ended = job.endsWithin(LOOK);
        }
        ready.run();
        job.await();
        long finished =
                job.finishedAt().orElseThrow(() -> new IllegalStateException("the job ended without having finished"));
        long running = Math.min(finished - 1, job.runningSince().orElse(asked));
        return new Pass((finished - running) / 1e3, (running - asked) / 1e3);
    }

    /**
     * Has a job that does not end read what there is, and measures what it then holds.
     *
     * @param task whose job has an operator that is called {@code join}
     * @param watermark in epoch milliseconds; nothing is measured before the join has it
     * @param heap tells how many bytes are used on the heap when nobody needs the others
     */
    public HeldState hold(Task task, long watermark, LongSupplier heap) {
        RunningJob job = submit(task);
        while (!job.ended() && job.runningSince().isEmpty()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        if (job.ended()) {
            job.await();
        }
        JobMonitor monitor = new JobMonitor(engine.webUi(), job.id());
        monitor.awaitWatermark("join", watermark);
        HeldState held = new HeldState(
                heap.getAsLong(),
                monitor.checkpointBytes(),
                monitor.savepointBytes(work.path().resolve("savepoints")));
        job.cancel();
        if (!job.endsWithin(STOP_LIMIT)) {
            throw new IllegalStateException("the job does not end");
        }
        return held;
    }

    /** Submits the job, and returns at once. */
    public RunningJob submit(Task task) {
        jobs++;
        String name = "bench-%d-%d".formatted(ProcessHandle.current().pid(), jobs);
        StreamExecutionEnvironment env = engine.environment();
        env.configure(settings(task.backend()));
        env.setParallelism(task.parallelism());
        definition.define(env, task, name);
        return engine.submit(env, name);
    }

    private static Configuration settings(Backend backend) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        // A pass with a failure in it is not slow, it is void.
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        backend.set(settings);
        return settings;
    }

    @Override
    public void close() {
        engine.close();
        work.close();
    }
}
