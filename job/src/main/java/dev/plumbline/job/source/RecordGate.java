package dev.plumbline.job.source;

import dev.plumbline.job.flow.Gate;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.job.flow.PostingBuffer;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerAccount;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Lets valid records that are in time pass and sends every other one, untouched and with its reason, to the dead letters. Counts
 * each outcome, in metrics, which begin at zero with every restart, and for the ledger, which does not. Has no state.
 */
public final class RecordGate implements Gate {

    private final Lateness lateness;

    private transient long watermark;
    private transient Consumer<DeadLetter> deadLetters;
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
    public void open(
            MetricGroup metrics, Consumer<DeadLetter> deadLetterOutput, Consumer<LedgerPosting> postingOutput) {
        watermark = Long.MIN_VALUE;
        deadLetters = deadLetterOutput;
        postings = new PostingBuffer(postingOutput);
        recordsIn = metrics.counter("recordsIn");
        counters = new EnumMap<>(ReasonCode.class);
        for (ReasonCode reason : ReasonCode.values()) {
            counters.put(
                    reason,
                    switch (reason) {
                        case LATE -> metrics.counter("recordsLate");
                        case LATE_AFTER_IDLE -> metrics.counter("recordsLateAfterIdle");
                        default -> metrics.addGroup("reason", reason.code()).counter("recordsRejected");
                    });
        }
    }

    @Override
    public boolean admits(SourceRecord record) {
        recordsIn.inc();
        Rejection rejection = record.rejection();
        if (rejection == null && lateness.isBehind(record.time(), watermark)) {
            rejection = lateAfterIdle(record);
        }
        if (rejection == null) {
            return true;
        }
        PostingBuffer.Tally tally = tally(record);
        tally.in(1);
        tally.notCounted(rejection.reason(), 1);
        Counter counter = counters.get(rejection.reason());
        if (counter != null) {
            counter.inc();
        }
        deadLetters.accept(record.toDeadLetter(rejection));
        return false;
    }

    @Override
    public void summed(String model, long records) {
        postings.ofModel(model).in(records);
    }

    @Override
    public void waits(SourceRecord record) {
        PostingBuffer.Tally tally = tally(record);
        tally.in(1);
        tally.waiting(1);
    }

    @Override
    public void advanceTo(long newWatermark) {
        watermark = newWatermark;
    }

    @Override
    public void flush() {
        postings.flush();
    }

    private PostingBuffer.Tally tally(SourceRecord record) {
        if (record.isLabel()) {
            return postings.of(LedgerAccount.LABELS);
        }
        Rejection rejection = record.rejection();
        if (rejection != null && rejection.reason() == ReasonCode.TOO_MANY_SERIES) {
            return postings.of(LedgerAccount.OVERFLOW);
        }
        String model = record.model();
        return model == null || !record.admitted() ? postings.of(LedgerAccount.UNATTRIBUTED) : postings.ofModel(model);
    }

    private Rejection lateAfterIdle(SourceRecord record) {
        return new Rejection(
                ReasonCode.LATE_AFTER_IDLE,
                "",
                "The record's time " + Instant.ofEpochMilli(record.time())
                        + " is in order for its partition, but the partition was idle or"
                        + " new, and the others have finished every pane up to "
                        + Instant.ofEpochMilli(watermark - lateness.allowedLateness())
                        + "; raise " + (record.isLabel() ? "labels.idleness" : "time.idleness")
                        + ", or replay the topic.");
    }
}
