package dev.plumbline.job.source;

import dev.plumbline.job.flow.SourceRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.jspecify.annotations.Nullable;

/**
 * Watermarks per partition: bounded out-of-orderness over the valid records, with idleness if wanted.
 *
 * <p>Rejected records, late ones among them, move no watermark, so that one absurd time cannot close everyone's windows; and they
 * do not count as activity either, so that a partition full of garbage, or of last week's records, turns idle instead of holding
 * everyone back.
 *
 * @param outOfOrderness how far behind the newest record others are still expected
 * @param idleness after how long without a valid record a partition no longer holds the watermark back; null for never
 */
public record RecordWatermarks(
        Duration outOfOrderness, @Nullable Duration idleness) implements WatermarkStrategy<SourceRecord> {

    @Override
    public WatermarkGenerator<SourceRecord> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        WatermarkGenerator<SourceRecord> bounded = new BoundedOutOfOrdernessWatermarks<>(outOfOrderness);
        return new ValidRecordsOnly(
                idleness == null
                        ? bounded
                        : new WatermarksWithIdleness<>(bounded, idleness, context.getInputActivityClock()));
    }

    @Override
    public TimestampAssigner<SourceRecord> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (record, recordTimestamp) -> record.rejection() == null ? record.time() : recordTimestamp;
    }

    private static final class ValidRecordsOnly implements WatermarkGenerator<SourceRecord> {

        private final WatermarkGenerator<SourceRecord> generator;

        ValidRecordsOnly(WatermarkGenerator<SourceRecord> generator) {
            this.generator = generator;
        }

        @Override
        public void onEvent(SourceRecord record, long timestamp, WatermarkOutput output) {
            if (record.rejection() == null) {
                generator.onEvent(record, timestamp, output);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            generator.onPeriodicEmit(output);
        }
    }
}
