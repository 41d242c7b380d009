package dev.plumbline.job;

import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.config.EngineConfig;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.job.ledger.LedgerOperator;
import dev.plumbline.job.pane.PaneOperator;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.job.sink.Sinks;
import dev.plumbline.job.source.Lateness;
import dev.plumbline.job.source.PredictionSource;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.job.time.Panes;
import dev.plumbline.job.window.FinishedPaneFilter;
import dev.plumbline.job.window.SeriesWindows;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerBalance;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job as a whole, in the order of the data's way: source, panes, windows, sinks. It wires and does nothing
 * else.
 *
 * <pre>
 * source | pane  === by series ===  pane-floor | window | reports
 *           |                              |
 *           +-------- dead-letters --------+
 *           |                              |
 *           +==== by account == ledger ====+
 *                                 |
 *                              balances
 * </pre>
 *
 * <p>Records cross no network: what does, at the double lines, are partial sums and counts.
 */
public final class PlumblineTopology {

    private PlumblineTopology() {}

    /**
     * What the job finds out, for whoever wants to look on besides the sinks.
     *
     * @param reports every report, revisions included
     * @param balances the ledger's balances
     */
    public record Results(DataStream<RevisedReport> reports, DataStream<LedgerBalance> balances) {}

    /**
     * Defines the job with the source and the sinks of its configuration.
     *
     * @param env where it is defined; its settings are changed as the job needs them
     * @param reading the configuration, and what is going to be read
     * @return what goes to the sinks
     */
    public static Results define(StreamExecutionEnvironment env, Reading reading) {
        JobConfig config = reading.config();
        return define(
                env,
                config,
                reading.coverage(),
                PredictionSource.of(config, lateness(config)),
                Sinks.reports(config.reports(), config.job()),
                Sinks.deadLetters(config.deadLetters(), config.job()),
                Sinks.ledger(config.ledger(), config.job()));
    }

    /**
     * Defines the job between the given ends, which may be in memory.
     *
     * @param env where it is defined; its settings are changed as the job needs them
     * @param config the configuration; its source and sinks are not looked at
     * @param coverage which windows the input covers wholly
     * @param input where records come from
     * @param reports where reports go
     * @param deadLetters where records go that are not counted
     * @param balances where the ledger goes
     * @return what goes to the sinks
     */
    public static Results define(
            StreamExecutionEnvironment env,
            JobConfig config,
            Coverage coverage,
            PredictionSource input,
            Sink<RevisedReport> reports,
            Sink<DeadLetter> deadLetters,
            Sink<LedgerBalance> balances) {
        env.configure(settings(config));
        WindowAggregate aggregate =
                new WindowAggregate(config.metric(), config.calibration().orElse(null));
        Panes panes = Panes.of(config.windows());
        long allowedLateness = config.time().allowedLateness().toMillis();

        SingleOutputStreamOperator<PaneSum> partialSums = env.fromSource(
                        input.source(), input.watermarks(), "source", FlowTypes.SOURCE_RECORD)
                .uid(Uids.SOURCE)
                .transform(
                        "pane",
                        FlowTypes.PANE_SUM,
                        new PaneOperator(
                                input.gate(),
                                aggregate,
                                panes,
                                config.slices(),
                                config.engine().paneBuffer()))
                .uid(Uids.PANE);

        KeyedStream<PaneSum, SeriesKey> distributed = partialSums.keyBy(PaneSum::key, FlowTypes.SERIES_KEY);
        // A plain stream again, though distributed by key: the filter keeps nothing per key and needs no keyed backend.
        SingleOutputStreamOperator<PaneSum> sums = new DataStream<>(env, distributed.getTransformation())
                .transform(
                        "pane floor",
                        FlowTypes.PANE_SUM,
                        new FinishedPaneFilter(
                                panes,
                                allowedLateness,
                                config.metric(),
                                config.calibration().orElse(null)))
                .uid(Uids.PANE_FLOOR);

        SingleOutputStreamOperator<RevisedReport> windows = SeriesWindows.reports(
                        sums, config.windows(), config.slices(), allowedLateness, aggregate, coverage)
                .name("window")
                .uid(Uids.WINDOW);
        windows.sinkTo(reports).name("reports").uid(Uids.REPORTS);

        DataStream<DeadLetter> notCounted =
                partialSums.getSideOutput(FlowTypes.DEAD_LETTERS).union(sums.getSideOutput(FlowTypes.DEAD_LETTERS));
        notCounted.sinkTo(deadLetters).name("dead letters").uid(Uids.DEAD_LETTERS);

        SingleOutputStreamOperator<LedgerBalance> ledger = partialSums
                .getSideOutput(FlowTypes.POSTINGS)
                .union(sums.getSideOutput(FlowTypes.POSTINGS))
                .keyBy(LedgerPosting::account, FlowTypes.LEDGER_ACCOUNT)
                .transform("ledger", FlowTypes.LEDGER_BALANCE, new LedgerOperator(allowedLateness))
                .uid(Uids.LEDGER);
        ledger.sinkTo(balances).name("balances").uid(Uids.BALANCES);
        return new Results(windows, ledger);
    }

    private static Lateness lateness(JobConfig config) {
        return new Lateness(
                Panes.of(config.windows()),
                config.time().outOfOrderness().toMillis(),
                config.time().allowedLateness().toMillis());
    }

    private static Configuration settings(JobConfig config) {
        EngineConfig engine = config.engine();
        Configuration settings = new Configuration();
        engine.parallelism().ifPresent(n -> settings.set(CoreOptions.DEFAULT_PARALLELISM, n));
        settings.set(PipelineOptions.MAX_PARALLELISM, engine.maxParallelism());
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, engine.watermarkInterval());
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        // Kryo would work, slowly and without a version, until the day its state cannot be read any more.
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, engine.checkpointInterval());
        settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, engine.checkpointTimeout());
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        // The filter before the windows relies on barriers and watermarks keeping their order.
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        return settings;
    }
}
