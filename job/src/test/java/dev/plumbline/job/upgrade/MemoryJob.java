package dev.plumbline.job.upgrade;

import dev.plumbline.job.Inputs;
import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.memory.Interruption;
import dev.plumbline.job.memory.PartitionedLog;
import dev.plumbline.job.source.ClockedSource;
import dev.plumbline.job.source.Lateness;
import dev.plumbline.job.source.LogIdentity;
import dev.plumbline.job.source.LogSource;
import dev.plumbline.job.source.RecordGate;
import dev.plumbline.job.source.RecordWatermarks;
import dev.plumbline.job.source.SeriesLimit;
import dev.plumbline.job.time.Panes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    /** Runs to the end of the log: all of it, or what comes after the savepoint. */
    Outcome run(@Nullable Path savepoint) throws Exception {
        return memoryRun().toTheEnd(savepoint);
    }

    /** Reads the first half of each partition and stops with a canonical savepoint below the folder. */
    Stopped stopHalfWay(Path folder) throws Exception {
        return memoryRun().stopHalfWay(folder);
    }

    private MemoryRun memoryRun() {
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
        return new MemoryRun(
                config, backend, interruption -> new Inputs(log(config, interruption), null), FrozenLog.size() / 2);
    }

    private LogSource log(JobConfig config, Interruption interruption) {
        Lateness lateness = new Lateness(Panes.of(config.windows()), OUT_OF_ORDERNESS, ALLOWED_LATENESS);
        int attributes = (int) config.slices().stream()
                .flatMap(slicing -> slicing.attributes().stream())
                .distinct()
                .count();
        PartitionedLog log = new PartitionedLog(FrozenLog.partitions(attributes), SEED, interruption);
        return new LogSource(
                new ClockedSource<>(
                        log, lateness, new SeriesLimit(100, slicesPerEntry, config.slices()), LogIdentity.none()),
                RecordWatermarks.bounded(config.time().outOfOrderness()),
                new RecordGate(lateness));
    }
}
