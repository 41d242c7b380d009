package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cells do to the areas under curves: never more than the bound that is published, and that is of use. */
class ScoreBoundsTest {
    private static final CalibrationConfig CELLS = CalibrationConfig.defaults()
            .withLoss(BinaryCrossentropyConfig.defaults().withDtype(DType.FLOAT64))
            .withMetrics(Set.of(
                    CalibrationMetric.ROC_AUC,
                    CalibrationMetric.AVERAGE_PRECISION,
                    CalibrationMetric.PR_AUC_TRAPEZOID,
                    CalibrationMetric.EQUAL_MASS_BINS))
            .withExactScores(0);

    /** What the sorted oracle itself may be off by: its sums are exact, a term has a few roundings. */
    private static final double ORACLE = 1e-14;

    @Test
    void thereAreMoreThanTwentyPopulations() {
        assertThat(ScorePopulation.all()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.plumbline.metric.calibration.ScorePopulation#all")
    void theBoundsHoldAndAreOfUse(ScorePopulation population) {
        CalibrationResult result = Packs.of(CELLS, population.rows()).result();
        SortedScores sorted = new SortedScores(population.rows());
        double auc = sorted.rocAuc();
        double averagePrecision = sorted.averagePrecision();
        // Printed for docs/METRICS.md.
        System.out.printf(
                "%-40s AUC %.5f off by %.1e, bound %.1e; AP %.5f off by %.1e, bound %.1e; trapezoids bound %.1e%n",
                population.name(),
                auc,
                Math.abs(result.value("roc_auc") - auc),
                result.value("roc_auc_error"),
                averagePrecision,
                Math.abs(result.value("average_precision") - averagePrecision),
                result.value("average_precision_error"),
                result.value("pr_auc_trapezoid_error"));

        assertThat(result.value("roc_auc")).isCloseTo(auc, within(result.value("roc_auc_error") + ORACLE));
        assertThat(result.value("average_precision"))
                .isCloseTo(averagePrecision, within(result.value("average_precision_error") + ORACLE));
        assertThat(result.value("pr_auc_trapezoid"))
                .isCloseTo(sorted.trapezoids(), within(result.value("pr_auc_trapezoid_error") + ORACLE));

        assertThat(result.value("roc_auc_error")).isPositive().isLessThan(population.auc());
        assertThat(result.value("average_precision_error"))
                .isPositive()
                .isLessThan(population.averagePrecision() * averagePrecision);
    }

    /** Half of all pairs within a cell, and not more: an adversary reaches the bound of the AUC. */
    @Test
    void theBoundOfTheAucIsReached() {
        for (ScorePopulation population : ScorePopulation.adversaries()) {
            CalibrationResult result = Packs.of(CELLS, population.rows()).result();
            double error = Math.abs(result.value("roc_auc") - new SortedScores(population.rows()).rocAuc());
            assertThat(error).isCloseTo(result.value("roc_auc_error"), within(1e-12));
        }
    }

    /** Each bit halves the pairs within a cell, where scores are spread smoothly. */
    @Test
    void finerCellsGiveSmallerBounds() {
        List<CalibrationStream.Row> rows = ScorePopulation.uniform().rows();
        double coarser = Packs.of(CELLS.withCellBits(0), rows).result().value("roc_auc_error");
        for (int bits = 1; bits <= ScoreCells.MAX_BITS; bits++) {
            double bound = Packs.of(CELLS.withCellBits(bits), rows).result().value("roc_auc_error");
            assertThat(bound).as("%s bits", bits).isBetween(0.4 * coarser, 0.6 * coarser);
            coarser = bound;
        }
    }

    /** The shared streams again, this time through cells: within the bounds of what is expected. */
    @Test
    void theBoundsHoldForTheSharedStreams() {
        int compared = 0;
        for (CalibrationStream stream : CalibrationStream.all()) {
            CalibrationResult result = stream.accumulate(CELLS).result();
            for (String key : List.of("roc_auc", "average_precision", "pr_auc_trapezoid")) {
                double expected = CalibrationStream.number(stream.expected().get(key));
                double error = result.value(key + "_error");
                if (Double.isNaN(expected)) {
                    assertThat(result.value(key)).isNaN();
                    assertThat(error).isNaN();
                } else {
                    compared++;
                    assertThat(result.value(key)).as(stream.id() + " " + key).isCloseTo(expected, within(error));
                }
            }
        }
        // 30 streams, of which six have no AUC and three of these no other area either.
        assertThat(compared).isEqualTo(24 + 27 + 27);
    }

    /** As many scores as are allowed, and one more. */
    @Test
    void ranksAreExactUpToTheLimit() {
        CalibrationConfig config = CELLS.withExactScores(100);
        CalibrationAccumulator accumulator = new CalibrationAccumulator(config);
        for (int i = 0; i < 1000; i++) {
            accumulator.add(i % 3 == 0 ? 1 : 0, 0.5 + (i * 37 % 100) * 1e-6, 1);
        }
        assertThat(accumulator.result().value("roc_auc_error")).isZero();
        // A row that weighs nothing has no score.
        accumulator.add(1, 0.7, 0);
        assertThat(accumulator.result().value("roc_auc_error")).isZero();
        accumulator.add(1, 0.7, 1);
        assertThat(accumulator.result().value("roc_auc_error")).isGreaterThan(0.1);
    }

    /** Cells do not turn back into scores, but hold exactly what remains. */
    @Test
    void subtractingFromCellsLeavesTheCellsOfTheRest() {
        CalibrationConfig config = CELLS.withExactScores(100);
        List<CalibrationStream.Row> rows = Packs.rows(8, 300);
        CalibrationAccumulator difference = Packs.of(config, rows);
        difference.subtract(Packs.of(config, rows.subList(50, 300)));
        CalibrationAccumulator rest = Packs.of(config, rows.subList(0, 50));
        CalibrationAccumulator cellsOfRest = Packs.of(CELLS, rows.subList(0, 50));
        assertThat(difference).isNotEqualTo(rest);
        assertThat(difference.result()).isEqualTo(cellsOfRest.result());
        difference.subtract(rest);
        assertThat(difference).isEqualTo(new CalibrationAccumulator(config));
    }
}
