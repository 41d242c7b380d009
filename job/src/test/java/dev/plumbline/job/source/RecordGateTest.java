package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerAccount;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
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
        gate = new OneInputStreamOperatorTestHarness<>(new RecordGate(new Lateness(new Panes(60), 5, 10)));
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

    @Test
    void tellsTheLedgerBeforeTheBarrierWhoseRecordsCameInAndWereTurnedAway() throws Exception {
        gate.processWatermark(new Watermark(69));
        send(Records.valid("ctr", 0, 1, 100));
        send(Records.valid("cvr", 0, 2, 100));
        send(Records.valid("ctr", 0, 3, 59));
        send(Records.rejected("ctr", 0, 4, ReasonCode.LABEL_OUT_OF_RANGE));
        send(Records.rejected(0, 5, ReasonCode.NOT_JSON));
        SourceRecord stranger = Records.rejected("stranger", 0, 6, ReasonCode.LABEL_OUT_OF_RANGE);
        stranger.setAdmitted(false);
        send(stranger);
        send(Records.rejected("one-too-many", 0, 7, ReasonCode.TOO_MANY_SERIES));
        assertThat(postings()).isEmpty();

        gate.prepareSnapshotPreBarrier(1);

        assertThat(postings())
                .containsExactlyInAnyOrder(
                        new LedgerPosting(
                                LedgerAccount.ofModel("ctr"),
                                3,
                                Map.of(ReasonCode.LATE_AFTER_IDLE, 1L, ReasonCode.LABEL_OUT_OF_RANGE, 1L),
                                new TreeMap<>()),
                        new LedgerPosting(LedgerAccount.ofModel("cvr"), 1, Map.of(), new TreeMap<>()),
                        new LedgerPosting(
                                LedgerAccount.UNATTRIBUTED,
                                2,
                                Map.of(ReasonCode.NOT_JSON, 1L, ReasonCode.LABEL_OUT_OF_RANGE, 1L),
                                new TreeMap<>()),
                        new LedgerPosting(
                                LedgerAccount.OVERFLOW, 1, Map.of(ReasonCode.TOO_MANY_SERIES, 1L), new TreeMap<>()));

        gate.prepareSnapshotPreBarrier(2);
        assertThat(postings()).hasSize(4);
    }

    @Test
    void tellsTheLedgerAtTheEndOfInput() throws Exception {
        send(Records.valid("ctr", 0, 1, 100));
        gate.getOperator().finish();

        assertThat(postings()).extracting(LedgerPosting::in).containsExactly(1L);
    }

    private List<LedgerPosting> postings() {
        Queue<StreamRecord<LedgerPosting>> output = gate.getSideOutput(FlowTypes.POSTINGS);
        return output == null
                ? List.of()
                : output.stream().map(StreamRecord::getValue).toList();
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
