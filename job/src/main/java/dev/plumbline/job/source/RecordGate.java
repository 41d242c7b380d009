package dev.plumbline.job.source;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The door behind the source: lets valid records that are in time pass and sends every other one, untouched and with its
 * reason, to the dead letters. Counts each outcome. Has no state.
 */
public final class RecordGate extends ProcessFunction<SourceRecord, SourceRecord> {

    private final Lateness lateness;

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
    public void open(OpenContext context) {
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("plumbline");
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
    public void processElement(SourceRecord record, Context context, Collector<SourceRecord> out) {
        recordsIn.inc();
        Rejection rejection = record.rejection();
        long watermark = context.timerService().currentWatermark();
        if (rejection == null && lateness.isBehind(record.prediction().time(), watermark)) {
            rejection = lateAfterIdle(record.prediction().time(), watermark);
        }
        if (rejection == null) {
            out.collect(record);
            return;
        }
        Counter counter = counters.get(rejection.reason());
        if (counter != null) {
            counter.inc();
        }
        context.output(FlowTypes.DEAD_LETTERS, record.toDeadLetter(rejection));
    }

    private Rejection lateAfterIdle(long time, long watermark) {
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
