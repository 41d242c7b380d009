package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Panes of 60 ms and 10 ms of allowed lateness: the pane of 0..59 is finished at watermark 69. */
class RecordGateTest {

    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<LedgerPosting> postings = new ArrayList<>();
    private final RecordGate gate = new RecordGate(new Lateness(new Panes(60), 5, 10));

    @BeforeEach
    void open() {
        gate.open(UnregisteredMetricsGroup.createOperatorMetricGroup(), letters::add, postings::add);
    }

    @Test
    void letsValidRecordsPass() {
        gate.advanceTo(68);

        assertThat(gate.admits(Records.valid("ctr", 0, 7, 59))).isTrue();
        assertThat(letters).isEmpty();
    }

    @Test
    void sendsARejectedRecordUntouchedToTheDeadLetters() {
        SourceRecord rejected = Records.rejected(3, 41, ReasonCode.NOT_JSON);

        assertThat(gate.admits(rejected)).isFalse();
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.rejection()).isEqualTo(rejected.rejection());
            assertThat(letter.key()).isSameAs(rejected.key());
            assertThat(letter.value()).isSameAs(rejected.value());
            assertThat(letter.partition()).isEqualTo(3);
            assertThat(letter.offset()).isEqualTo(41);
        });
    }

    @Test
    void namesTheIdlenessOfTheLogThatWasIdle() {
        SourceRecord label = SourceRecord.ofLabels();
        label.setPosition("labels", 0, 0, 59);
        label.label().setOrigin("ctr", "", "a1", 59);
        label.accept();
        gate.advanceTo(69);

        gate.admits(Records.valid("ctr", 1, 0, 59));
        gate.admits(label);

        assertThat(letters)
                .extracting(letter -> letter.rejection().message())
                .satisfiesExactly(
                        prediction -> assertThat(prediction).endsWith("raise time.idleness, or replay the topic."),
                        ofLabel -> assertThat(ofLabel).endsWith("raise labels.idleness, or replay the topic."));
    }

    @Test
    void setsApartWhatComesAfterItsPaneWasFinished() {
        gate.advanceTo(69);

        assertThat(gate.admits(Records.valid("ctr", 1, 0, 59))).isFalse();
        assertThat(gate.admits(Records.valid("ctr", 1, 1, 60))).isTrue();
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.rejection().reason()).isEqualTo(ReasonCode.LATE_AFTER_IDLE);
            assertThat(letter.rejection().message()).contains("every pane up to 1970-01-01T00:00:00.059Z");
        });
    }

    @Test
    void tellsTheLedgerWhenFlushedWhoseRecordsCameInAndWereTurnedAway() {
        gate.advanceTo(69);
        gate.admits(Records.valid("ctr", 0, 3, 59));
        gate.admits(Records.rejected("ctr", 0, 4, ReasonCode.LABEL_OUT_OF_RANGE));
        gate.admits(Records.rejected(0, 5, ReasonCode.NOT_JSON));
        SourceRecord stranger = Records.rejected("stranger", 0, 6, ReasonCode.LABEL_OUT_OF_RANGE);
        stranger.setAdmitted(false);
        gate.admits(stranger);
        gate.admits(Records.rejected("one-too-many", 0, 7, ReasonCode.TOO_MANY_SERIES));
        gate.summed("ctr", 7);
        gate.summed("cvr", 2);
        gate.summed("ctr", 1);
        assertThat(postings).isEmpty();

        gate.flush();

        assertThat(postings)
                .containsExactlyInAnyOrder(
                        new LedgerPosting(
                                LedgerAccount.ofModel("ctr"),
                                10,
                                Map.of(ReasonCode.LATE_AFTER_IDLE, 1L, ReasonCode.LABEL_OUT_OF_RANGE, 1L),
                                new TreeMap<>()),
                        new LedgerPosting(LedgerAccount.ofModel("cvr"), 2, Map.of(), new TreeMap<>()),
                        new LedgerPosting(
                                LedgerAccount.UNATTRIBUTED,
                                2,
                                Map.of(ReasonCode.NOT_JSON, 1L, ReasonCode.LABEL_OUT_OF_RANGE, 1L),
                                new TreeMap<>()),
                        new LedgerPosting(
                                LedgerAccount.OVERFLOW, 1, Map.of(ReasonCode.TOO_MANY_SERIES, 1L), new TreeMap<>()));

        gate.flush();
        assertThat(postings).hasSize(4);
    }
}
