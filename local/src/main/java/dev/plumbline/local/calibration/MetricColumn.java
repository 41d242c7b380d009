package dev.plumbline.local.calibration;

import dev.plumbline.metric.calibration.CalibrationResult;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A calibration metric as a column of a table, in the order in which tables have them. What is undefined is a hyphen. */
public enum MetricColumn {
    /** Mean loss. */
    LOG_LOSS("log_loss", "log loss"),
    /** Mean squared error. */
    BRIER("brier", "brier"),
    /** What was predicted on average. */
    MEAN_PREDICTION("mean_prediction", "predicted"),
    /** What came true on average. */
    MEAN_LABEL("mean_label", "observed"),
    /** The former over the latter. */
    CALIBRATION_RATIO("calibration_ratio", "ratio"),
    /** Loss over that of a constant. */
    NORMALIZED_ENTROPY("normalized_entropy", "norm. entropy"),
    /** Mean gap over the bins. */
    ECE("ece", "ece"),
    /** Largest gap over the bins. */
    MCE("mce", "mce"),
    /** How likely chance alone is. */
    SPIEGELHALTER("spiegelhalter_p", "spiegelhalter p"),
    /** Order of the predictions. */
    ROC_AUC("roc_auc", "roc auc"),
    /** Area under precision and recall. */
    AVERAGE_PRECISION("average_precision", "avg. precision");

    private final String key;
    private final String title;

    MetricColumn(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** Those columns of which the metrics were chosen; none without a result. */
    public static List<MetricColumn> in(@Nullable CalibrationResult measured) {
        return measured == null
                ? List.of()
                : Arrays.stream(values())
                        .filter(column -> measured.values().containsKey(column.key))
                        .toList();
    }

    /** What stands above the column. */
    public String title() {
        return title;
    }

    /** The value, four digits after the point; a hyphen if it is undefined or was not chosen. */
    public String cell(@Nullable CalibrationResult measured) {
        return number(value(measured));
    }

    /** The value with the bound on its error, or the half-width of its interval, if that is not 0. */
    public String cellWithError(@Nullable CalibrationResult measured) {
        double error = error(measured);
        return error > 0 ? cell(measured) + " \u00b1 " + number(error) : cell(measured);
    }

    /** The value; NaN if it is undefined or was not chosen. */
    public double value(@Nullable CalibrationResult measured) {
        return value(measured, key);
    }

    private double error(@Nullable CalibrationResult measured) {
        return switch (this) {
            case LOG_LOSS -> value(measured, "log_loss_ci95_upper") - value(measured);
            case ROC_AUC, AVERAGE_PRECISION -> value(measured, key + "_error");
            default -> 0;
        };
    }

    private static double value(@Nullable CalibrationResult measured, String key) {
        return measured == null ? Double.NaN : measured.values().getOrDefault(key, Double.NaN);
    }

    /** A number of a table. */
    static String number(double value) {
        return Double.isNaN(value)
                ? "-"
                : String.format(Locale.ROOT, "%.4f", value).replace("Infinity", "inf");
    }
}
