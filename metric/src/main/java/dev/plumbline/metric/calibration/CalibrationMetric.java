package dev.plumbline.metric.calibration;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All metrics of the pack, in the order in which they are published. Formulas, ranges and sources are in {@code
 * docs/METRICS.md}.
 */
public enum CalibrationMetric {
    /** The mean cross-entropy: {@code log_loss}. */
    LOG_LOSS(0, new LogLoss()),
    /** Its standard error and 95 % interval: {@code log_loss_se}, {@code log_loss_ci95_lower}, {@code ..._upper}. */
    LOG_LOSS_INTERVAL(1, new LogLossInterval()),
    /** The mean squared error of the probabilities: {@code brier}. */
    BRIER(2, new Brier()),
    /** Predicted over observed: {@code mean_prediction}, {@code mean_label}, {@code calibration_ratio} and their sums. */
    CALIBRATION_RATIO(3, new CalibrationRatio()),
    /** The loss in units of what a constant prediction scores: {@code base_entropy}, {@code normalized_entropy}. */
    NORMALIZED_ENTROPY(4, new NormalizedEntropy()),
    /** How many rows of equal weight would tell as much: {@code effective_sample_size}, {@code sum_w_sq}. */
    EFFECTIVE_SAMPLE_SIZE(5, new EffectiveSampleSize()),
    /** Whether the deviations are chance: {@code spiegelhalter_z}, {@code spiegelhalter_p}. */
    SPIEGELHALTER(6, new Spiegelhalter()),
    /** The gaps of the reliability diagram in one number: {@code ece}, {@code rmsce}, {@code mce}. */
    CALIBRATION_ERROR(7, new CalibrationError()),
    /** The reliability diagram with bins of equal width: {@link CalibrationResult#reliabilityBins()}. */
    RELIABILITY_BINS(8, new ReliabilityBins()),
    /** The reliability diagram with bins of about equal weight: {@link CalibrationResult#equalMassBins()}. */
    EQUAL_MASS_BINS(9, new EqualMassBins()),
    /** How well positives rank above negatives: {@code roc_auc}, and the bound {@code roc_auc_error}. */
    ROC_AUC(10, new RocAuc()),
    /** Precision over recall, in steps: {@code average_precision}, and the bound {@code average_precision_error}. */
    AVERAGE_PRECISION(11, new AveragePrecision()),
    /** Precision over recall, in trapezoids: {@code pr_auc_trapezoid}, and the bound {@code pr_auc_trapezoid_error}. */
    PR_AUC_TRAPEZOID(12, new PrAucTrapezoid());

    private final int code;
    // A metric is a formula: it has no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Metric metric;

    CalibrationMetric(int code, Metric metric) {
        this.code = code;
        this.metric = metric;
    }

    /** The stable name used in configurations. */
    public String key() {
        return metric.key();
    }

    /** The bit of the metric in encodings; never changes, never is given to another metric. */
    int code() {
        return code;
    }

    Set<Part> needs() {
        return metric.needs();
    }

    void read(Reading state, CalibrationResult.Builder into) {
        metric.read(state, into);
    }

    /**
     * The metric of that key.
     *
     * @throws IllegalArgumentException if there is none; the message names the known keys
     */
    public static CalibrationMetric of(String key) {
        for (CalibrationMetric metric : values()) {
            if (metric.key().equals(key)) {
                return metric;
            }
        }
        String known = Arrays.stream(values()).map(CalibrationMetric::key).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("calibration metric \"" + key + "\" is unknown; use one of: " + known);
    }
}
