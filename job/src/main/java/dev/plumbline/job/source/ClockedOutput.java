package dev.plumbline.job.source;

import dev.plumbline.job.flow.SourceRecord;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Hands records on after the clock of their split has judged them. Watermarks and idleness pass through. */
final class ClockedOutput implements ReaderOutput<SourceRecord> {

    private final ReaderOutput<SourceRecord> output;
    private final Map<String, SplitClock> clocks;

    ClockedOutput(ReaderOutput<SourceRecord> output, Map<String, SplitClock> clocks) {
        this.output = output;
        this.clocks = clocks;
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
        return new JudgedOutput(split, clock);
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

    private record JudgedOutput(SourceOutput<SourceRecord> output, SplitClock clock)
            implements SourceOutput<SourceRecord> {

        @Override
        public void collect(SourceRecord record) {
            clock.judge(record);
            output.collect(record);
        }

        @Override
        public void collect(SourceRecord record, long timestamp) {
            clock.judge(record);
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
    }
}
