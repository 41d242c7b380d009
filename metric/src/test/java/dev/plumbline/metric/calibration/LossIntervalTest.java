package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.metric.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variance that must not lose its digits, against the two-pass formula in decimal arithmetic. */
class LossIntervalTest {
    private static final MathContext DIGITS = new MathContext(120);
    private static final CalibrationConfig CONFIG = CalibrationConfig.defaults()
            .withLoss(CalibrationConfig.defaults().loss().withDtype(DType.FLOAT64))
            .withMetrics(Set.of(CalibrationMetric.LOG_LOSS_INTERVAL));

    /**
     * Losses that differ in their last bits only, around a mean of any size, under weights over any range. A plain one-pass
     * variance has no digit left in the first case already.
     */
    @ParameterizedTest(name = "losses {0} (1 + up to {1}), weights over {2} decades")
    @CsvSource({
        "1,     1e-15, 0",
        "1,     1e-15, 8",
        "16,    1e-12, 16",
        "1e-7,  1e-14, 3",
        "0.3,   1,     8",
        "1e100, 1e-10, 40",
        "1e-60, 1e-10, 60",
    })
    void noDigitIsLost(double loss, double spread, int decades) {
        SplittableRandom random = new SplittableRandom(12);
        double[] losses = new double[50];
        double[] weights = new double[losses.length];
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        for (int i = 0; i < losses.length; i++) {
            losses[i] = loss * (1 + spread * random.nextDouble());
            weights[i] = decades == 0 ? 1 : Math.pow(10, decades * (random.nextDouble() - 0.5));
            accumulator.add(1, 0.5, weights[i], losses[i]);
        }
        double expected = standardError(losses, weights);
        // The variance is rounded once, then come a factor, a root and two divisions: half a unit each, or 2^-53.
        assertThat(expected).isPositive();
        assertThat(accumulator.result().value("log_loss_se")).isCloseTo(expected, within(0x1p-51 * expected));
    }

    private static double standardError(double[] losses, double[] weights) {
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal weighted = BigDecimal.ZERO;
        for (int i = 0; i < losses.length; i++) {
            total = total.add(new BigDecimal(weights[i]));
            weighted = weighted.add(new BigDecimal(weights[i]).multiply(new BigDecimal(losses[i])));
        }
        BigDecimal mean = weighted.divide(total, DIGITS);
        BigDecimal squares = BigDecimal.ZERO;
        for (int i = 0; i < losses.length; i++) {
            BigDecimal deviation = new BigDecimal(losses[i]).subtract(mean).multiply(new BigDecimal(weights[i]));
            squares = squares.add(deviation.multiply(deviation));
        }
        int rows = losses.length;
        return squares.multiply(BigDecimal.valueOf(rows))
                .divide(BigDecimal.valueOf(rows - 1), DIGITS)
                .sqrt(DIGITS)
                .divide(total, DIGITS)
                .doubleValue();
    }

    @Test
    void equalLossesHaveNoErrorAtAll() {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        for (double weight : new double[] {1, 0.1, 1e10, 3e-10, 7}) {
            accumulator.add(1, 0.3, weight);
        }
        assertThat(accumulator.result().value("log_loss_se")).isZero();
    }

    @Test
    void oneRowWithAWeightHasNoKnownError() {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        accumulator.add(1, 0.3, 2);
        accumulator.add(0, 0.3, 0);
        assertThat(accumulator.result().value("log_loss_se")).isNaN();
        assertThat(accumulator.result().value("log_loss_ci95_lower")).isNaN();
        accumulator.add(0, 0.3, 1e-9);
        assertThat(accumulator.result().value("log_loss_se")).isPositive();
    }

    /** Up to 2^480 the squares have room; beyond, a row is left out of them, whichever of its factors is too large. */
    @ParameterizedTest(name = "weight {0}, loss {1}")
    @CsvSource({
        "0x1p480, 1, true",
        "0x1.8p480, 1, false",
        "1, 0x1.8p480, false",
        "0x1p241, 0x1p241, false",
        "1, NaN, false"
    })
    void whatOverflowsReadsNan(double weight, double loss, boolean fits) {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        accumulator.add(1, 0.5, 1, 2);
        accumulator.add(1, 0.5, weight, loss);
        assertThat(Double.isFinite(accumulator.result().value("log_loss_se"))).isEqualTo(fits);
    }
}
