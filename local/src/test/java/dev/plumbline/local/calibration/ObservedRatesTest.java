package dev.plumbline.local.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.EqualMassBin;
import dev.plumbline.metric.calibration.ReliabilityBin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservedRatesTest {
    @Test
    void takesTheBinsShareByWeightOfTheEffectiveSampleSize() {
        ObservedRates rates = new ObservedRates(result(Map.of("sum_w", 64.0, "effective_sample_size", 40.0)));

        assertThat(rates.interval(bin(100, 16))).isEqualTo(WilsonInterval.of(0.5, 10));
        assertThat(rates.interval(new EqualMassBin(0, 1, 8, 0.5, 0, 0.25))).isEqualTo(WilsonInterval.of(0.25, 5));
    }

    @Test
    void neverTakesABinForMoreRowsThanItHas() {
        ObservedRates rates = new ObservedRates(result(Map.of("sum_w", 64.0, "effective_sample_size", 40.0)));

        assertThat(rates.interval(bin(3, 16))).isEqualTo(WilsonInterval.of(0.5, 3));
    }

    @Test
    void countsRowsWithAWeightWhereTheEffectiveSampleSizeIsNotKnown() {
        ObservedRates rates = new ObservedRates(result(Map.of("sum_w", 64.0)));

        assertThat(rates.interval(bin(100, 16))).isEqualTo(WilsonInterval.of(0.5, 12));
    }

    @Test
    void isUndefinedWithoutWeight() {
        ObservedRates rates = new ObservedRates(result(Map.of("sum_w", 0.0, "effective_sample_size", Double.NaN)));

        assertThat(rates.interval(bin(3, 0)).lower()).isNaN();
    }

    /** 50 rows, 48 of them with a weight. */
    private static CalibrationResult result(Map<String, Double> values) {
        return CalibrationResult.of(50, 48, values, List.of(), List.of());
    }

    /** One of four bins; half of its weight came true. */
    private static ReliabilityBin bin(long count, double weight) {
        return ReliabilityBin.of(1, 4, count, weight, 0.3 * weight, 0.5 * weight);
    }
}
