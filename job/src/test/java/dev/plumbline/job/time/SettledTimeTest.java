package dev.plumbline.job.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettledTimeTest {
    private static final Panes PANES = new Panes(10);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 11, 25})
    void aMomentIsSettledWhenItsPaneAndTheLatenessAreOver(long lateness) {
        SettledTime settled = new SettledTime(PANES, lateness);
        for (long watermark = -60; watermark < 60; watermark++) {
            for (long moment = -100; moment < 60; moment++) {
                // The rule of the source: late is what lies in a pane whose end plus the lateness is not after the
                // clock.
                boolean late = PANES.end(moment) + lateness <= watermark + 1;

                assertThat(moment < settled.before(watermark)).isEqualTo(late);
                assertThat(settled.settles(moment) <= watermark).isEqualTo(late);
            }
        }
    }

    @Test
    void holdsAtTheEndsOfTime() {
        SettledTime settled = new SettledTime(PANES, 25);

        assertThat(settled.before(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(settled.before(Long.MIN_VALUE + 30)).isEqualTo(Long.MIN_VALUE);
        assertThat(settled.before(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(settled.settles(Long.MAX_VALUE - 30)).isEqualTo(Long.MAX_VALUE);
        assertThat(settled.settles(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesALatenessBelowZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SettledTime(PANES, -1))
                .withMessage("the allowed lateness is -1 ms; give 0 or more");
    }
}
