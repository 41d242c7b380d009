package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.deadletter.DeadLetter;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Panes of 60 ms and 10 ms of allowed lateness: the pane of 0..59 is finished at watermark 69. */
class RecordGateTest {

    private OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> gate;

    @BeforeEach
    void open() throws Exception {
        gate = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new RecordGate(new Lateness(new Panes(60), 5, 10))));
        gate.setup(FlowTypes.SOURCE_RECORD.createSerializer(
                gate.getExecutionConfig().getSerializerConfig()));
        gate.open();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    @Test
    void letsValidRecordsPass() throws Exception {
        gate.processWatermark(new Watermark(68));
        send(Records.valid("ctr", 0, 7, 59));

        assertThat(passed()).containsExactly(7L);
        assertThat(letters()).isEmpty();
    }

    @Test
    void sendsARejectedRecordUntouchedToTheDeadLetters() throws Exception {
        SourceRecord rejected = Records.rejected(3, 41, ReasonCode.NOT_JSON);
        send(rejected);

        assertThat(passed()).isEmpty();
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.rejection()).isEqualTo(rejected.rejection());
            assertThat(letter.key()).isSameAs(rejected.key());
            assertThat(letter.value()).isSameAs(rejected.value());
            assertThat(letter.partition()).isEqualTo(3);
            assertThat(letter.offset()).isEqualTo(41);
        });
    }

    @Test
    void setsApartWhatComesAfterItsPaneWasFinished() throws Exception {
        gate.processWatermark(new Watermark(69));
        send(Records.valid("ctr", 1, 0, 59));
        send(Records.valid("ctr", 1, 1, 60));

        assertThat(passed()).containsExactly(1L);
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.rejection().reason()).isEqualTo(ReasonCode.LATE_AFTER_IDLE);
            assertThat(letter.rejection().message()).contains("every pane up to 1970-01-01T00:00:00.059Z");
        });
    }

    private void send(SourceRecord record) throws Exception {
        gate.processElement(new StreamRecord<>(record));
    }

    private List<Long> passed() {
        return gate.extractOutputValues().stream().map(SourceRecord::offset).toList();
    }

    private List<DeadLetter> letters() {
        Queue<StreamRecord<DeadLetter>> output = gate.getSideOutput(FlowTypes.DEAD_LETTERS);
        return output == null
                ? List.of()
                : output.stream().map(StreamRecord::getValue).toList();
    }
}
