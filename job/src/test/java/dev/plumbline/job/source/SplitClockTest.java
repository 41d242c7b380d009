package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Panes of 60 ms, 5 ms out of order, 10 ms of allowed lateness: the pane of 0..59 closes at a largest time of 75. */
class SplitClockTest {

    private static final Lateness LATENESS = new Lateness(new Panes(60), 5, 10);

    private final AdmittedNames names = new AdmittedNames(
            new SeriesLimit(3, 1, List.of()),
            new SeriesNames(List.of()),
            NameHashes.NONE,
            SliceCounts.NONE,
            size -> {});
    private final SplitClock clock = new SplitClock(LATENESS, names, ClockedSplit.NO_TIME);

    @Test
    void leavesARecordInTimeAlone() {
        assertThat(verdict(74)).isNull();
        assertThat(verdict(0)).isNull();
        assertThat(clock.largestTime()).isEqualTo(74);
    }

    @Test
    void rejectsALateRecordWithASentence() {
        verdict(75);

        Rejection rejection = verdict(59);
        assertThat(rejection.reason()).isEqualTo(ReasonCode.LATE);
        assertThat(rejection.message())
                .isEqualTo(
                        "The record's time 1970-01-01T00:00:00.059Z lies 16 ms before the newest time of its partition,"
                                + " 1970-01-01T00:00:00.075Z, further than time.out_of_orderness (5 ms) and"
                                + " time.allowed_lateness (10 ms) let its pane wait; raise one of them, or replay the topic.");
        assertThat(verdict(60)).isNull();
    }

    @Test
    void rejectedRecordsMoveNoClock() {
        SourceRecord rejected = Records.rejected(0, 0, ReasonCode.TIME_OUT_OF_RANGE);
        rejected.prediction().setOrigin("ctr", "", 1_000_000);
        clock.judge(rejected);

        assertThat(clock.largestTime()).isEqualTo(ClockedSplit.NO_TIME);
        assertThat(rejected.rejection().reason()).isEqualTo(ReasonCode.TIME_OUT_OF_RANGE);
    }

    @Test
    void goesOnWhereItStood() {
        SplitClock restored = new SplitClock(LATENESS, names, 75);
        SourceRecord late = Records.valid("ctr", 0, 0, 59);
        restored.judge(late);

        assertThat(late.rejection().reason()).isEqualTo(ReasonCode.LATE);
    }

    /** A model and its first version are two names, so of three names two models are one too many. */
    @Test
    void rejectsARecordThatNeedsANameTooManyWithASentence() {
        assertThat(verdict(70)).isNull();
        SourceRecord second = Records.valid("a\u0007b", 0, 0, 500);
        clock.judge(second);

        assertThat(second.rejection().reason()).isEqualTo(ReasonCode.TOO_MANY_SERIES);
        assertThat(second.rejection().message())
                .isEqualTo(
                        "The record of model \"a\\u0007b\" needs 2 new names for its model and its version, overflow slices"
                                + " included, and its partition has brought 2 of the 3 that limits.series allows; find out who invents names, or"
                                + " raise limits.series.");
        assertThat(clock.largestTime()).as("moves no clock").isEqualTo(70);
        assertThat(names.size()).isEqualTo(2);
        assertThat(verdict(70)).isNull();
    }

    @Test
    void aLateRecordBringsNoName() {
        verdict(75);
        SourceRecord late = Records.valid("other", 0, 0, 59);
        clock.judge(late);

        assertThat(late.rejection().reason()).isEqualTo(ReasonCode.LATE);
        assertThat(late.admitted()).isFalse();
        assertThat(names.size()).isEqualTo(2);
    }

    @Test
    void saysOfARejectedRecordWhetherItsModelIsKnown() {
        verdict(75);
        SourceRecord late = Records.valid("ctr", 0, 0, 59);
        clock.judge(late);
        assertThat(late.admitted()).isTrue();

        SourceRecord nameless = Records.rejected(0, 0, ReasonCode.NOT_JSON);
        clock.judge(nameless);
        assertThat(nameless.admitted()).isFalse();

        SourceRecord valid = Records.valid("ctr", 0, 0, 75);
        valid.setAdmitted(false);
        clock.judge(valid);
        assertThat(valid.admitted()).as("of the record before").isTrue();
    }

    @Test
    void saysOfWhichSlicesThereIsNoRoom() {
        List<Slicing> slicings = List.of(
                new Slicing(List.of(new Attribute("country", 0))), new Slicing(List.of(new Attribute("device", 1))));
        SplitClock sliced = new SplitClock(
                LATENESS,
                new AdmittedNames(
                        new SeriesLimit(100, 1, slicings),
                        new SeriesNames(slicings),
                        NameHashes.NONE,
                        SliceCounts.NONE,
                        size -> {}),
                ClockedSplit.NO_TIME);
        SourceRecord first = Records.sliced("ctr", 0, 75, "CN", "tv");
        sliced.judge(first);
        assertThat(first.overflow()).isZero();
        SourceRecord late = Records.sliced("ctr", 1, 0, "DE", "phone");
        late.setOverflow(3);
        sliced.judge(late);
        assertThat(late.overflow()).as("of the record before").isZero();
        SourceRecord further = Records.sliced("ctr", 2, 75, "CN", "phone");
        sliced.judge(further);
        assertThat(further.isOverflow(0)).isFalse();
        assertThat(further.isOverflow(1)).isTrue();
        assertThat(further.rejection()).isNull();
    }

    private Rejection verdict(long time) {
        SourceRecord record = Records.valid("ctr", 0, 0, time);
        clock.judge(record);
        return record.rejection();
    }
}
