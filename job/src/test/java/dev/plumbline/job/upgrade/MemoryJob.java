package dev.plumbline.job.upgrade;

import dev.plumbline.job.Inputs;
import dev.plumbline.job.PlumblineTopology;
import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.memory.Collected;
import dev.plumbline.job.memory.Interruption;
import dev.plumbline.job.memory.PartitionedLog;
import dev.plumbline.job.source.ClockedSource;
import dev.plumbline.job.source.Lateness;
import dev.plumbline.job.source.LogIdentity;
import dev.plumbline.job.source.LogSource;
import dev.plumbline.job.source.RecordGate;
import dev.plumbline.job.source.RecordWatermarks;
import dev.plumbline.job.source.SeriesLimit;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The whole job over {@link FrozenLog} with ends in memory. It can be stopped half-way with a savepoint, and go on from one, as
 * another job would.
 *
 * @param windows the windows, as the configuration writes them
 * @param slices the slices, as the configuration writes them; empty for none
 * @param slicesPerEntry how many slices of one entry a partition may bring for one version of a model
 * @param metrics the sections that say what is measured, as the configuration writes them
 * @param parallelism of everything
 * @param backend {@code hashmap} or {@code rocksdb}
 */
record MemoryJob(String windows, String slices, int slicesPerEntry, String metrics, int parallelism, String backend) {

    /** What the committed savepoints were made with. */
    static final String WINDOWS =
            "[{tumbling: 10s}, {sliding: {size: 40s, slide: 20s}}, {cumulative: {size: 1m, step: 30s}}]";

    private static final long SEED = 7;
    private static final long OUT_OF_ORDERNESS = 2_000;
    private static final long ALLOWED_LATENESS = 4_000;
    private static final long LIMIT_SECONDS = 120;

    static MemoryJob standard(int parallelism, String backend) {
        return new MemoryJob(WINDOWS, "[country]", 50, "metric: {}", parallelism, backend);
    }

    MemoryJob withWindows(String others) {
        return new MemoryJob(others, slices, slicesPerEntry, metrics, parallelism, backend);
    }

    MemoryJob withSlices(String others) {
        return new MemoryJob(windows, others, slicesPerEntry, metrics, parallelism, backend);
    }

    MemoryJob withSlicesPerEntry(int limit) {
        return new MemoryJob(windows, slices, limit, metrics, parallelism, backend);
    }

    MemoryJob withMetrics(String other) {
        return new MemoryJob(windows, slices, slicesPerEntry, other, parallelism, backend);
    }

    /** What was there when the job was stopped, and from where to go on. */
    record Stopped(Outcome outcome, Path savepoint) {}

    /** Runs to the end of the log: all of it, or what comes after the savepoint. */
    Outcome run(@Nullable Path savepoint) throws Exception {
        Ends ends = new Ends();
        define(ends, null, savepoint).execute();
        return ends.outcome();
    }

    /** Reads the first half of each partition and stops with a canonical savepoint below the folder. */
    Stopped stopHalfWay(Path folder) throws Exception {
        Ends ends = new Ends();
        JobClient job =
                define(ends, new Interruption(Integer.MAX_VALUE, false), null).executeAsync();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (ends.recordsIn() < FrozenLog.size() / 2) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Only " + ends.recordsIn() + " records after " + LIMIT_SECONDS + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        String savepoint = job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        job.getJobExecutionResult().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return new Stopped(ends.outcome(), Path.of(URI.create(savepoint)));
    }

    private StreamExecutionEnvironment define(
            Ends ends, @Nullable Interruption interruption, @Nullable Path savepoint) {
        JobConfig config = ConfigLoader.load(
                """
                source: {files: {path: unused}}
                windows: %s
                %s
                %s
                time: {out_of_orderness: %dms, allowed_lateness: %dms}
                engine: {parallelism: %d, checkpoint_interval: 100ms, watermark_interval: 1ms}
                """.formatted(
                                windows,
                                slices.isEmpty() ? "" : "slices: " + slices,
                                metrics,
                                OUT_OF_ORDERNESS,
                                ALLOWED_LATENESS,
                                parallelism),
                "test",
                List.of(),
                Map.of());
        Configuration flink = new Configuration();
        flink.set(StateBackendOptions.STATE_BACKEND, backend);
        // A savepoint below this size is one file.
        flink.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
        }
        Lateness lateness = new Lateness(Panes.of(config.windows()), OUT_OF_ORDERNESS, ALLOWED_LATENESS);
        int attributes = (int) config.slices().stream()
                .flatMap(slicing -> slicing.attributes().stream())
                .distinct()
                .count();
        List<List<SourceRecord>> records = FrozenLog.partitions(attributes);
        PartitionedLog log = interruption == null
                ? new PartitionedLog(records, SEED)
                : new PartitionedLog(records, SEED, interruption);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        PlumblineTopology.define(
                env,
                config,
                Coverage.whole(),
                new Inputs(
                        new LogSource(
                                new ClockedSource<>(
                                        log,
                                        lateness,
                                        new SeriesLimit(100, slicesPerEntry, config.slices()),
                                        LogIdentity.none()),
                                RecordWatermarks.bounded(config.time().outOfOrderness()),
                                new RecordGate(lateness)),
                        null),
                ends.reports,
                ends.letters,
                ends.balances);
        return env;
    }

    private static final class Ends {
        private final Collected<RevisedReport> reports = new Collected<>();
        private final Collected<DeadLetter> letters = new Collected<>();
        private final Collected<LedgerBalance> balances = new Collected<>();

        Outcome outcome() {
            return Outcome.of(reports.values(), letters.values(), balances.values());
        }

        long recordsIn() {
            Map<LedgerAccount, Long> newest = new HashMap<>();
            balances.values().forEach(balance -> newest.put(balance.account(), balance.in()));
            return newest.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
