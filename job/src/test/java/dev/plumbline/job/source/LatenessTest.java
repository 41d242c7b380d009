package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.time.Panes;
import org.junit.jupiter.api.Test;

/** Panes of 60 ms, 5 ms out of order, 10 ms of allowed lateness. */
class LatenessTest {

    private final Lateness lateness = new Lateness(new Panes(60), 5, 10);

    @Test
    void aRecordIsLateOnceItsPanesEndPlusTheLatenessIsNotAfterTheClock() {
        // The pane of 0..59 ends at 60; with 10 of lateness and 5 out of order its last moment is a largest time of 74.
        assertThat(lateness.isLate(0, 74)).isFalse();
        assertThat(lateness.isLate(0, 75)).isTrue();
        assertThat(lateness.isLate(59, 75)).isTrue();
        assertThat(lateness.isLate(60, 75)).isFalse();
    }

    @Test
    void aRecordIsNeverLateByItsOwnTime() {
        for (long time = -200; time < 200; time++) {
            assertThat(lateness.isLate(time, time)).isFalse();
        }
    }

    @Test
    void aRecordIsBehindOnceTheWatermarkHasFinishedItsPane() {
        assertThat(lateness.isBehind(0, 68)).isFalse();
        assertThat(lateness.isBehind(0, 69)).isTrue();
    }

    /** A partition's watermark is its clock minus one, so by its own watermark alone no record is behind without being late. */
    @Test
    void bothRulesAgreeOnAPartitionsOwnWatermark() {
        for (long time = -150; time < 150; time++) {
            for (long largest = time; largest < time + 200; largest++) {
                assertThat(lateness.isBehind(time, largest - 5 - 1)).isEqualTo(lateness.isLate(time, largest));
            }
        }
    }
}
