package dev.plumbline.job.join;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.Gate;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.label.JoinKeying;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** The shell round the {@link Gate} of a log of predictions or labels and {@link JoinEvents}: sends what is admitted to its key. */
public final class EntryOperator extends AbstractStreamOperator<JoinInput>
        implements OneInputStreamOperator<SourceRecord, JoinInput> {

    private final Gate gate;
    private final JoinKeying keying;
    private final String log;

    private transient JoinEvents events;
    private transient Counter received;
    private transient StreamRecord<JoinInput> element;
    private transient long currentTimestamp;
    private transient boolean idle;

    /**
     * Creates the operator.
     *
     * @param gate which records are admitted
     * @param keying by what predictions and labels find each other
     * @param log what its metrics are called by: the gauge {@code <log>Idle} is 1 while all partitions of this task are silent and others go
     *     on without it; the counter {@code <log>Received} tells how many records were sent to their keys
     */
    public EntryOperator(Gate gate, JoinKeying keying, String log) {
        this.gate = gate;
        this.keying = keying;
        this.log = log;
    }

    @Override
    public void open() throws Exception {
        super.open();
        element = new StreamRecord<>(null);
        events = new JoinEvents(keying);
        MetricGroup group = getMetricGroup().addGroup("plumbline");
        gate.open(
                group,
                letter -> output.collect(FlowTypes.DEAD_LETTERS, new StreamRecord<>(letter, currentTimestamp)),
                posting -> output.collect(FlowTypes.POSTINGS, new StreamRecord<>(posting)));
        group.gauge(log + "Idle", () -> idle ? 1 : 0);
        received = group.counter(log + "Received");
    }

    @Override
    public void processElement(StreamRecord<SourceRecord> record) {
        currentTimestamp = record.getTimestamp();
        if (gate.admits(record.getValue())) {
            output.collect(element.replace(events.of(record.getValue()), currentTimestamp));
            gate.waits(record.getValue());
            received.inc();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        gate.advanceTo(mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        idle = status.isIdle();
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        gate.flush();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        gate.flush();
        super.finish();
    }
}
