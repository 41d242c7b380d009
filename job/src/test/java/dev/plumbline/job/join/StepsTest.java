package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.time.Panes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps divide panes, and the calendar knows which of them have something in them. */
class StepsTest {

    @ParameterizedTest
    @CsvSource({"1000, 1000", "60000, 60000", "90000, 45000", "3600000, 60000", "61001, 61001", "120014, 5218", "7, 7"})
    void stepsDivideThePaneAndAreAtMostAMinuteIfThatIsToBeHad(long pane, long step) {
        assertThat(Steps.of(new Panes(pane)).millis()).isEqualTo(step);
        assertThat(pane % step).isZero();
    }

    @Test
    void timesBeforeTheEpochHaveStepsToo() {
        Steps steps = new Steps(10);
        assertThat(steps.start(-1)).isEqualTo(-10);
        assertThat(steps.start(-10)).isEqualTo(-10);
        assertThat(steps.start(19)).isEqualTo(10);
        assertThat(steps.end(-10)).isZero();
    }

    @Test
    void theCalendarGivesStepsInOrderWithTheirBuckets() {
        StepCalendar calendar = new StepCalendar(8, 16);
        calendar.add(20, 9);
        calendar.add(10, 15);
        calendar.add(20, 8);
        assertThat(calendar.steps()).containsExactly(10L, 20L);
        assertThat(calendar.removeFirst()).containsExactly(15);
        assertThat(calendar.firstStep()).isEqualTo(20);
        assertThat(calendar.removeFirst()).containsExactly(8, 9);
        assertThat(calendar.firstStep()).isNull();

        // A step that was removed is another one when something is filed in it again.
        calendar.add(20, 10);
        assertThat(calendar.removeFirst()).containsExactly(10);
        calendar.addAll(30);
        assertThat(calendar.removeFirst()).containsExactly(8, 9, 10, 11, 12, 13, 14, 15);
    }
}
