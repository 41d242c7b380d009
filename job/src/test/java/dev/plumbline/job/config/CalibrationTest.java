package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plumbline.metric.DType;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.metric.calibration.CalibrationMetric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the section {@code calibration} means, and what is refused in it. */
class CalibrationTest {

    @Test
    void everythingIsMeasuredUnlessSomethingIsSaid() {
        CalibrationConfig pack = load("").calibration().orElseThrow();
        assertThat(pack.metrics()).containsExactly(CalibrationMetric.values());
        assertThat(pack.bins()).isEqualTo(20);
    }

    @Test
    void theLossIsThatOfTheJob() {
        CalibrationConfig pack = load("metric: {dtype: float64, from_logits: true}")
                .calibration()
                .orElseThrow();
        assertThat(pack.loss().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(pack.loss().fromLogits()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"brier, roc_auc", "[roc_auc, brier]", "[brier, none, roc_auc, brier]"})
    void aListChoosesMetricsInAnyOrder(String list) {
        CalibrationConfig pack = load("calibration: {metrics: " + (list.startsWith("[") ? list : "'" + list + "'")
                        + "}")
                .calibration()
                .orElseThrow();
        assertThat(pack.metrics()).containsExactly(CalibrationMetric.BRIER, CalibrationMetric.ROC_AUC);
    }

    @Test
    void noneIsTheLossAlone() {
        JobConfig config = load("calibration: {metrics: none}");
        assertThat(config.calibration()).isEmpty();
        assertThat(config.decodeOptions().calibrated()).isFalse();
        assertThat(config.engine().paneBuffer()).isEqualTo(131_072);
        assertThat(config.limits().series()).isEqualTo(250_000);
    }

    @Test
    void scoresTakeMemoryAndSoFewerSumsAreHeld() {
        assertThat(load("").engine().paneBuffer()).isEqualTo(8_192);
        assertThat(load("").limits().series()).isEqualTo(25_000);
        assertThat(load("limits: {series: 7}").limits().series()).isEqualTo(7);
        assertThat(load("calibration: {metrics: [brier, calibration_error]}")
                        .engine()
                        .paneBuffer())
                .isEqualTo(131_072);
        assertThat(load("engine: {pane_buffer: 77}").engine().paneBuffer()).isEqualTo(77);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "calibration: {metrics: none}",
                "calibration: {metrics: [log_loss, spiegelhalter], bins: 15}",
                "calibration: {exact_scores: 0, cell_bits: 10}"
            })
    void theDescriptionLoadsAgain(String yaml) {
        JobConfig config = load(yaml);
        assertThat(ConfigLoader.load(config.describe(), "again.yaml", List.of(), Map.of()))
                .isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            calibration: {metrics: [briar]}       | calibration.metrics.0: briar: is not known; did you mean brier?
            calibration: {metrics: []}            | calibration.metrics: is empty
            calibration: {metric: [brier]}        | calibration.metric: is not an option; did you mean calibration.metrics?
            calibration: {bins: 0}                | calibration.bins
            calibration: {cell_bits: 11}          | calibration.cell_bits
            calibration: brier                    | calibration: is a single value where a section belongs
            """)
    void whatIsWrongIsNamed(String yaml, String sentence) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> load(yaml))
                .withMessageContaining(sentence);
    }

    private static JobConfig load(String yaml) {
        return ConfigLoader.load("source: {files: {path: in}}\n" + yaml, "test.yaml", List.of(), Map.of());
    }
}
