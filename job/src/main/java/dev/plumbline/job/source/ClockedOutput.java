package dev.plumbline.job.source;

import dev.plumbline.job.flow.SourceRecord;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Hands records on after the clock of their split has judged them. Watermarks and idleness pass through. */
final class ClockedOutput implements ReaderOutput<SourceRecord> {

    private final ReaderOutput<SourceRecord> output;
    private final Map<String, SplitClock> clocks;
    private final Consumer<String> onStepBack;

    /**
     * Creates an output.
     *
     * @param output where records go
     * @param clocks by split id
     * @param onStepBack is told the split id when a record's offset is not after the one before, and may throw
     */
    ClockedOutput(ReaderOutput<SourceRecord> output, Map<String, SplitClock> clocks, Consumer<String> onStepBack) {
        this.output = output;
        this.clocks = clocks;
        this.onStepBack = onStepBack;
    }

    boolean leadsTo(ReaderOutput<SourceRecord> other) {
        return output == other;
    }

    @Override
    public SourceOutput<SourceRecord> createOutputForSplit(String splitId) {
        SplitClock clock = clocks.get(splitId);
        SourceOutput<SourceRecord> split = output.createOutputForSplit(splitId);
        if (clock == null) {
            throw new IllegalStateException(
                    "The reader writes to split " + splitId + ", which was never assigned to it.");
        }
        return new JudgedOutput(split, clock, () -> onStepBack.accept(splitId));
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
        clocks.remove(splitId);
        output.releaseOutputForSplit(splitId);
    }

    @Override
    public void collect(SourceRecord record) {
        output.collect(record);
    }

    @Override
    public void collect(SourceRecord record, long timestamp) {
        output.collect(record, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
        output.markIdle();
    }

    @Override
    public void markActive() {
        output.markActive();
    }

    private static final class JudgedOutput implements SourceOutput<SourceRecord> {

        private final SourceOutput<SourceRecord> output;
        private final SplitClock clock;
        private final Runnable onStepBack;
        private long lastOffset = -1;

        JudgedOutput(SourceOutput<SourceRecord> output, SplitClock clock, Runnable onStepBack) {
            this.output = output;
            this.clock = clock;
            this.onStepBack = onStepBack;
        }

        @Override
        public void collect(SourceRecord record) {
            judge(record);
            output.collect(record);
        }

        @Override
        public void collect(SourceRecord record, long timestamp) {
            judge(record);
            output.collect(record, timestamp);
        }

        private void judge(SourceRecord record) {
            if (record.offset() <= lastOffset) {
                onStepBack.run();
            }
            lastOffset = record.offset();
            clock.judge(record);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            output.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            output.markIdle();
        }

        @Override
        public void markActive() {
            output.markActive();
        }
    }
}
