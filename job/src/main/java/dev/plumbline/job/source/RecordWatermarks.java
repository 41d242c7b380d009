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
 * <p>A task that has no partition, because there are fewer than tasks, would hold the watermark back for ever. It becomes idle soon, however
 * long a partition that falls silent is waited for.
 */
public final class RecordWatermarks implements WatermarkStrategy<SourceRecord> {

    /** Partitions are handed out within seconds of the start. */
    private static final Duration WITHOUT_PARTITIONS = Duration.ofSeconds(30);

    private final Duration outOfOrderness;
    private final @Nullable Duration idleness;
    private final @Nullable Duration idlenessWithoutPartitions;

    /** Each task has its own copy of this, and Flink makes the generator of the task itself before that of any partition. */
    private transient boolean ofPartition;

    private RecordWatermarks(
            Duration outOfOrderness, @Nullable Duration idleness, @Nullable Duration idlenessWithoutPartitions) {
        this.outOfOrderness = outOfOrderness;
        this.idleness = idleness;
        this.idlenessWithoutPartitions = idlenessWithoutPartitions;
    }

    /**
     * Watermarks of a log that comes to an end, which is waited for.
     *
     * @param outOfOrderness how far behind the newest record others are still expected
     */
    public static RecordWatermarks bounded(Duration outOfOrderness) {
        return new RecordWatermarks(outOfOrderness, null, null);
    }

    /**
     * Watermarks of a log that goes on.
     *
     * @param outOfOrderness how far behind the newest record others are still expected
     * @param idleness after how long without a valid record a partition no longer holds the watermark back; null for never
     */
    public static RecordWatermarks live(Duration outOfOrderness, @Nullable Duration idleness) {
        boolean isShorter = idleness != null && idleness.compareTo(WITHOUT_PARTITIONS) < 0;
        return new RecordWatermarks(outOfOrderness, idleness, isShorter ? idleness : WITHOUT_PARTITIONS);
    }

    @Override
    public WatermarkGenerator<SourceRecord> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        WatermarkGenerator<SourceRecord> bounded = new BoundedOutOfOrdernessWatermarks<>(outOfOrderness);
        Duration wait = ofPartition ? idleness : idlenessWithoutPartitions;
        ofPartition = true;
        return new ValidRecordsOnly(
                wait == null ? bounded : new WatermarksWithIdleness<>(bounded, wait, context.getInputActivityClock()));
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
