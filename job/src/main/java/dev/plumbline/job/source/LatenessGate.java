package dev.plumbline.job.source;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.PartitionClock;
import dev.plumbline.job.flow.PartitionClockSerializer;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The door behind the source: lets valid records that are in time pass and sends every other one, untouched and with its
 * reason, to the dead letters. Counts each outcome.
 *
 * <p>The clocks of the partitions are kept in union list state: after a restart each task gets every clock and takes the
 * largest, because no one can tell which partitions it will be given. A clock only ever grows, so an old copy does no harm.
 */
public final class LatenessGate extends ProcessFunction<SourceRecord, SourceRecord> implements CheckpointedFunction {

    private final Lateness lateness;
    private final boolean judging;

    private transient PartitionClocks clocks;
    private transient ListState<PartitionClock> storedClocks;
    private transient Counter recordsIn;
    private transient Counter recordsLate;
    private transient Counter recordsLateAfterIdle;
    private transient Map<ReasonCode, Counter> recordsRejected;

    private LatenessGate(Lateness lateness, boolean judging) {
        this.lateness = lateness;
        this.judging = judging;
    }

    /** Creates the gate of a log whose partitions move forward in time. */
    public static LatenessGate judging(Lateness lateness) {
        return new LatenessGate(lateness, true);
    }

    /**
     * Creates the gate of files, in which nothing is late: they are read to their end before any window is finished, so the
     * order of their lines does not matter.
     */
    public static LatenessGate open(Lateness lateness) {
        return new LatenessGate(lateness, false);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        clocks = new PartitionClocks();
        storedClocks = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("partition-clocks", PartitionClockSerializer.INSTANCE));
        clocks.restore(storedClocks.get());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        storedClocks.update(clocks.snapshot());
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("plumbline");
        recordsIn = group.counter("recordsIn");
        recordsLate = group.counter("recordsLate");
        recordsLateAfterIdle = group.counter("recordsLateAfterIdle");
        recordsRejected = new EnumMap<>(ReasonCode.class);
        for (ReasonCode reason : ReasonCode.values()) {
            if (reason != ReasonCode.LATE && reason != ReasonCode.LATE_AFTER_IDLE) {
                recordsRejected.put(
                        reason, group.addGroup("reason", reason.code()).counter("recordsRejected"));
            }
        }
    }

    @Override
    public void processElement(SourceRecord record, Context context, Collector<SourceRecord> out) {
        recordsIn.inc();
        Rejection rejection = record.rejection();
        if (rejection != null) {
            Counter counter = recordsRejected.get(rejection.reason());
            if (counter != null) {
                counter.inc();
            }
            context.output(FlowTypes.DEAD_LETTERS, record.toDeadLetter(rejection));
            return;
        }
        if (judging) {
            long time = record.prediction().time();
            long largestTime = clocks.advance(record.topic(), record.partition(), time);
            if (lateness.isLate(time, largestTime)) {
                recordsLate.inc();
                context.output(FlowTypes.DEAD_LETTERS, record.toDeadLetter(late(time, largestTime)));
                return;
            }
            long watermark = context.timerService().currentWatermark();
            if (lateness.isBehind(time, watermark)) {
                recordsLateAfterIdle.inc();
                context.output(FlowTypes.DEAD_LETTERS, record.toDeadLetter(lateAfterIdle(time, watermark)));
                return;
            }
        }
        out.collect(record);
    }

    private Rejection late(long time, long largestTime) {
        return new Rejection(
                ReasonCode.LATE,
                "",
                "The record's time " + Instant.ofEpochMilli(time) + " comes " + (largestTime - time)
                        + " ms after the newest time of its partition, " + Instant.ofEpochMilli(largestTime)
                        + ", which is later than time.out_of_orderness (" + lateness.outOfOrderness()
                        + " ms) and time.allowed_lateness (" + lateness.allowedLateness()
                        + " ms) let its pane wait; raise one of them, or replay the topic.");
    }

    private static Rejection lateAfterIdle(long time, long watermark) {
        return new Rejection(
                ReasonCode.LATE_AFTER_IDLE,
                "",
                "The record's time " + Instant.ofEpochMilli(time)
                        + " is in order for its partition, but the partition was idle"
                        + " and the others have finished everything up to " + Instant.ofEpochMilli(watermark)
                        + "; raise time.idleness, or replay the topic.");
    }
}
