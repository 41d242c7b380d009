package dev.plumbline.job.source;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.PostingBuffer;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.report.LedgerAccount;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The door behind the source: lets valid records that are in time pass and sends every other one, untouched and with its
 * reason, to the dead letters. Counts each outcome, in metrics, which begin at zero with every restart, and for the ledger, which
 * does not. Has no state.
 */
public final class RecordGate extends AbstractStreamOperator<SourceRecord>
        implements OneInputStreamOperator<SourceRecord, SourceRecord> {

    private final Lateness lateness;

    private transient long watermark;
    private transient PostingBuffer postings;
    private transient Counter recordsIn;
    private transient Map<ReasonCode, Counter> counters;

    /**
     * Creates the gate.
     *
     * @param lateness the rule
     */
    public RecordGate(Lateness lateness) {
        this.lateness = lateness;
    }

    @Override
    public void open() throws Exception {
        super.open();
        watermark = Long.MIN_VALUE;
        postings = new PostingBuffer(posting -> output.collect(FlowTypes.POSTINGS, new StreamRecord<>(posting)));
        MetricGroup group = getMetricGroup().addGroup("plumbline");
        recordsIn = group.counter("recordsIn");
        counters = new EnumMap<>(ReasonCode.class);
        for (ReasonCode reason : ReasonCode.values()) {
            counters.put(
                    reason,
                    switch (reason) {
                        case LATE -> group.counter("recordsLate");
                        case LATE_AFTER_IDLE -> group.counter("recordsLateAfterIdle");
                        default -> group.addGroup("reason", reason.code()).counter("recordsRejected");
                    });
        }
    }

    @Override
    public void processElement(StreamRecord<SourceRecord> element) {
        SourceRecord record = element.getValue();
        recordsIn.inc();
        PostingBuffer.Tally tally = tally(record);
        tally.in();
        Rejection rejection = record.rejection();
        if (rejection == null && lateness.isBehind(record.prediction().time(), watermark)) {
            rejection = lateAfterIdle(record.prediction().time());
        }
        if (rejection == null) {
            output.collect(element);
            return;
        }
        tally.notCounted(rejection.reason(), 1);
        Counter counter = counters.get(rejection.reason());
        if (counter != null) {
            counter.inc();
        }
        output.collect(
                FlowTypes.DEAD_LETTERS, new StreamRecord<>(record.toDeadLetter(rejection), element.getTimestamp()));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        super.processWatermark(mark);
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

    private PostingBuffer.Tally tally(SourceRecord record) {
        Rejection rejection = record.rejection();
        if (rejection != null && rejection.reason() == ReasonCode.TOO_MANY_SERIES) {
            return postings.of(LedgerAccount.OVERFLOW);
        }
        String model = record.model();
        return model == null || !record.admitted() ? postings.of(LedgerAccount.UNATTRIBUTED) : postings.ofModel(model);
    }

    private Rejection lateAfterIdle(long time) {
        return new Rejection(
                ReasonCode.LATE_AFTER_IDLE,
                "",
                "The record's time " + Instant.ofEpochMilli(time)
                        + " is in order for its partition, but the partition was idle or"
                        + " new, and the others have finished every pane up to "
                        + Instant.ofEpochMilli(watermark - lateness.allowedLateness())
                        + "; raise time.idleness, or replay the topic.");
    }
}
