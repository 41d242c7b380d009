package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.source.Lateness;
import dev.plumbline.job.source.RecordGate;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door of the join: what passes goes to its key as bytes, everything else to the dead letters. */
class EntryOperatorTest {
    private OneInputStreamOperatorTestHarness<SourceRecord, JoinInput> entry;

    @BeforeEach
    void open() throws Exception {
        entry = new OneInputStreamOperatorTestHarness<>(new EntryOperator(
                new RecordGate(new Lateness(new Panes(10), 0, 0)), JoinKeying.MODEL_AND_ID, "predictions"));
        entry.setup(JoinInputSerializer.INSTANCE);
        entry.open();
    }

    @AfterEach
    void close() throws Exception {
        entry.close();
    }

    private static SourceRecord prediction(String id, long offset, long time) {
        SourceRecord record = Records.valid("ctr", 1, offset, time);
        record.prediction().setId(id);
        return record;
    }

    private void take(SourceRecord record, long time) throws Exception {
        entry.processElement(new StreamRecord<>(record, time));
    }

    private Map<LedgerAccount, LedgerPosting> posted() throws Exception {
        entry.prepareSnapshotPreBarrier(1);
        return entry.getSideOutput(FlowTypes.POSTINGS).stream()
                .map(StreamRecord::getValue)
                .collect(Collectors.toMap(LedgerPosting::account, posting -> posting));
    }

    @Test
    void whatPassesGoesToItsKeyWithAllThatIsNeeded() throws Exception {
        SourceRecord first = prediction("a1", 3, 17);
        take(first, 17);
        take(prediction("ü", 4, 25), 25);

        List<JoinInput> inputs = entry.extractOutputValues();
        assertThat(inputs).extracting(JoinInput::time).containsExactly(17L, 25L);
        assertThat(inputs)
                .extracting(JoinInput::keyHash)
                .containsExactly(
                        JoinKey.of("ctr", "", "a1").hashCode(),
                        JoinKey.of("ctr", "", "ü").hashCode());
        ByteReader in =
                new ByteReader().to(inputs.get(0).bytes(), 0, inputs.get(0).length());
        assertThat(JoinKey.read(in)).isEqualTo(JoinKey.of("ctr", "", "a1"));
        JoinEvent event = JoinEventCodec.read(in);
        in.requireEnd("an input");
        assertThat(event).isEqualTo(event(first));
    }

    private static JoinEvent event(SourceRecord record) throws IOException {
        return JoinEvent.prediction(
                record.time(),
                Lane.NONE,
                Memory.bytes(out -> PredictionFacts.write(record, true, out)),
                Memory.bytes(out -> RawRecord.write(record, out)));
    }

    @Test
    void whatPassesWaitsInTheLedger() throws Exception {
        take(prediction("a1", 3, 17), 17);
        take(prediction("a2", 4, 18), 18);

        LedgerPosting posted = posted().get(LedgerAccount.ofModel("ctr"));
        assertThat(posted.in()).isEqualTo(2);
        assertThat(posted.summed()).isEqualTo(Map.of(LedgerPosting.UNDECIDED, 2L));
    }

    @Test
    void whatDoesNotPassIsADeadLetter() throws Exception {
        take(Records.rejected("ctr", 1, 3, ReasonCode.NOT_JSON), 0);
        take(prediction("a1", 4, 17), 17);
        entry.processWatermark(new Watermark(19));
        take(prediction("a2", 5, 18), 18);

        assertThat(entry.extractOutputValues()).hasSize(1);
        assertThat(entry.getSideOutput(FlowTypes.DEAD_LETTERS))
                .extracting(letter -> letter.getValue().rejection().reason())
                .containsExactly(ReasonCode.NOT_JSON, ReasonCode.LATE_AFTER_IDLE);
        LedgerPosting posted = posted().get(LedgerAccount.ofModel("ctr"));
        assertThat(posted.in()).isEqualTo(3);
        assertThat(posted.summed()).isEqualTo(Map.of(LedgerPosting.UNDECIDED, 1L));
        assertThat(posted.notCounted()).isEqualTo(Map.of(ReasonCode.NOT_JSON, 1L, ReasonCode.LATE_AFTER_IDLE, 1L));
    }
}
