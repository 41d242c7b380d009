package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.MergeLaws;
import dev.plumbline.metric.Variant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationAccumulatorTest {
    private static final BinaryCrossentropyConfig FLOAT64 =
            BinaryCrossentropyConfig.defaults().withDtype(DType.FLOAT64);
    private static final CalibrationConfig CONFIG = CalibrationConfig.defaults().withLoss(FLOAT64);

    /**
     * Limits so that all states hold scores, that nearly all hold cells, and that small parts hold scores where the whole
     * holds cells.
     */
    @ParameterizedTest(name = "{0} exact scores, {1} rows")
    @CsvSource({"256, 60", "0, 60", "1, 60", "12, 150", "70, 60"})
    void mergesByTheLaws(int exactScores, int rows) {
        MergeLaws.check(Packs.algebra(CONFIG.withExactScores(exactScores)), Packs.rows(42, rows), 42);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(CalibrationMetric.class)
    void eachMetricAloneMergesByTheLaws(CalibrationMetric metric) {
        CalibrationConfig config =
                CalibrationConfig.defaults().withMetrics(Set.of(metric)).withBins(7);
        MergeLaws.check(Packs.algebra(config), Packs.rows(7, 30), 7);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(CalibrationMetric.class)
    void eachMetricReadsTheSameAloneAsInThePack(CalibrationMetric metric) {
        List<CalibrationStream.Row> rows = Packs.rows(3, 400);
        CalibrationResult whole = Packs.of(CONFIG, rows).result();
        CalibrationResult alone =
                Packs.of(CONFIG.withMetrics(Set.of(metric)), rows).result();
        assertThat(whole.values()).containsAllEntriesOf(alone.values());
        assertThat(alone.values().size()
                        + alone.reliabilityBins().size()
                        + alone.equalMassBins().size())
                .isGreaterThan(1);
        assertThat(CalibrationMetric.of(metric.key())).isSameAs(metric);
    }

    @Test
    void publishesTheseKeysAndNoOthers() {
        assertThat(new CalibrationAccumulator(CONFIG).result().values().keySet())
                .containsExactly(
                        "sum_w",
                        "log_loss",
                        "log_loss_se",
                        "log_loss_ci95_lower",
                        "log_loss_ci95_upper",
                        "brier",
                        "sum_wp",
                        "sum_wy",
                        "mean_prediction",
                        "mean_label",
                        "calibration_ratio",
                        "base_entropy",
                        "normalized_entropy",
                        "sum_w_sq",
                        "effective_sample_size",
                        "spiegelhalter_z",
                        "spiegelhalter_p",
                        "ece",
                        "rmsce",
                        "mce",
                        "roc_auc",
                        "roc_auc_error",
                        "average_precision",
                        "average_precision_error",
                        "pr_auc_trapezoid",
                        "pr_auc_trapezoid_error");
    }

    @Test
    void codesOfMetricsAreTheirBitsInEncodingsAndNeverChange() {
        assertThat(EnumSet.allOf(CalibrationMetric.class).stream()
                        .map(metric -> metric.code() + " " + metric.key())
                        .toList())
                .containsExactly(
                        "0 log_loss",
                        "1 log_loss_interval",
                        "2 brier",
                        "3 calibration_ratio",
                        "4 normalized_entropy",
                        "5 effective_sample_size",
                        "6 spiegelhalter",
                        "7 calibration_error",
                        "8 reliability_bins",
                        "9 equal_mass_bins",
                        "10 roc_auc",
                        "11 average_precision",
                        "12 pr_auc_trapezoid");
    }

    @Test
    void emptyAndWeightlessPacksHaveSumsOfZeroAndNothingElse() {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        for (int rows = 0; rows < 3; rows++) {
            CalibrationResult result = accumulator.result();
            assertThat(result.rows()).isEqualTo(rows);
            assertThat(result.weightedRows()).isZero();
            result.values()
                    .forEach((key, value) -> assertThat(value)
                            .as(key)
                            .isEqualTo(Double.valueOf(key.startsWith("sum_") ? 0 : Double.NaN)));
            assertThat(result.reliabilityBins()).hasSize(20);
            assertThat(result.equalMassBins()).isEmpty();
            accumulator.add(1, 0.3, 0);
        }
        assertThat(accumulator.result().reliabilityBins().get(6).count()).isEqualTo(3);
    }

    @Test
    void oneClassLeavesTheOtherOnesRatiosUndefined() {
        CalibrationAccumulator negatives = new CalibrationAccumulator(CONFIG);
        negatives.add(0, 0.25, 1);
        negatives.add(0, 0.75, 1);
        Map<String, Double> values = negatives.result().values();
        assertThat(values)
                .containsEntry("calibration_ratio", Double.POSITIVE_INFINITY)
                .containsEntry("base_entropy", 0.0)
                .containsEntry("normalized_entropy", Double.POSITIVE_INFINITY)
                .containsEntry("roc_auc", Double.NaN)
                .containsEntry("average_precision", Double.NaN)
                .containsEntry("pr_auc_trapezoid", Double.NaN);

        CalibrationAccumulator positives = new CalibrationAccumulator(CONFIG);
        positives.add(1, 0.25, 1);
        positives.add(1, 0.75, 1);
        assertThat(positives.result().values())
                .containsEntry("calibration_ratio", 0.5)
                .containsEntry("base_entropy", 0.0)
                .containsEntry("normalized_entropy", Double.POSITIVE_INFINITY)
                .containsEntry("roc_auc", Double.NaN)
                .containsEntry("average_precision", 1.0)
                .containsEntry("pr_auc_trapezoid", 1.0);
    }

    /** b ln b and its mirror image, where one share is far below the precision of the other. */
    @ParameterizedTest(name = "one in {0}")
    @CsvSource({"10, 0.3250829733914482", "1000000000, 2.1723265836946409e-8", "4503599627370496, 8.22534338176632e-15"
    })
    void baseEntropyKeepsItsDigitsForTheRarestOfClasses(double rarity, double entropy) {
        for (int rare = 0; rare < 2; rare++) {
            CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
            accumulator.add(rare, 0.5, 1);
            accumulator.add(1 - rare, 0.5, rarity - 1);
            // The expected values were computed with 30 digits and are given with at least ten.
            assertThat(accumulator.result().value("base_entropy")).isCloseTo(entropy, within(1e-10 * entropy));
        }
    }

    @Test
    void theLossIsThatOfKerasForPlainRows() {
        for (Variant variant : Variant.values()) {
            for (DType dtype : DType.values()) {
                BinaryCrossentropyConfig loss =
                        BinaryCrossentropyConfig.defaults().withVariant(variant).withDtype(dtype);
                CalibrationAccumulator pack = new CalibrationAccumulator(CONFIG.withLoss(loss));
                BinaryCrossentropyAccumulator keras = new BinaryCrossentropyAccumulator(loss);
                for (CalibrationStream.Row row : Packs.rows(5, 500)) {
                    pack.add(row.label(), row.prediction(), 1);
                    keras.update(row.label(), row.prediction(), 1);
                }
                assertThat(pack.result().value("log_loss"))
                        .isEqualTo(keras.result().result());
            }
        }
    }

    @Test
    void weightsAreRoundedToTheDtypeAndPredictionsAreNot() {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CalibrationConfig.defaults());
        // In float32, 0.9 is below 0.9: another bin.
        accumulator.add(1, 0.9, 0.1);
        accumulator.add(0, 0.9, 1e-50);
        CalibrationResult result = accumulator.result();
        assertThat(result.value("sum_w")).isEqualTo(0.1f);
        assertThat(result.value("sum_wp")).isEqualTo(0.1f * 0.9);
        assertThat(result.reliabilityBins().get(18).count()).isEqualTo(2);
        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.weightedRows()).isEqualTo(1);
    }

    @Test
    void logitsBecomeProbabilitiesAndSmoothingTouchesTheLossAlone() {
        BinaryCrossentropyConfig logits = FLOAT64.withFromLogits(true).withLabelSmoothing(0.1);
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG.withLoss(logits));
        accumulator.add(1, 0, 1);
        accumulator.add(0, -800, 1);
        accumulator.add(1, 800, 1);
        accumulator.add(0, Math.log(3), 1);
        CalibrationResult result = accumulator.result();
        assertThat(result.value("mean_label")).isEqualTo(0.5);
        assertThat(result.value("mean_prediction")).isCloseTo((0.5 + 0 + 1 + 0.75) / 4, within(0x1p-50));
        assertThat(result.value("brier")).isCloseTo((0.25 + 0 + 0 + 0.5625) / 4, within(0x1p-50));
        // Smoothed labels are 0.95 and 0.05: 800 * 0.05 twice, ln 2, and ln 4 - 0.05 ln 3.
        double losses = 80 + Math.log(2) + Math.log(4) - 0.05 * Math.log(3);
        assertThat(result.value("log_loss")).isCloseTo(losses / 4, within(1e-13));
    }

    /** (1, 0.8) and (0, 0.4), worked out by hand. */
    @Test
    void twoRowsByHand() {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        accumulator.add(1, 0.8, 1);
        accumulator.add(0, 0.4, 3);
        CalibrationResult result = accumulator.result();
        double first = -Math.log(0.8);
        double second = -Math.log(0.6);
        double mean = (first + 3 * second) / 4;
        // m / (m - 1) is 2.
        double error = Math.sqrt(2 * (Math.pow(first - mean, 2) + 9 * Math.pow(second - mean, 2))) / 4;
        assertThat(result.value("log_loss")).isCloseTo(mean, within(1e-15));
        assertThat(result.value("log_loss_se")).isCloseTo(error, within(1e-15));
        assertThat(result.value("log_loss_ci95_upper") - result.value("log_loss_ci95_lower"))
                .isCloseTo(2 * 1.959963984540054 * error, within(1e-15));
        assertThat(result.value("brier")).isCloseTo((0.04 + 3 * 0.16) / 4, within(1e-15));
        assertThat(result.value("calibration_ratio")).isCloseTo(2.0, within(1e-15));
        assertThat(result.value("effective_sample_size")).isEqualTo(1.6);
        assertThat(result.value("ece")).isCloseTo((0.2 + 3 * 0.4) / 4, within(1e-15));
        assertThat(result.value("mce")).isCloseTo(0.4, within(1e-15));
        assertThat(result.value("rmsce")).isCloseTo(Math.sqrt((0.04 + 3 * 0.16) / 4), within(1e-15));
        assertThat(result.value("roc_auc")).isEqualTo(1);
        double z = (0.2 * -0.6 + 3 * (-0.4 * 0.2)) / Math.sqrt(0.36 * 0.16 + 9 * 0.04 * 0.24);
        assertThat(result.value("spiegelhalter_z")).isCloseTo(z, within(1e-15));
    }

    @ParameterizedTest(name = "y={0} p={1} w={2}")
    @CsvSource({
        "1,    NaN,       1,         the prediction is NaN; give a probability between 0 and 1",
        "1,    1.0000001, 1,         the prediction is 1.0000001; give a probability between 0 and 1",
        "1,    -1e-300,   1,         the prediction is -1.0E-300;",
        "1,    Infinity,  1,         the prediction is Infinity;",
        "NaN,  0.5,       1,         the label is NaN; give a label between 0 and 1",
        "1.5,  0.5,       1,         the label is 1.5;",
        "-0.5, 0.5,       1,         the label is -0.5;",
        "1,    0.5,       -1,        the weight is -1.0; give a weight of at least 0 that is finite",
        "1,    0.5,       NaN,       the weight is NaN;",
        "1,    0.5,       Infinity,  the weight is Infinity;",
        "1,    0.5,       1e39,      the weight is 1.0E39;",
    })
    void invalidRowsAreRefusedAndChangeNothing(double label, double prediction, double weight, String message) {
        CalibrationAccumulator accumulator = Packs.of(CalibrationConfig.defaults(), Packs.rows(1, 20));
        CalibrationAccumulator before = accumulator.copy();
        assertThatThrownBy(() -> accumulator.add(label, prediction, weight))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(accumulator).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void logitsMustBeFinite(double logit) {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG.withLoss(FLOAT64.withFromLogits(true)));
        assertThatThrownBy(() -> accumulator.add(1, logit, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the prediction is " + logit + "; give a finite logit");
        assertThat(accumulator).isEqualTo(new CalibrationAccumulator(accumulator.config()));
    }

    @Test
    void negativeZerosAreZeros() {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        accumulator.add(-0.0, -0.0, 1);
        accumulator.add(1, 0.0, -0.0);
        CalibrationAccumulator other = new CalibrationAccumulator(CONFIG);
        other.add(0.0, 0.0, 1);
        other.add(1, 0.0, 0.0);
        assertThat(accumulator).isEqualTo(other);
    }

    /** What is beyond the range of squares reads NaN, and is as if it had never been there once it is taken away. */
    @Test
    void hugeWeightsCanBeTakenAwayAgain() {
        CalibrationAccumulator ordinary = Packs.of(CONFIG, Packs.rows(9, 50));
        CalibrationAccumulator huge = new CalibrationAccumulator(CONFIG);
        huge.add(1, 0.25, 1e300);
        CalibrationAccumulator both = ordinary.copy();
        both.merge(huge);
        Map<String, Double> values = both.result().values();
        for (String key : List.of(
                "log_loss_se",
                "log_loss_ci95_lower",
                "effective_sample_size",
                "sum_w_sq",
                "spiegelhalter_z",
                "spiegelhalter_p")) {
            assertThat(values.get(key)).as(key).isNaN();
        }
        assertThat(values.get("mean_prediction")).isEqualTo(0.25);
        assertThat(values.get("log_loss")).isCloseTo(-Math.log(0.25), within(1e-15));
        assertThat(values.get("roc_auc")).isBetween(0.0, 1.0);
        assertThat(Packs.decode(Packs.encode(both))).isEqualTo(both);
        both.subtract(huge);
        assertThat(both).isEqualTo(ordinary);

        CalibrationAccumulator infinite = new CalibrationAccumulator(CONFIG);
        infinite.add(1, 1e-9, 1.7e308);
        assertThat(infinite.result().value("log_loss")).isNaN();
        infinite.subtract(infinite.copy());
        assertThat(infinite).isEqualTo(new CalibrationAccumulator(CONFIG));
    }

    @Test
    void tinyWeightsAreWeights() {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        accumulator.add(1, 0.5, 1e-310);
        accumulator.add(0, 0.25, 3e-310);
        // Subnormal: about 45 bits are left.
        assertThat(accumulator.result().value("mean_label")).isCloseTo(0.25, within(0x1p-40));
        assertThat(accumulator.result().value("roc_auc")).isEqualTo(1);
        accumulator.add(0.5, 0.25, Double.MIN_VALUE);
        assertThat(Packs.decode(Packs.encode(accumulator))).isEqualTo(accumulator);
    }

    @Test
    void onlyStatesOfOneMeaningMerge() {
        CalibrationAccumulator accumulator = Packs.of(CONFIG, Packs.rows(1, 20));
        CalibrationAccumulator before = accumulator.copy();
        for (CalibrationConfig other : List.of(
                CONFIG.withBins(10),
                CONFIG.withExactScores(255),
                CONFIG.withCellBits(5),
                CONFIG.withMetrics(Set.of(CalibrationMetric.BRIER)),
                CONFIG.withLoss(FLOAT64.withVariant(Variant.TF2_3)))) {
            CalibrationAccumulator stranger = new CalibrationAccumulator(other);
            assertThatThrownBy(() -> accumulator.merge(stranger))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("calibration states of different configurations do not add up")
                    .hasMessageContaining(other.toString());
            assertThatThrownBy(() -> accumulator.subtract(stranger)).isInstanceOf(IllegalArgumentException.class);
            assertThat(accumulator).isEqualTo(before).isNotEqualTo(stranger);
        }
        accumulator.merge(new CalibrationAccumulator(CONFIG.withLoss(FLOAT64.withName("ctr"))));
        assertThat(accumulator).isEqualTo(before);
    }

    @Test
    void aStateMergesWithItself() {
        for (int exactScores : new int[] {0, 256}) {
            CalibrationConfig config = CONFIG.withExactScores(exactScores);
            CalibrationAccumulator twice = Packs.of(config, Packs.rows(2, 50));
            twice.merge(Packs.of(config, Packs.rows(2, 50)));
            CalibrationAccumulator self = Packs.of(config, Packs.rows(2, 50));
            self.merge(self);
            assertThat(self).isEqualTo(twice);
            self.subtract(self);
            assertThat(self).isEqualTo(new CalibrationAccumulator(config));
        }
    }

    @Test
    void clearingKeepsOnlyTheConfiguration() {
        for (int exactScores : new int[] {0, 256}) {
            CalibrationConfig config = CONFIG.withExactScores(exactScores);
            CalibrationAccumulator accumulator = Packs.of(config, Packs.rows(2, 50));
            accumulator.clear();
            assertThat(accumulator).isEqualTo(new CalibrationAccumulator(config));
            assertThat(accumulator.result()).isEqualTo(new CalibrationAccumulator(config).result());
            Packs.rows(3, 50).forEach(row -> accumulator.add(row.label(), row.prediction(), row.weight()));
            assertThat(accumulator).isEqualTo(Packs.of(config, Packs.rows(3, 50)));
        }
    }

    @Test
    void aCopySharesNothing() {
        for (int exactScores : new int[] {0, 256}) {
            CalibrationConfig config = CONFIG.withExactScores(exactScores);
            CalibrationAccumulator accumulator = Packs.of(config, Packs.rows(2, 50));
            CalibrationAccumulator copy = accumulator.copy();
            Packs.rows(3, 50).forEach(row -> accumulator.add(row.label(), row.prediction(), row.weight()));
            assertThat(copy).isEqualTo(Packs.of(config, Packs.rows(2, 50)));
        }
    }

    @Test
    void unknownKeysAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> CalibrationMetric.of("auc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("calibration metric \"auc\" is unknown; use one of: log_loss, ")
                .hasMessageContaining("roc_auc");
        CalibrationResult result =
                new CalibrationAccumulator(CONFIG.withMetrics(Set.of(CalibrationMetric.BRIER))).result();
        assertThatThrownBy(() -> result.value("ece"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no value \"ece\"; the chosen metrics give sum_w, brier");
    }

    @Test
    void configurationsAreChecked() {
        assertThatThrownBy(() -> CONFIG.withBins(0)).hasMessage("bins is 0; use 1 to 1000");
        assertThatThrownBy(() -> CONFIG.withBins(1001)).hasMessage("bins is 1001; use 1 to 1000");
        assertThatThrownBy(() -> CONFIG.withExactScores(-1)).hasMessage("exact scores is -1; use 0 to 65536");
        assertThatThrownBy(() -> CONFIG.withCellBits(11)).hasMessage("cell bits is 11; use 0 to 10");
        assertThatThrownBy(() -> CONFIG.withMetrics(Set.of()))
                .hasMessage("no calibration metric is chosen; choose at least one");
        assertThatThrownBy(
                        () -> CONFIG.withLoss(FLOAT64.withVariant(Variant.TF2_3).withLabelSmoothing(0.1)))
                .hasMessageContaining("set floatx to float64");
    }

    @Test
    void printsConfigurationAndValues() {
        assertThat(Packs.of(CONFIG, Packs.rows(2, 5)).toString()).contains("bins=20", "brier=", "rows=5");
    }
}
