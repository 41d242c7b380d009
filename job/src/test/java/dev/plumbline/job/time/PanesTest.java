package dev.plumbline.job.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PanesTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    @Test
    void aPaneIsTheLongestChunkThatAllWindowsShare() {
        assertThat(Panes.of(List.of(new Tumbling(MINUTE, 0))).millis()).isEqualTo(MINUTE);
        assertThat(Panes.of(List.of(new Tumbling(HOUR, 15 * MINUTE))).millis()).isEqualTo(15 * MINUTE);
        assertThat(Panes.of(List.of(new Sliding(10 * MINUTE, 4 * MINUTE, 0))).millis())
                .isEqualTo(2 * MINUTE);
        assertThat(Panes.of(List.of(new Cumulative(24 * HOUR, HOUR, 0))).millis())
                .isEqualTo(HOUR);
        assertThat(Panes.of(List.of(
                                new Tumbling(HOUR, 0),
                                new Sliding(10 * MINUTE, 5 * MINUTE, 0),
                                new Cumulative(24 * HOUR, HOUR, 16 * HOUR + 2 * MINUTE)))
                        .millis())
                .isEqualTo(MINUTE);
    }

    @Test
    void startAndEndFrameATimeOnBothSidesOfTheEpoch() {
        Panes panes = new Panes(10);
        assertThat(panes.start(0)).isEqualTo(0);
        assertThat(panes.end(0)).isEqualTo(10);
        assertThat(panes.start(9)).isEqualTo(0);
        assertThat(panes.start(10)).isEqualTo(10);
        assertThat(panes.start(-1)).isEqualTo(-10);
        assertThat(panes.end(-1)).isEqualTo(0);
        assertThat(panes.start(-10)).isEqualTo(-10);
    }

    @Test
    void everyWindowIsAWholeNumberOfPanes() {
        Random random = new Random(20260714);
        for (int i = 0; i < 500; i++) {
            List<WindowSpec> specs = new ArrayList<>();
            specs.add(new Tumbling(random.nextLong(1, 60), 0));
            long slide = random.nextLong(1, 30);
            specs.add(new Sliding(slide + random.nextLong(30), slide, random.nextLong(slide)));
            long step = random.nextLong(1, 10);
            specs.add(new Cumulative(step * random.nextLong(1, 10), step, 0));
            Panes panes = Panes.of(specs);
            for (WindowSpec spec : specs) {
                spec.forEachWindowOf(random.nextLong(-1000, 1000), (start, end) -> {
                    assertThat(panes.start(start)).isEqualTo(start);
                    assertThat(panes.start(end)).isEqualTo(end);
                });
            }
        }
    }

    @Test
    void noWindowsAndNoLengthAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Panes.of(List.of()))
                .withMessageContaining("at least one window");
        assertThatIllegalArgumentException().isThrownBy(() -> new Panes(0)).withMessageContaining("0 ms");
    }
}
