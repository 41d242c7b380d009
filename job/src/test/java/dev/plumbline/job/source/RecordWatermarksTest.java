package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.ReasonCode;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

/** 5 ms out of order, idle after 100 ms. */
class RecordWatermarksTest {

    private final ManualClock clock = new ManualClock();
    private final Output output = new Output();
    private final RecordWatermarks watermarks = RecordWatermarks.live(Duration.ofMillis(5), Duration.ofMillis(100));
    private final WatermarkGenerator<SourceRecord> ofTask = watermarks.createWatermarkGenerator(new Context(clock));
    private final WatermarkGenerator<SourceRecord> generator = watermarks.createWatermarkGenerator(new Context(clock));

    private static final class Output implements WatermarkOutput {
        private long watermark = Long.MIN_VALUE;
        private boolean idle;

        @Override
        public void emitWatermark(Watermark mark) {
            watermark = mark.getTimestamp();
            idle = false;
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {
            idle = false;
        }
    }

    private record Context(RelativeClock clock) implements WatermarkGeneratorSupplier.Context {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return clock;
        }
    }

    @Test
    void theWatermarkFollowsTheLargestTime() {
        see(Records.valid("ctr", 0, 0, 1_000));
        see(Records.valid("ctr", 0, 1, 500));

        assertThat(output.watermark).isEqualTo(1_000 - 5 - 1);
    }

    @Test
    void aRejectedRecordMovesNoWatermark() {
        see(Records.valid("ctr", 0, 0, 1_000));
        SourceRecord absurd = Records.rejected(0, 1, ReasonCode.TIME_OUT_OF_RANGE);
        absurd.prediction().setOrigin("ctr", "", 9_999_999);
        see(absurd);

        assertThat(output.watermark).isEqualTo(994);
    }

    @Test
    void aPartitionFullOfRejectedRecordsTurnsIdle() {
        see(Records.valid("ctr", 0, 0, 1_000));
        for (int i = 0; i < 30; i++) {
            clock.advanceTime(Duration.ofMillis(10));
            see(Records.rejected(0, i, ReasonCode.LATE));
        }

        assertThat(output.idle).isTrue();
    }

    @Test
    void aPartitionWithValidRecordsStaysAwake() {
        for (int i = 0; i < 30; i++) {
            clock.advanceTime(Duration.ofMillis(10));
            see(Records.valid("ctr", 0, i, 1_000 + i));
        }

        assertThat(output.idle).isFalse();
    }

    @Test
    void aTaskWithoutPartitionsIsNotWaitedForHoweverLongPartitionsAre() {
        RecordWatermarks patient = RecordWatermarks.live(Duration.ofMillis(5), Duration.ofHours(1));
        WatermarkGenerator<SourceRecord> task = patient.createWatermarkGenerator(new Context(clock));
        WatermarkGenerator<SourceRecord> partition = patient.createWatermarkGenerator(new Context(clock));

        assertThat(isIdleAfter(Duration.ofSeconds(29), task)).isFalse();
        assertThat(isIdleAfter(Duration.ofSeconds(2), task)).isTrue();
        assertThat(isIdleAfter(Duration.ofMinutes(59), partition)).isFalse();
        assertThat(isIdleAfter(Duration.ofMinutes(2), partition)).isTrue();
    }

    @Test
    void aTaskWithoutPartitionsIsNotWaitedForLongerThanPartitions() {
        assertThat(isIdleAfter(Duration.ofMillis(101), ofTask)).isTrue();
    }

    @Test
    void aBoundedLogWaitsForAll() {
        RecordWatermarks bounded = RecordWatermarks.bounded(Duration.ofMillis(5));
        WatermarkGenerator<SourceRecord> task = bounded.createWatermarkGenerator(new Context(clock));

        assertThat(isIdleAfter(Duration.ofDays(1), task)).isFalse();
    }

    /** Whether a generator that sees nothing is idle so much later than when it was asked last. */
    private boolean isIdleAfter(Duration silence, WatermarkGenerator<SourceRecord> asked) {
        // The time 0 would mean to Flink that it has not been asked yet.
        clock.advanceTime(Duration.ofNanos(1));
        output.idle = false;
        asked.onPeriodicEmit(output);
        clock.advanceTime(silence);
        asked.onPeriodicEmit(output);
        return output.idle;
    }

    private void see(SourceRecord record) {
        generator.onEvent(record, record.prediction().time(), output);
        generator.onPeriodicEmit(output);
    }
}
