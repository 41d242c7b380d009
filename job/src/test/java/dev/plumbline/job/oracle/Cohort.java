package dev.plumbline.job.oracle;

import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.WindowReport;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The numbers of one series in one window. */
final class Cohort {
    private final Metrics metrics;
    private final int output;
    private final BinaryCrossentropyAccumulator loss;
    private final @Nullable CalibrationAccumulator calibration;
    private long records;
    private long predicted;
    private long labelled;
    private long negative;
    private long unlabelled;
    private long conflicted;
    private long sumOfAges;
    private long maxAge = Long.MIN_VALUE;

    /** @param output which output alone is counted; {@link Series#ALL_OUTPUTS} for whole records */
    Cohort(Metrics metrics, int output) {
        this.metrics = metrics;
        this.output = output;
        this.loss = new BinaryCrossentropyAccumulator(metrics.loss());
        this.calibration = metrics.calibration() == null ? null : new CalibrationAccumulator(metrics.calibration());
    }

    void predicted() {
        predicted++;
    }

    void unlabelled() {
        unlabelled++;
    }

    void conflicted() {
        conflicted++;
    }

    void labelled(PredictionRecord prediction, Numbers label, long age) {
        labelled++;
        sumOfAges += age;
        maxAge = Math.max(maxAge, age);
        count(prediction, label);
    }

    void negative(PredictionRecord prediction) {
        negative++;
        count(prediction, prediction.yPred().zeros());
    }

    /** One {@code update_state} call, of the whole record or of the column of one output. */
    private void count(PredictionRecord prediction, Numbers label) {
        records++;
        Numbers yPred = output == Series.ALL_OUTPUTS
                ? prediction.yPred()
                : prediction.yPred().column(output);
        Numbers yTrue = output == Series.ALL_OUTPUTS ? label : label.column(output);
        PredictionRecord.Weights weights = prediction.weights();
        if (yPred.isSingle()) {
            double weight = weights == null ? 1 : weights.values()[0];
            loss.update(rounded(yTrue, label), rounded(yPred, label), rounded(weight, label));
            if (calibration != null) {
                calibration.add(rounded(yTrue, label), rounded(yPred, label), rounded(weight, label));
            }
            return;
        }
        NdArray sampleWeight = weights == null ? null : weights(prediction, weights);
        loss.update(array(yTrue), array(yPred), sampleWeight);
        if (calibration != null) {
            calibration.add(array(yTrue), array(yPred), sampleWeight);
        }
    }

    /** A number of an array has its dtype from the beginning, one that stands alone is as it was written. */
    private double rounded(Numbers single, Numbers of) {
        return rounded(single.values()[0], of);
    }

    private double rounded(double value, Numbers of) {
        return of.isSingle() ? value : dtype().round(value);
    }

    private NdArray array(Numbers numbers) {
        return NdArray.of(dtype(), numbers.shape(), numbers.values());
    }

    private NdArray weights(PredictionRecord prediction, PredictionRecord.Weights weights) {
        return prediction.areScalar(weights)
                ? NdArray.scalar(dtype(), weights.values()[0])
                : NdArray.vector(dtype(), weights.values());
    }

    private DType dtype() {
        return metrics.loss().dtype();
    }

    /** The report when all before a moment is settled. */
    WindowReport report(
            Series series, WindowFamily family, WindowFamily.Interval window, LabelRules rules, long settledBefore) {
        long awaited = Math.max(0, Math.min(rules.horizon(), settledBefore - window.end()));
        LabelCoverage.Cohort cohort = rules.windows() == LabelRules.Windows.LABEL
                ? null
                : new LabelCoverage.Cohort(predicted, unlabelled, conflicted, awaited);
        return new WindowReport(
                series.model(),
                series.version(),
                new TreeMap<>(series.slice()),
                family.name(),
                window.start(),
                window.end(),
                awaited == rules.horizon(),
                null,
                records,
                metrics.loss(),
                loss.result(),
                calibration == null ? null : calibration.result(),
                new LabelCoverage(
                        labelled, negative, (double) sumOfAges / labelled, labelled == 0 ? 0 : maxAge, cohort));
    }
}
