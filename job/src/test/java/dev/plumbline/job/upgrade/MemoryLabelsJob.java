package dev.plumbline.job.upgrade;

import dev.plumbline.job.Inputs;
import dev.plumbline.job.config.ConfigLoader;
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
import dev.plumbline.job.time.Panes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole job with labels that come later, over {@link FrozenLabelLogs}. With {@code last} a label is kept until the horizon with its
 * record, with {@code early} labels wait for predictions, and past the horizon a prediction's time is remembered, so a savepoint holds
 * all that the join may ever keep.
 *
 * @param parallelism of everything
 * @param backend {@code hashmap} or {@code rocksdb}
 */
record MemoryLabelsJob(int parallelism, String backend) {

    private static final long SEED = 7;
    static final long ALLOWED_LATENESS = 1_000;

    /** Runs to the ends of the logs: all of them, or what comes after the savepoint. */
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
                source: {files: {path: predictions}}
                labels:
                  files: {path: labels}
                  horizon: %dms
                  early: %dms
                  conflicts: last
                  report_at: [0s, 12s]
                windows: [{tumbling: 10s}, {sliding: {size: 20s, slide: 10s}}]
                slices: [country]
                time: {out_of_orderness: %dms, allowed_lateness: %dms}
                engine: {parallelism: %d, checkpoint_interval: 100ms, watermark_interval: 1ms}
                """.formatted(
                                FrozenLabelLogs.HORIZON,
                                FrozenLabelLogs.EARLY,
                                FrozenLabelLogs.OUT_OF_ORDERNESS,
                                ALLOWED_LATENESS,
                                parallelism),
                "test",
                List.of(),
                Map.of());
        LogContent predictions = new LogContent.Predictions(config.fields(), config.decodeOptions());
        LogContent labels = new LogContent.Labels(config.labels().orElseThrow().fields(), config.decodeOptions());
        return new MemoryRun(
                config,
                backend,
                interruption -> new Inputs(
                        log(config, Logs.PREDICTIONS, predictions, interruption),
                        log(config, Logs.LABELS, labels, interruption)),
                FrozenLabelLogs.half());
    }

    private static LogSource log(JobConfig config, String topic, LogContent content, Interruption interruption) {
        Lateness lateness =
                new Lateness(Panes.of(config.windows()), FrozenLabelLogs.OUT_OF_ORDERNESS, ALLOWED_LATENESS);
        return new LogSource(
                new ClockedSource<>(
                        new GeneratedLog(
                                FrozenLabelLogs.sizes(topic),
                                FrozenLabelLogs.records(topic),
                                new RecordDecoder(content),
                                SEED,
                                interruption),
                        lateness,
                        new SeriesLimit(100, 50, config.slices()),
                        LogIdentity.none()),
                RecordWatermarks.bounded(config.time().outOfOrderness()),
                new RecordGate(lateness));
    }
}
