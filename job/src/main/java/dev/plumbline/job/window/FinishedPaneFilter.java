package dev.plumbline.job.window;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.PostingBuffer;
import dev.plumbline.job.flow.SourceSpan;
import dev.plumbline.job.flow.TimeFloor;
import dev.plumbline.job.label.WindowTime;
import dev.plumbline.job.time.Panes;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.deadletter.LatePane;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sums of finished panes away from the windows. Such a sum exists only when a partition was declared idle, all others
 * went on, and it woke with old records in a task that could not know. Letting it through would count it in the hour, which
 * is still open, and not in the minute, which is not; so it goes to the dead letters as a whole, one letter per partition.
 *
 * <p>Flink starts again without a watermark after a failure. The filter remembers what was finished, so that no finished
 * window is opened a second time and overwritten by a part of itself, not even if the allowed lateness has been raised
 * meanwhile.
 *
 * <p>What passes is what the windows get, so this is where the ledger's records are seen on their other side.
 */
public final class FinishedPaneFilter extends AbstractStreamOperator<PaneSum>
        implements OneInputStreamOperator<PaneSum, PaneSum> {

    private final Panes panes;
    private final long allowedLateness;
    private final BinaryCrossentropyConfig metric;
    private final @Nullable CalibrationConfig calibration;
    private final @Nullable WindowTime labels;

    /** The last millisecond of which it is certain that its panes are finished. */
    private transient TimeFloor floor;

    private transient PostingBuffer postings;
    private transient Counter recordsLateAfterIdle;

    /**
     * Creates the filter.
     *
     * @param panes the panes of the job's windows
     * @param allowedLateness how long after its end a window may be revised, in milliseconds
     * @param metric what the sums are sums of; state of another metric is refused
     * @param calibration what else they measure, null for nothing; likewise
     * @param labels by which time predictions with labels fall into panes, null if they bring their labels along; likewise
     */
    public FinishedPaneFilter(
            Panes panes,
            long allowedLateness,
            BinaryCrossentropyConfig metric,
            @Nullable CalibrationConfig calibration,
            @Nullable WindowTime labels) {
        this.panes = panes;
        this.allowedLateness = allowedLateness;
        this.metric = metric;
        this.calibration = calibration;
        this.labels = labels;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        StoredMetric.require(metric, calibration, labels, context);
        floor = TimeFloor.restore(context);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        floor.store();
    }

    @Override
    public void open() throws Exception {
        super.open();
        postings = new PostingBuffer(posting -> output.collect(FlowTypes.POSTINGS, new StreamRecord<>(posting)));
        recordsLateAfterIdle = getMetricGroup().addGroup("plumbline").counter("recordsLateAfterIdle");
    }

    @Override
    public void processElement(StreamRecord<PaneSum> element) {
        PaneSum sum = element.getValue();
        long paneEnd = panes.end(sum.paneStart());
        boolean finished = paneEnd - 1 <= floor.millis();
        if (sum.key().slice().isEmpty()) {
            count(sum, paneEnd, finished);
        }
        if (!finished) {
            output.collect(element);
            return;
        }
        for (SourceSpan span : sum.spans()) {
            output.collect(
                    FlowTypes.DEAD_LETTERS, new StreamRecord<>(deadLetter(sum, paneEnd, span), element.getTimestamp()));
        }
    }

    /** Only sums of everyone are told to the ledger: those of slices hold the same records once more. */
    private void count(PaneSum sum, long paneEnd, boolean finished) {
        long records = sum.accumulator().records();
        if (records == 0) {
            return;
        }
        if (finished) {
            postings.ofModel(sum.key().model()).notCounted(ReasonCode.LATE_AFTER_IDLE, records);
            recordsLateAfterIdle.inc(records);
        } else {
            postings.ofModel(sum.key().model()).summed(paneEnd, records);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        floor.raise(Math.max(mark.getTimestamp(), Long.MIN_VALUE + allowedLateness) - allowedLateness, mark);
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

    private DeadLetter deadLetter(PaneSum sum, long paneEnd, SourceSpan span) {
        return new LatePane(
                        sum.key().model(),
                        sum.key().version(),
                        sum.key().slice(),
                        sum.paneStart(),
                        paneEnd,
                        span.topic(),
                        span.partition(),
                        span.firstOffset(),
                        span.lastOffset(),
                        span.records())
                .toDeadLetter(floor.millis());
    }
}
