package dev.plumbline.job.join;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.PostingBuffer;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.join.JoinOutcome.Kind;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.label.WindowTime;
import dev.plumbline.metric.DType;
import dev.plumbline.serde.LabelStatus;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.report.LedgerAccount;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the join has decided: predictions, with what became of their labels, to the windows; what is lost to the dead letters;
 * and each outcome to the ledger and to metrics. Has no state.
 *
 * <p>For the ledger a record waits from when it passes the gate until it is decided, and what is labelled or negative is counted where it
 * reaches the windows.
 */
public final class OutcomeOperator extends AbstractStreamOperator<SourceRecord>
        implements OneInputStreamOperator<JoinOutcome, SourceRecord> {

    private final JoinPolicy policy;
    private final WindowTime windows;
    private final DType dtype;

    private transient SourceRecord record;
    private transient StreamRecord<SourceRecord> element;
    private transient PostingBuffer postings;
    private transient LossSentences sentences;
    private transient FactsReader facts;
    private transient Map<Kind, Counter> counters;
    private transient byte[] lane;
    private transient @Nullable LaneName laneName;

    /**
     * Creates the operator.
     *
     * @param policy that of the join
     * @param windows by which time windows are filled
     * @param dtype the metric's
     */
    public OutcomeOperator(JoinPolicy policy, WindowTime windows, DType dtype) {
        this.policy = policy;
        this.windows = windows;
        this.dtype = dtype;
    }

    @Override
    public void open() throws Exception {
        super.open();
        record = new SourceRecord();
        element = new StreamRecord<>(record);
        postings = new PostingBuffer(posting -> output.collect(FlowTypes.POSTINGS, new StreamRecord<>(posting)));
        sentences = new LossSentences(policy);
        facts = new FactsReader(dtype);
        lane = Lane.NONE;
        laneName = null;
        MetricGroup group = getMetricGroup().addGroup("plumbline");
        counters = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counters.put(
                    kind,
                    group.addGroup("outcome", kind.name().toLowerCase(Locale.ROOT))
                            .counter("joinOutcomes"));
        }
    }

    @Override
    public void processElement(StreamRecord<JoinOutcome> input) throws IOException {
        JoinOutcome outcome = input.getValue();
        count(outcome.kind());
        switch (outcome.kind()) {
            case PREDICTED -> {
                if (windows == WindowTime.PREDICTION) {
                    send(outcome, LabelStatus.AWAITED, outcome.time());
                }
            }
            case LABELLED -> {
                ofModel(outcome).waiting(-1);
                decideLabel();
                send(
                        outcome,
                        LabelStatus.LABELLED,
                        windows == WindowTime.PREDICTION ? outcome.time() : outcome.labelTime());
            }
            case NEGATIVE -> {
                ofModel(outcome).waiting(-1);
                send(
                        outcome,
                        LabelStatus.NEGATIVE,
                        windows == WindowTime.PREDICTION ? outcome.time() : outcome.time() + policy.horizon());
            }
            case UNLABELLED -> leaveOut(outcome, LabelStatus.UNLABELLED, ReasonCode.UNLABELLED);
            case CONFLICTED -> leaveOut(outcome, LabelStatus.CONFLICTED, ReasonCode.LABELS_DISAGREE);
            case DUPLICATE_LABEL -> decideLabel(ReasonCode.DUPLICATE_LABEL);
            case LABEL_SHARED -> {
                PostingBuffer.Tally tally = ofLabels();
                tally.in(1);
                tally.waiting(1);
            }
            case DUPLICATE_PREDICTION -> losePrediction(outcome, JoinLoss.DUPLICATE_PREDICTION);
            case LABEL_CONFLICT -> loseLabel(outcome, JoinLoss.LABEL_CONFLICT);
            case LABEL_SHAPE_MISMATCH -> loseLabel(outcome, JoinLoss.LABEL_SHAPE_MISMATCH);
            case LABEL_PAST_HORIZON -> loseLabel(outcome, JoinLoss.LABEL_PAST_HORIZON);
            case LABEL_ORPHAN -> loseLabel(outcome, JoinLoss.LABEL_ORPHAN);
            case PREDICTION_LATE -> {
                PostingBuffer.Tally tally = ofModel(outcome);
                tally.waiting(-1);
                tally.notCounted(ReasonCode.LATE_AFTER_IDLE, 1);
                sendDeadLetter(outcome, sentences.late(outcome.key(), outcome.time()));
            }
            case LABEL_LATE -> {
                decideLabel(ReasonCode.LATE_AFTER_IDLE);
                sendDeadLetter(outcome, sentences.late(outcome.key(), outcome.time()));
            }
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        postings.flush();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        postings.flush();
        super.finish();
    }

    /** A prediction that is not counted, though nothing is wrong with it; its cohort knows of it all the same. */
    private void leaveOut(JoinOutcome outcome, LabelStatus status, ReasonCode reason) throws IOException {
        PostingBuffer.Tally tally = ofModel(outcome);
        tally.waiting(-1);
        tally.notCounted(reason, 1);
        if (windows == WindowTime.PREDICTION) {
            send(outcome, status, outcome.time());
        }
    }

    private void losePrediction(JoinOutcome outcome, JoinLoss loss) throws IOException {
        Rejection rejection = sentences.of(loss, outcome.key(), outcome.time());
        PostingBuffer.Tally tally = ofModel(outcome);
        tally.waiting(-1);
        tally.notCounted(rejection.reason(), 1);
        sendDeadLetter(outcome, rejection);
    }

    private void loseLabel(JoinOutcome outcome, JoinLoss loss) throws IOException {
        Rejection rejection = sentences.of(loss, outcome.key(), outcome.time());
        decideLabel(rejection.reason());
        sendDeadLetter(outcome, rejection);
    }

    private void decideLabel() {
        PostingBuffer.Tally tally = ofLabels();
        tally.waiting(-1);
        tally.counted(1);
    }

    private void decideLabel(ReasonCode reason) {
        PostingBuffer.Tally tally = ofLabels();
        tally.waiting(-1);
        tally.notCounted(reason, 1);
    }

    /** Sends a prediction into the windows of a time, which is its own or that of its label. */
    private void send(JoinOutcome outcome, LabelStatus status, long time) throws IOException {
        JoinKey key = outcome.key();
        boolean labelled = status == LabelStatus.LABELLED;
        facts.fill(
                outcome.content(),
                labelled ? outcome.label() : null,
                model(outcome),
                policy.keying() == JoinKeying.ID ? laneName(outcome).version() : key.version(),
                time,
                record);
        record.prediction().setLabel(status, labelled ? outcome.labelTime() - outcome.time() : 0);
        output.collect(element.replace(record, time));
    }

    private void sendDeadLetter(JoinOutcome outcome, Rejection rejection) throws IOException {
        output.collect(
                FlowTypes.DEAD_LETTERS,
                new StreamRecord<>(RawRecord.toDeadLetter(outcome.content(), rejection), outcome.time()));
    }

    private PostingBuffer.Tally ofModel(JoinOutcome outcome) throws IOException {
        return postings.ofModel(model(outcome));
    }

    private PostingBuffer.Tally ofLabels() {
        return postings.of(LedgerAccount.LABELS);
    }

    private String model(JoinOutcome outcome) throws IOException {
        return policy.keying() == JoinKeying.ID
                ? laneName(outcome).model()
                : outcome.key().model();
    }

    /** Outcomes of a lane come in runs, so the last name is mostly the next one. */
    private LaneName laneName(JoinOutcome outcome) throws IOException {
        LaneName name = laneName;
        if (name == null || !Arrays.equals(lane, outcome.lane())) {
            name = LaneName.of(outcome.lane());
            lane = outcome.lane();
            laneName = name;
        }
        return name;
    }

    private void count(Kind kind) {
        Counter counter = counters.get(kind);
        if (counter != null) {
            counter.inc();
        }
    }
}
