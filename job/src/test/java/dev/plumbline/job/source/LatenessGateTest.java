package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Panes of 60 ms, 5 ms out of order, 10 ms of allowed lateness: the pane of 0..59 closes at a largest time of 75. */
class LatenessGateTest {

    private static final Lateness LATENESS = new Lateness(new Panes(60), 5, 10);

    private final List<OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord>> harnesses = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> harness : harnesses) {
            harness.close();
        }
    }

    @Test
    void letsValidRecordsInTimePass() throws Exception {
        var gate = open(LatenessGate.judging(LATENESS));

        send(gate, Records.valid("ctr", 0, 0, 74));
        send(gate, Records.valid("ctr", 0, 1, 0));

        assertThat(passed(gate)).containsExactly(0L, 1L);
        assertThat(letters(gate)).isEmpty();
    }

    @Test
    void sendsALateRecordUntouchedToTheDeadLetters() throws Exception {
        var gate = open(LatenessGate.judging(LATENESS));

        send(gate, Records.valid("ctr", 0, 0, 75));
        SourceRecord late = Records.valid("ctr", 0, 1, 59);
        send(gate, late);

        assertThat(passed(gate)).containsExactly(0L);
        DeadLetter letter = letters(gate).get(0);
        assertThat(letter.rejection().reason()).isEqualTo(ReasonCode.LATE);
        assertThat(letter.rejection().message()).contains("16 ms after", "time.allowed_lateness (10 ms)");
        assertThat(letter.value()).isSameAs(late.value());
        assertThat(letter.key()).isSameAs(late.key());
        assertThat(letter.offset()).isEqualTo(1);
    }

    @Test
    void judgesEachPartitionByItsOwnClock() throws Exception {
        var gate = open(LatenessGate.judging(LATENESS));

        send(gate, Records.valid("ctr", 0, 0, 1_000));
        send(gate, Records.valid("ctr", 1, 1, 0));

        assertThat(passed(gate)).containsExactly(0L, 1L);
    }

    @Test
    void rejectedRecordsMoveNoClock() throws Exception {
        var gate = open(LatenessGate.judging(LATENESS));

        send(gate, Records.rejected(0, 0, ReasonCode.TIME_OUT_OF_RANGE));
        send(gate, Records.valid("ctr", 0, 1, 0));

        assertThat(passed(gate)).containsExactly(1L);
        assertThat(letters(gate))
                .singleElement()
                .satisfies(letter -> assertThat(letter.rejection().reason()).isEqualTo(ReasonCode.TIME_OUT_OF_RANGE));
    }

    @Test
    void countsApartWhatComesAfterItsPartitionWasIdle() throws Exception {
        var gate = open(LatenessGate.judging(LATENESS));

        gate.processWatermark(new Watermark(69));
        send(gate, Records.valid("ctr", 1, 0, 59));
        send(gate, Records.valid("ctr", 1, 1, 60));

        assertThat(passed(gate)).containsExactly(1L);
        assertThat(letters(gate))
                .singleElement()
                .satisfies(letter -> assertThat(letter.rejection().reason()).isEqualTo(ReasonCode.LATE_AFTER_IDLE));
    }

    @Test
    void clocksSurviveARestartAndRescaling() throws Exception {
        var first = open(LatenessGate.judging(LATENESS));
        send(first, Records.valid("ctr", 0, 0, 75));
        var second = open(LatenessGate.judging(LATENESS));
        send(second, Records.valid("ctr", 1, 0, 10));
        OperatorSubtaskState stored =
                AbstractStreamOperatorTestHarness.repackageState(first.snapshot(1, 1), second.snapshot(1, 1));

        var restored = harness(LatenessGate.judging(LATENESS));
        restored.initializeState(stored);
        restored.open();
        send(restored, Records.valid("ctr", 0, 1, 59));
        send(restored, Records.valid("ctr", 1, 1, 0));

        assertThat(passed(restored)).containsExactly(1L);
        assertThat(letters(restored))
                .singleElement()
                .satisfies(letter -> assertThat(letter.rejection().reason()).isEqualTo(ReasonCode.LATE));
    }

    @Test
    void anOpenGateFindsNothingLate() throws Exception {
        var gate = open(LatenessGate.open(LATENESS));

        send(gate, Records.valid("ctr", -1, 0, 1_000_000));
        send(gate, Records.valid("ctr", -1, 1, 0));
        send(gate, Records.rejected(-1, 2, ReasonCode.NOT_JSON));

        assertThat(passed(gate)).containsExactly(0L, 1L);
        assertThat(letters(gate)).hasSize(1);
    }

    private OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> open(LatenessGate gate) throws Exception {
        var harness = harness(gate);
        harness.open();
        return harness;
    }

    private OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> harness(LatenessGate gate) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(gate));
        harness.setup(FlowTypes.SOURCE_RECORD.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        harnesses.add(harness);
        return harness;
    }

    private static void send(OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> gate, SourceRecord record)
            throws Exception {
        gate.processElement(new StreamRecord<>(record));
    }

    private static List<Long> passed(OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> gate) {
        return gate.extractOutputValues().stream().map(SourceRecord::offset).toList();
    }

    private static List<DeadLetter> letters(OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> gate) {
        Queue<StreamRecord<DeadLetter>> output = gate.getSideOutput(FlowTypes.DEAD_LETTERS);
        return output == null
                ? List.of()
                : output.stream().map(StreamRecord::getValue).toList();
    }
}
