package dev.plumbline.job.pane;

import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.Gate;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.deadletter.DeadLetter;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * The shell round the {@link Gate} and {@link PaneBuffer}: sums the records that the gate admits, and sends complete panes before
 * a watermark passes on, everything before a checkpoint barrier and at the end of input. A pane that a watermark has completed may
 * still receive allowed late records; they leave with the next watermark.
 *
 * <p>While its sources are idle, others move the watermark on without asking this task. So it sends everything before it passes
 * that status on, and each record that comes nevertheless at once.
 *
 * <p>Because sums leave before the watermark that completes them, no sum is late downstream unless its partition woke from
 * idleness.
 */
public final class PaneOperator extends AbstractStreamOperator<PaneSum>
        implements OneInputStreamOperator<SourceRecord, PaneSum> {

    private final Gate gate;
    private final WindowAggregate aggregate;
    private final Panes panes;
    private final List<Slicing> slicings;
    private final int capacity;

    private transient PaneBuffer buffer;
    private transient long currentTimestamp;
    private transient boolean idle;
    private transient Counter recordsCounted;
    private transient Counter recordsInOverflowSlices;
    private transient Counter panesSent;

    /**
     * Creates the operator.
     *
     * @param gate which records are counted
     * @param aggregate how a record is added to a sum
     * @param panes the panes of the job's windows
     * @param slicings the ways in which the population is cut
     * @param capacity how many open sums a task holds at most
     */
    public PaneOperator(Gate gate, WindowAggregate aggregate, Panes panes, List<Slicing> slicings, int capacity) {
        this.gate = gate;
        this.aggregate = aggregate;
        this.panes = panes;
        this.slicings = List.copyOf(slicings);
        this.capacity = capacity;
    }

    @Override
    public void open() throws Exception {
        super.open();
        int recordsPerMerge = MergeCost.inRecords(aggregate.createAccumulator());
        buffer = new PaneBuffer(aggregate, panes, slicings, capacity, recordsPerMerge, this::send);
        MetricGroup group = getMetricGroup().addGroup("plumbline");
        gate.open(group, this::sendDeadLetter, this::sendPosting);
        recordsCounted = group.counter("recordsCounted");
        recordsInOverflowSlices = group.counter("recordsInOverflowSlices");
        panesSent = group.counter("panesSent");
        group.gauge("panesOpen", () -> buffer.size());
    }

    @Override
    public void processElement(StreamRecord<SourceRecord> element) {
        SourceRecord record = element.getValue();
        currentTimestamp = element.getTimestamp();
        if (!gate.admits(record)) {
            return;
        }
        buffer.add(record);
        if (record.prediction().labelStatus().isCounted()) {
            recordsCounted.inc();
            if (record.overflow() != 0) {
                recordsInOverflowSlices.inc();
            }
        }
        if (idle) {
            buffer.flush();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        gate.advanceTo(mark.getTimestamp());
        buffer.advanceTo(mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        idle = status.isIdle();
        if (idle) {
            buffer.flush();
        }
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        buffer.flush();
        gate.flush();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        buffer.flush();
        gate.flush();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        // A task that has ended stays in memory until the collector has come by twice, since Flink finalizes it; where
        // jobs
        // restart, that would be one buffer beside the next.
        if (buffer != null) {
            buffer.clear();
        }
        super.close();
    }

    private void send(PaneSum sum) {
        panesSent.inc();
        // Sums of slices hold the same records once more.
        if (sum.key().slice().isEmpty()) {
            gate.summed(sum.key().model(), sum.accumulator().records());
        }
        output.collect(new StreamRecord<>(sum, panes.end(sum.paneStart()) - 1));
    }

    /** A dead letter has the timestamp of its record, which is the one at hand. */
    private void sendDeadLetter(DeadLetter letter) {
        output.collect(FlowTypes.DEAD_LETTERS, new StreamRecord<>(letter, currentTimestamp));
    }

    private void sendPosting(LedgerPosting posting) {
        output.collect(FlowTypes.POSTINGS, new StreamRecord<>(posting));
    }
}
