package dev.plumbline.job;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.join.EntryOperator;
import dev.plumbline.job.join.JoinBuckets;
import dev.plumbline.job.join.JoinInput;
import dev.plumbline.job.join.JoinOperator;
import dev.plumbline.job.join.JoinTypes;
import dev.plumbline.job.join.OutcomeOperator;
import dev.plumbline.job.source.LogSource;
import dev.plumbline.job.time.Panes;
import dev.plumbline.job.time.SettledTime;
import dev.plumbline.serde.deadletter.DeadLetter;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The part of the job in which predictions meet labels that come by themselves.
 *
 * <pre>
 * source | predictions-entry  ==+
 *                               +== by bucket == join | outcomes
 * labels | labels-entry       ==+
 * </pre>
 *
 * <p>Here records do cross the network, since an id is all that brings them together.
 */
final class JoinTopology {

    private JoinTopology() {}

    /**
     * What comes out of the join.
     *
     * @param predictions each prediction when it is made, and again when it is decided what becomes of its label
     * @param deadLetters what is not counted
     * @param postings what the ledger is told
     */
    record Joined(
            DataStream<SourceRecord> predictions,
            DataStream<DeadLetter> deadLetters,
            DataStream<LedgerPosting> postings) {}

    static Joined define(
            StreamExecutionEnvironment env,
            JobConfig config,
            LabelsConfig labels,
            LogSource predictionLog,
            LogSource labelLog) {
        SettledTime settled = settledTime(config);
        JoinBuckets buckets = new JoinBuckets(config.engine().maxParallelism());
        SingleOutputStreamOperator<JoinInput> predictions = env.fromSource(
                        predictionLog.source(), predictionLog.watermarks(), "source", FlowTypes.SOURCE_RECORD)
                .uid(Uids.SOURCE)
                .transform(
                        "predictions entry",
                        JoinTypes.INPUT,
                        new EntryOperator(predictionLog.gate(), labels.policy().keying(), "predictions"))
                .uid(Uids.PREDICTIONS_ENTRY);
        SingleOutputStreamOperator<JoinInput> known = env.fromSource(
                        labelLog.source(), labelLog.watermarks(), "labels", FlowTypes.SOURCE_RECORD)
                .uid(Uids.LABELS)
                .transform(
                        "labels entry",
                        JoinTypes.INPUT,
                        new EntryOperator(labelLog.gate(), labels.policy().keying(), "labels"))
                .uid(Uids.LABELS_ENTRY);
        SingleOutputStreamOperator<SourceRecord> outcomes = predictions
                .union(known)
                .keyBy(buckets, Types.INT)
                .transform("join", JoinTypes.OUTCOME, new JoinOperator(labels.policy(), settled, buckets))
                .uid(Uids.JOIN)
                .transform(
                        "outcomes",
                        FlowTypes.SOURCE_RECORD,
                        new OutcomeOperator(
                                labels.policy(),
                                labels.windows(),
                                config.metric().dtype()))
                .uid(Uids.OUTCOMES);
        return new Joined(
                outcomes,
                predictions
                        .getSideOutput(FlowTypes.DEAD_LETTERS)
                        .union(
                                known.getSideOutput(FlowTypes.DEAD_LETTERS),
                                outcomes.getSideOutput(FlowTypes.DEAD_LETTERS)),
                predictions
                        .getSideOutput(FlowTypes.POSTINGS)
                        .union(known.getSideOutput(FlowTypes.POSTINGS), outcomes.getSideOutput(FlowTypes.POSTINGS)));
    }

    /** When it is certain that no event is missing; that of the sources' lateness. */
    static SettledTime settledTime(JobConfig config) {
        return new SettledTime(
                Panes.of(config.windows()), config.time().allowedLateness().toMillis());
    }
}
