package dev.plumbline.job.delayed;

import dev.plumbline.job.Inputs;
import dev.plumbline.job.PlumblineTopology;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.memory.GeneratedLog;
import dev.plumbline.job.memory.Interruption;
import dev.plumbline.job.oracle.Logs;
import dev.plumbline.job.source.ClockedSource;
import dev.plumbline.job.source.Lateness;
import dev.plumbline.job.source.LogContent;
import dev.plumbline.job.source.LogIdentity;
import dev.plumbline.job.source.LogSource;
import dev.plumbline.job.source.RecordDecoder;
import dev.plumbline.job.source.RecordGate;
import dev.plumbline.job.source.RecordWatermarks;
import dev.plumbline.job.source.SeriesLimit;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.job.time.Panes;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** One job over one pair of logs, from the start to the end, however often it is stopped and goes on in between. */
final class DelayedRun implements AutoCloseable {

    private static final long LIMIT_SECONDS = 120;

    private final DelayedJob job;
    private final Registry<Logs> logs;
    private final Registry<Reports> reports;
    private final Registry<Letters> letters;
    private final Registry<Balances> balances;
    private @Nullable GeneratedLog predictions;

    /** Prepares a run in which everything is said once. */
    DelayedRun(DelayedJob job, Logs logs) {
        this(job, logs, false);
    }

    private DelayedRun(DelayedJob job, Logs logs, boolean mayRepeat) {
        this.job = job;
        this.logs = new Registry<>(logs);
        this.reports = new Registry<>(new Reports(mayRepeat));
        this.letters = new Registry<>(new Letters(logs));
        this.balances = new Registry<>(new Balances());
    }

    /** Prepares a run that is going to fail and say some things twice. */
    static DelayedRun thatRepeats(DelayedJob job, Logs logs) {
        return new DelayedRun(job, logs, true);
    }

    /** Reads both logs to their ends, or what comes after a savepoint. */
    void toTheEnd(int parallelism, String backend, @Nullable Path savepoint) throws Exception {
        define(parallelism, backend, savepoint, Interruption.NONE).execute();
    }

    /** Reads both logs to their ends, but for a failure half-way through the predictions, with records after a checkpoint on their way. */
    void toTheEndThroughAFailure(int parallelism, String backend) throws Exception {
        define(parallelism, backend, null, new Interruption(2, true)).execute();
    }

    /** Reads half of each partition and stops with a savepoint below the folder. */
    Path toTheMiddle(int parallelism, String backend, Path folder) throws Exception {
        JobClient client = define(parallelism, backend, null, new Interruption(Integer.MAX_VALUE, false))
                .executeAsync();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (balances().recordsIn() < half()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("only " + balances().recordsIn() + " of " + half() + " records");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        String savepoint = client.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        client.getJobExecutionResult().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return Path.of(URI.create(savepoint));
    }

    private long half() {
        long records = 0;
        for (String topic : Logs.TOPICS) {
            for (int size : new MemoryLog(logs, topic).sizes()) {
                records += size / 2;
            }
        }
        return records;
    }

    private StreamExecutionEnvironment define(
            int parallelism, String backend, @Nullable Path savepoint, Interruption interruption) {
        JobConfig config = job.config(parallelism);
        Configuration flink = new Configuration();
        flink.set(StateBackendOptions.STATE_BACKEND, backend);
        if (!interruption.thenFail()) {
            // Then a failure that nobody has asked for ends the job, and the test.
            flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        }
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        LogContent predicted = new LogContent.Predictions(config.fields(), config.decodeOptions());
        LogContent known = new LogContent.Labels(config.labels().orElseThrow().fields(), config.decodeOptions());
        // Labels are never what fails, or it would be two failures.
        Interruption ofLabels = new Interruption(interruption.checkpoints(), false);
        PlumblineTopology.define(
                env,
                config,
                Coverage.whole(),
                new Inputs(
                        source(config, Logs.PREDICTIONS, predicted, interruption),
                        source(config, Logs.LABELS, known, ofLabels)),
                new Book<>(reports),
                new Book<>(letters),
                new Book<>(balances));
        return env;
    }

    private LogSource source(JobConfig config, String topic, LogContent content, Interruption interruption) {
        MemoryLog log = new MemoryLog(logs, topic);
        Lateness lateness = new Lateness(
                Panes.of(config.windows()),
                config.time().outOfOrderness().toMillis(),
                config.time().allowedLateness().toMillis());
        GeneratedLog source =
                new GeneratedLog(log.sizes(), log, new RecordDecoder(content), StandardTraffic.SEED, interruption);
        if (topic.equals(Logs.PREDICTIONS)) {
            predictions = source;
        }
        return new LogSource(
                new ClockedSource<>(
                        source,
                        lateness,
                        new SeriesLimit(
                                config.limits().series(), config.limits().slices(), config.slices()),
                        LogIdentity.none()),
                RecordWatermarks.bounded(config.time().outOfOrderness()),
                new RecordGate(lateness));
    }

    /** Whether the failure that was asked for has happened. */
    boolean hasFailed() {
        return predictions != null && predictions.hasFailed();
    }

    Reports reports() {
        return reports.get();
    }

    Letters letters() {
        return letters.get();
    }

    Balances balances() {
        return balances.get();
    }

    @Override
    public void close() {
        logs.close();
        reports.close();
        letters.close();
        balances.close();
    }
}
