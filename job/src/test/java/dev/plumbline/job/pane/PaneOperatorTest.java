package dev.plumbline.job.pane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.Gate;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.job.time.Panes;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerAccount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaneOperatorTest {

    private static final List<Slicing> SLICINGS =
            List.of(new Slicing(List.of(new Attribute("country", 0))), new Slicing(List.of(new Attribute("os", 1))));

    private final RegisteredCounters counters = new RegisteredCounters();
    private OneInputStreamOperatorTestHarness<SourceRecord, PaneSum> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(
                new PaneOperator(
                        new TimedGate(),
                        new WindowAggregate(BinaryCrossentropyConfig.defaults()),
                        new Panes(60),
                        SLICINGS,
                        100),
                counters.environment());
        harness.setup(
                FlowTypes.PANE_SUM.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void sendsAPaneBeforeTheWatermarkThatCompletesIt() throws Exception {
        send(Records.valid("ctr", 0, 0, 10));
        send(Records.valid("ctr", 0, 1, 70));
        harness.processWatermark(new Watermark(59));

        List<Object> output = List.copyOf(harness.getOutput());
        assertThat(output).hasSize(2);
        assertThat(((StreamRecord<?>) output.get(0)).getValue())
                .isInstanceOfSatisfying(
                        PaneSum.class, sum -> assertThat(sum.paneStart()).isZero());
        assertThat(output.get(1)).isEqualTo(new Watermark(59));
    }

    @Test
    void holdsNothingBackFromACheckpoint() throws Exception {
        send(Records.valid("ctr", 0, 0, 10));
        send(Records.valid("ctr", 0, 1, 70));
        harness.prepareSnapshotPreBarrier(1);

        assertThat(harness.extractOutputValues()).extracting(PaneSum::paneStart).containsExactly(0L, 60L);
    }

    @Test
    void sendsEverythingAtTheEndOfInput() throws Exception {
        send(Records.valid("ctr", 0, 0, 10));
        harness.getOneInputOperator().finish();

        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    /** While this task is idle others move the watermark on, and nothing would fetch its sums in time. */
    @Test
    void holdsNothingBackWhileItIsIdle() throws Exception {
        send(Records.valid("ctr", 0, 0, 10));
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        send(Records.valid("ctr", 0, 1, 5));

        assertThat(harness.getOutput()).hasSize(3).element(1).isEqualTo(WatermarkStatus.IDLE);
        assertThat(harness.extractOutputValues())
                .extracting(sum -> sum.accumulator().records())
                .containsExactly(1L, 1L);

        harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
        send(Records.valid("ctr", 0, 2, 10));
        assertThat(harness.extractOutputValues()).hasSize(2);
    }

    @Test
    void sumsNothingThatTheGateTurnsAway() throws Exception {
        harness.processElement(new StreamRecord<>(Records.valid("ctr", 0, 0, -1), 77));
        harness.getOneInputOperator().finish();

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.getSideOutput(FlowTypes.DEAD_LETTERS))
                .singleElement()
                .satisfies(letter -> assertThat(letter.getTimestamp()).isEqualTo(77));
    }

    @Test
    void letsTheGateTellTheLedgerBeforeTheBarrierAndAtTheEnd() throws Exception {
        harness.processWatermark(new Watermark(59));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(postings()).containsExactly(59L);

        harness.processWatermark(new Watermark(119));
        harness.getOneInputOperator().finish();
        assertThat(postings()).containsExactly(59L, 119L);
    }

    /** The gate's flush must not come before the sums, or the ledger would miss at the barrier what they hold. */
    @Test
    void tellsTheGateWhatLeavesBeforeTheGateTellsTheLedger() throws Exception {
        send(Records.valid("ctr", 0, 1, 10));
        send(Records.valid("ctr", 0, 2, 70));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(postings()).contains(2L);

        send(Records.valid("ctr", 0, 3, 130));
        harness.getOneInputOperator().finish();
        assertThat(postings()).contains(1L);
    }

    @Test
    void countsARecordInTheOverflowSlicesThatTheSourceHasSaid() throws Exception {
        String counter = "recordsInOverflowSlices";
        send(Records.sliced("ctr", 1, 10, "CN", "a"));
        assertThat(counters.count(counter)).isZero();
        SourceRecord overflowing = Records.sliced("ctr", 2, 10, "DE", "b");
        overflowing.setOverflow(0b10);
        send(overflowing);
        overflowing.setOverflow(0b11);
        send(overflowing);
        harness.getOneInputOperator().finish();

        assertThat(counters.count(counter)).as("once, however many they are").isEqualTo(2);
        assertThat(counters.count("recordsCounted")).isEqualTo(3);
        assertThat(harness.extractOutputValues())
                .extracting(sum -> sum.key().slice() + " " + sum.accumulator().records())
                .containsExactlyInAnyOrder(
                        "{} 3",
                        "{country=CN} 1",
                        "{os=a} 1",
                        "{country=DE} 1",
                        "{overflow=os} 2",
                        "{overflow=country} 1");
    }

    private List<Long> postings() {
        return harness.getSideOutput(FlowTypes.POSTINGS).stream()
                .map(posting -> posting.getValue().in())
                .toList();
    }

    /** Admits what has a time of 0 or later, and tells the ledger the watermark, so that a test can see what it knew. */
    private static final class TimedGate implements Gate {

        private transient Consumer<DeadLetter> deadLetters;
        private transient Consumer<LedgerPosting> postings;
        private final Map<String, Long> summed = new HashMap<>();
        private transient long watermark;

        @Override
        public void open(MetricGroup metrics, Consumer<DeadLetter> letters, Consumer<LedgerPosting> toLedger) {
            deadLetters = letters;
            postings = toLedger;
        }

        @Override
        public boolean admits(SourceRecord record) {
            if (record.prediction().time() < 0) {
                deadLetters.accept(record.toDeadLetter(new Rejection(ReasonCode.LATE, "", "too early")));
                return false;
            }
            return true;
        }

        @Override
        public void summed(String model, long records) {
            summed.merge(model, records, Long::sum);
        }

        @Override
        public void waits(SourceRecord record) {
            throw new AssertionError("Records leave in sums.");
        }

        @Override
        public void advanceTo(long newWatermark) {
            watermark = newWatermark;
        }

        @Override
        public void flush() {
            postings.accept(new LedgerPosting(LedgerAccount.UNATTRIBUTED, watermark, Map.of(), new TreeMap<>()));
            summed.forEach((model, records) -> postings.accept(
                    new LedgerPosting(LedgerAccount.ofModel(model), records, Map.of(), new TreeMap<>())));
            summed.clear();
        }
    }

    private void send(SourceRecord record) throws Exception {
        if (record.prediction().sliceValueCount() == 0) {
            record.prediction().setSliceValues(new String[SLICINGS.size()]);
        }
        harness.processElement(new StreamRecord<>(record));
    }
}
