package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EqualMassBinsTest {
    private static final CalibrationConfig CONFIG = CalibrationConfig.defaults()
            .withMetrics(Set.of(CalibrationMetric.EQUAL_MASS_BINS))
            .withBins(4);

    @Test
    void distinctScoresFallIntoBinsOfEqualWeight() {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        for (int i = 0; i < 8; i++) {
            accumulator.add(i % 2, i / 8.0, 1);
        }
        List<EqualMassBin> bins = accumulator.result().equalMassBins();
        assertThat(bins).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(bins.get(i))
                    .isEqualTo(new EqualMassBin(2 * i / 8.0, (2 * i + 1) / 8.0, 2, (4 * i + 1) / 16.0, 0, 0.5));
        }
    }

    @Test
    void tiesStayTogetherAndLeaveNoEmptyBins() {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        accumulator.add(1, 0.9, 1);
        accumulator.add(0, 0.1, 90);
        accumulator.add(1, 0.5, 9);
        assertThat(accumulator.result().equalMassBins())
                .containsExactly(new EqualMassBin(0.1, 0.1, 90, 0.1, 0, 0), new EqualMassBin(0.5, 0.9, 10, 0.54, 0, 1));
    }

    @Test
    void cellsGiveMeansWithinTheirErrors() {
        ScorePopulation population = ScorePopulation.uniform();
        CalibrationResult exact = Packs.of(
                        CONFIG.withExactScores(30_000), population.rows().subList(0, 5000))
                .result();
        CalibrationResult cells = Packs.of(
                        CONFIG.withExactScores(0), population.rows().subList(0, 5000))
                .result();
        double weight = 0;
        for (int i = 0; i < 4; i++) {
            EqualMassBin bin = cells.equalMassBins().get(i);
            // Cells of a uniform population hold at most 1/128 of it near one half.
            assertThat(bin.weight()).isCloseTo(1250, within(5000 / 128.0));
            assertThat(bin.meanPredictionError()).isBetween(1e-4, 0x1p-7);
            assertThat(bin.upper()).isGreaterThan(bin.lower());
            double mean = population.rows().subList(0, 5000).stream()
                    .mapToDouble(CalibrationStream.Row::prediction)
                    .filter(p -> p >= bin.lower() && p < bin.upper())
                    .average()
                    .orElseThrow();
            assertThat(bin.meanPrediction()).isCloseTo(mean, within(bin.meanPredictionError()));
            assertThat(exact.equalMassBins().get(i).meanPredictionError()).isZero();
            weight += bin.weight();
        }
        assertThat(weight).isEqualTo(5000);
    }
}
