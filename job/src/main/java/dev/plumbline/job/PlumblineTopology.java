package dev.plumbline.job;

import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.config.EngineConfig;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.Gate;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.job.flow.OpenGate;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.label.WindowTime;
import dev.plumbline.job.ledger.LedgerOperator;
import dev.plumbline.job.pane.PaneOperator;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.job.sink.Sinks;
import dev.plumbline.job.source.LogSource;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.job.time.Panes;
import dev.plumbline.job.time.SettledTime;
import dev.plumbline.job.window.FinishedPaneFilter;
import dev.plumbline.job.window.Publication;
import dev.plumbline.job.window.SeriesWindows;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerBalance;
import java.time.Duration;
import java.util.Objects;
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
 * <p>Records cross no network: what does, at the double lines, are partial sums and counts. Where labels come by themselves, records meet
 * them before they are summed, as {@link JoinTopology} shows.
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
     * Defines the job with the sources and the sinks of its configuration.
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
                Inputs.of(config),
                Sinks.reports(config.reports(), config.job()),
                Sinks.deadLetters(config.deadLetters(), config.job()),
                Sinks.ledger(config.ledger(), config.job()));
    }

    /**
     * Defines the job between the given ends, which may be in memory.
     *
     * @param env where it is defined; its settings are changed as the job needs them
     * @param config the configuration; its sources and sinks are not looked at
     * @param coverage which windows the input covers wholly
     * @param inputs where records come from; labels by themselves if, and only if, the configuration says so
     * @param reports where reports go
     * @param deadLetters where records go that are not counted
     * @param balances where the ledger goes
     * @return what goes to the sinks
     */
    public static Results define(
            StreamExecutionEnvironment env,
            JobConfig config,
            Coverage coverage,
            Inputs inputs,
            Sink<RevisedReport> reports,
            Sink<DeadLetter> deadLetters,
            Sink<LedgerBalance> balances) {
        env.configure(settings(config));
        LabelsConfig labels = config.labels().orElse(null);
        WindowAggregate aggregate =
                new WindowAggregate(config.metric(), config.calibration().orElse(null), labels != null);
        Panes panes = Panes.of(config.windows());
        Publication publication = publication(config);

        PartialSums summed = labels == null
                ? partialSums(env, config, inputs.predictions(), panes, aggregate)
                : partialSums(
                        JoinTopology.define(
                                env,
                                config,
                                labels,
                                inputs.predictions(),
                                Objects.requireNonNull(inputs.labels(), "a log of labels")),
                        config,
                        panes,
                        aggregate);

        KeyedStream<PaneSum, SeriesKey> distributed = summed.sums().keyBy(PaneSum::key, FlowTypes.SERIES_KEY);
        // A plain stream again, though distributed by key: the filter keeps nothing per key and needs no keyed backend.
        SingleOutputStreamOperator<PaneSum> sums = new DataStream<>(env, distributed.getTransformation())
                .transform(
                        "pane floor",
                        FlowTypes.PANE_SUM,
                        new FinishedPaneFilter(
                                panes,
                                publication.lateness(),
                                config.metric(),
                                config.calibration().orElse(null),
                                labels == null ? null : labels.windows()))
                .uid(Uids.PANE_FLOOR);

        SingleOutputStreamOperator<RevisedReport> windows = SeriesWindows.reports(
                        sums, config.windows(), config.slices(), publication, aggregate, coverage)
                .name("window")
                .uid(Uids.WINDOW);
        windows.sinkTo(reports).name("reports").uid(Uids.REPORTS);

        summed.deadLetters()
                .union(sums.getSideOutput(FlowTypes.DEAD_LETTERS))
                .sinkTo(deadLetters)
                .name("dead letters")
                .uid(Uids.DEAD_LETTERS);

        SingleOutputStreamOperator<LedgerBalance> ledger = summed.postings()
                .union(sums.getSideOutput(FlowTypes.POSTINGS))
                .keyBy(LedgerPosting::account, FlowTypes.LEDGER_ACCOUNT)
                .transform("ledger", FlowTypes.LEDGER_BALANCE, new LedgerOperator(publication.lateness()))
                .uid(Uids.LEDGER);
        ledger.sinkTo(balances).name("balances").uid(Uids.BALANCES);
        return new Results(windows, ledger);
    }

    /** Partial sums, with what was turned away before. */
    private record PartialSums(
            DataStream<PaneSum> sums, DataStream<DeadLetter> deadLetters, DataStream<LedgerPosting> postings) {}

    /** Records are summed as they are read. */
    private static PartialSums partialSums(
            StreamExecutionEnvironment env, JobConfig config, LogSource input, Panes panes, WindowAggregate aggregate) {
        SingleOutputStreamOperator<PaneSum> sums = sum(
                env.fromSource(input.source(), input.watermarks(), "source", FlowTypes.SOURCE_RECORD)
                        .uid(Uids.SOURCE),
                input.gate(),
                config,
                panes,
                aggregate);
        return new PartialSums(
                sums, sums.getSideOutput(FlowTypes.DEAD_LETTERS), sums.getSideOutput(FlowTypes.POSTINGS));
    }

    /** Records are summed when they have met their labels. */
    private static PartialSums partialSums(
            JoinTopology.Joined joined, JobConfig config, Panes panes, WindowAggregate aggregate) {
        return new PartialSums(
                sum(joined.predictions(), new OpenGate(), config, panes, aggregate),
                joined.deadLetters(),
                joined.postings());
    }

    private static SingleOutputStreamOperator<PaneSum> sum(
            DataStream<SourceRecord> records, Gate gate, JobConfig config, Panes panes, WindowAggregate aggregate) {
        return records.transform(
                        "pane",
                        FlowTypes.PANE_SUM,
                        new PaneOperator(
                                gate,
                                aggregate,
                                panes,
                                config.slices(),
                                config.engine().paneBuffer()))
                .uid(Uids.PANE);
    }

    private static Publication publication(JobConfig config) {
        LabelsConfig labels = config.labels().orElse(null);
        if (labels == null) {
            return Publication.whenRevised(config.time().allowedLateness().toMillis());
        }
        SettledTime settled = JoinTopology.settledTime(config);
        return labels.windows() == WindowTime.PREDICTION
                ? Publication.ofCohorts(
                        settled, Duration.ofMillis(labels.policy().horizon()), labels.reportAges())
                : Publication.whenFinal(settled, labels.policy().labelDelay());
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
