package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every number of the shared streams, at the tolerances that come with them: 1e-12 relative, 1e-9 for what takes a root of
 * a difference or a difference of means, and 1e-13 absolute on top.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalibrationConformanceTest {
    private static final int STREAMS = 30;
    /** For each stream 28 single numbers, an interval of two, and 10 + 20 bins of four: all that the file holds. */
    private static final int VALUES = STREAMS * (28 + 2 + (10 + 20) * 4);

    private static final double TIGHT = 1e-12;
    private static final double WIDE = 1e-9;
    private static final double ABSOLUTE = 1e-13;

    private static final CalibrationConfig CONFIG = CalibrationConfig.defaults()
            .withLoss(BinaryCrossentropyConfig.defaults().withDtype(DType.FLOAT64))
            .withExactScores(5000);

    private final List<CalibrationStream> streams = CalibrationStream.all();
    private int compared;

    @BeforeAll
    void allStreamsAreThere() {
        assertThat(streams).hasSize(STREAMS);
        assertThat(streams.stream().map(CalibrationStream::id).distinct()).hasSize(STREAMS);
    }

    @AfterAll
    void everyValueWasCompared() {
        // Printed, so that the log of a build tells how much was compared.
        System.out.printf("%d calibration streams: %d values compared%n", streams.size(), compared);
        assertThat(compared).isEqualTo(VALUES);
    }

    @TestFactory
    List<DynamicTest> streams() {
        return streams.stream()
                .map(stream -> DynamicTest.dynamicTest(stream.id() + " " + stream.name(), () -> check(stream)))
                .toList();
    }

    private void check(CalibrationStream stream) {
        CalibrationResult twenty = stream.accumulate(CONFIG).result();
        CalibrationResult ten = stream.accumulate(CONFIG.withBins(10)).result();
        CalibrationResult tf23 = stream.accumulate(CONFIG.withLoss(CONFIG.loss().withVariant(Variant.TF2_3)))
                .result();
        JsonNode expected = stream.expected();

        assertClose("n", (double) twenty.rows(), expected.get("n"), 0);
        assertClose("n_nonzero_weight", (double) twenty.weightedRows(), expected.get("n_nonzero_weight"), 0);
        for (String key : List.of(
                "sum_w",
                "sum_w_sq",
                "sum_wp",
                "sum_wy",
                "log_loss",
                "brier",
                "mean_prediction",
                "mean_label",
                "calibration_ratio",
                "base_entropy",
                "normalized_entropy",
                "effective_sample_size",
                "roc_auc",
                "average_precision",
                "pr_auc_trapezoid")) {
            assertClose(key, twenty.value(key), expected.get(key), TIGHT);
        }
        for (String key : List.of("log_loss_se", "spiegelhalter_z", "spiegelhalter_p")) {
            assertClose(key, twenty.value(key), expected.get(key), WIDE);
        }
        assertClose("log_loss_tf23", tf23.value("log_loss"), expected.get("log_loss_tf23"), TIGHT);
        assertClose("log_loss_eps52", scikitLogLoss(stream), expected.get("log_loss_eps52"), TIGHT);
        JsonNode interval = expected.get("log_loss_ci95");
        assertClose("ci95", twenty.value("log_loss_ci95_lower"), interval.get(0), WIDE);
        assertClose("ci95", twenty.value("log_loss_ci95_upper"), interval.get(1), WIDE);

        Map<String, CalibrationResult> byBins = new LinkedHashMap<>();
        byBins.put("10", ten);
        byBins.put("20", twenty);
        byBins.forEach((bins, result) -> {
            for (String key : List.of("ece", "rmsce", "mce")) {
                assertClose(key + bins, result.value(key), expected.get(key + bins), WIDE);
            }
            checkBins(result.reliabilityBins(), expected.get("bins" + bins));
        });
        for (String key : List.of("roc_auc_error", "average_precision_error", "pr_auc_trapezoid_error")) {
            // Scores that are held one by one are ranked exactly; where there is no area there is no bound either.
            double area = twenty.value(key.replace("_error", ""));
            assertThat(Double.valueOf(twenty.value(key)))
                    .as(key)
                    .isEqualTo(Double.valueOf(Double.isNaN(area) ? area : 0));
        }
    }

    /** With a loss of the caller's own: scikit-learn clips p, and 1 - p, at 2^-52. */
    private static double scikitLogLoss(CalibrationStream stream) {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        for (CalibrationStream.Row row : stream.rows()) {
            double likelihood = row.label() == 1 ? row.prediction() : 1 - row.prediction();
            double loss = -StrictMath.log(Math.min(Math.max(likelihood, 0x1p-52), 1 - 0x1p-52));
            accumulator.add(row.label(), row.prediction(), row.weight(), loss);
        }
        return accumulator.result().value("log_loss");
    }

    private void checkBins(List<ReliabilityBin> bins, JsonNode expected) {
        assertThat(bins).hasSize(expected.size());
        for (int i = 0; i < bins.size(); i++) {
            ReliabilityBin bin = bins.get(i);
            assertClose(
                    "count of bin " + i, (double) bin.count(), expected.get(i).get(0), 0);
            assertClose("weight of bin " + i, bin.weight(), expected.get(i).get(1), TIGHT);
            assertClose(
                    "predictions of bin " + i,
                    bin.weightedPrediction(),
                    expected.get(i).get(2),
                    TIGHT);
            assertClose(
                    "labels of bin " + i, bin.weightedLabel(), expected.get(i).get(3), TIGHT);
        }
    }

    private void assertClose(String what, double actual, JsonNode expected, double relative) {
        double wanted = CalibrationStream.number(expected);
        compared++;
        if (Double.isFinite(wanted)) {
            double tolerance = relative == 0 ? 0 : relative * Math.abs(wanted) + ABSOLUTE;
            assertThat(actual).as(what).isCloseTo(wanted, within(tolerance));
        } else {
            // Boxed, because as numbers NaN does not equal itself.
            assertThat(Double.valueOf(actual)).as(what).isEqualTo(Double.valueOf(wanted));
        }
    }
}
