package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import org.junit.jupiter.api.Test;

/** Panes of 60 ms, 5 ms out of order, 10 ms of allowed lateness: the pane of 0..59 closes at a largest time of 75. */
class SplitClockTest {

    private static final Lateness LATENESS = new Lateness(new Panes(60), 5, 10);

    private final SplitClock clock = new SplitClock(LATENESS, ClockedSplit.NO_TIME);

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
        SplitClock restored = new SplitClock(LATENESS, 75);
        SourceRecord late = Records.valid("ctr", 0, 0, 59);
        restored.judge(late);

        assertThat(late.rejection().reason()).isEqualTo(ReasonCode.LATE);
    }

    private Rejection verdict(long time) {
        SourceRecord record = Records.valid("ctr", 0, 0, time);
        clock.judge(record);
        return record.rejection();
    }
}
