package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreCellsTest {
    @ParameterizedTest(name = "{0} bits")
    @ValueSource(ints = {0, 1, 6, 10})
    void cellsTileTheInterval(int bits) {
        ScoreCells cells = ScoreCells.of(bits);
        assertThat(cells.count()).isEqualTo(2 * (1 + 39 * (1 << bits)) + 1);
        assertThat(cells.lower(0)).isZero();
        assertThat(cells.upper(cells.count() - 1)).isEqualTo(1);
        for (int cell = 0; cell < cells.count(); cell++) {
            if (cell > 0) {
                assertThat(cells.lower(cell)).isEqualTo(cells.upper(cell - 1));
            }
            // The side towards one half is open, so that mirror images are in mirror cells.
            double lowest = cells.upper(cell) <= 0.5 ? cells.lower(cell) : Math.nextUp(cells.lower(cell));
            double highest = cells.lower(cell) >= 0.5 ? cells.upper(cell) : Math.nextDown(cells.upper(cell));
            boolean half = cells.lower(cell) == cells.upper(cell);
            assertThat(cells.indexOf(half ? 0.5 : lowest))
                    .as("lowest of %s", cell)
                    .isEqualTo(cell);
            assertThat(cells.indexOf(half ? 0.5 : highest))
                    .as("highest of %s", cell)
                    .isEqualTo(cell);
        }
    }

    @ParameterizedTest(name = "{0} bits")
    @ValueSource(ints = {0, 3, 6, 10})
    void higherScoresAreNeverInLowerCellsAndCellsAreNarrow(int bits) {
        ScoreCells cells = ScoreCells.of(bits);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 100_000; i++) {
            double score = i % 2 == 0 ? random.nextDouble() : Math.pow(10, -14 * random.nextDouble());
            double mirrored = 1 - score;
            for (double p : new double[] {score, mirrored}) {
                int cell = cells.indexOf(p);
                assertThat(p).isBetween(cells.lower(cell), cells.upper(cell));
                assertThat(cells.indexOf(Math.nextUp(Math.min(p, 0.9))))
                        .isGreaterThanOrEqualTo(cells.indexOf(Math.min(p, 0.9)));
                double distance = Math.min(p, 1 - p);
                assertThat(cells.upper(cell) - cells.lower(cell))
                        .isLessThanOrEqualTo(Math.max(0x1p-40, distance / (1 << bits)));
            }
        }
    }
}
