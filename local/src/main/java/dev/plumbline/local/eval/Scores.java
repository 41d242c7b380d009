package dev.plumbline.local.eval;

import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.eval.Evaluation.Rejected;
import dev.plumbline.local.eval.Evaluation.Score;
import dev.plumbline.local.eval.Evaluation.Series;
import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.Prediction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums of predictions with their labels: per model and version, per output of these where outputs have names. Not thread-safe. */
final class Scores {
    private final BinaryCrossentropyConfig metric;
    private final @Nullable CalibrationConfig calibration;
    private final List<String> outputs;
    private final Map<Series, Sum> sums = new TreeMap<>();

    private static final class Sum {
        private final BinaryCrossentropyAccumulator accumulator;
        private final @Nullable CalibrationAccumulator pack;
        private long records;

        private Sum(BinaryCrossentropyConfig metric, @Nullable CalibrationConfig calibration) {
            accumulator = new BinaryCrossentropyAccumulator(metric);
            pack = calibration == null ? null : new CalibrationAccumulator(calibration);
        }

        private void add(Prediction prediction) {
            if (pack == null) {
                prediction.addTo(accumulator);
            } else {
                prediction.addTo(accumulator, pack);
            }
            records++;
        }

        private void addOutput(Prediction prediction, int output) {
            prediction.addOutputTo(output, accumulator, pack);
            records++;
        }

        private void merge(Sum other) {
            accumulator.merge(other.accumulator);
            if (pack != null && other.pack != null) {
                pack.merge(other.pack);
            }
            records += other.records;
        }

        private Score score() {
            return new Score(records, accumulator.result(), pack == null ? null : pack.result());
        }
    }

    Scores(BinaryCrossentropyConfig metric, @Nullable CalibrationConfig calibration, List<String> outputs) {
        this.metric = metric;
        this.calibration = calibration;
        this.outputs = List.copyOf(outputs);
    }

    /** Counts one prediction. */
    void add(Prediction prediction) {
        sum(prediction, "").add(prediction);
        for (int i = 0; i < outputs.size(); i++) {
            sum(prediction, outputs.get(i)).addOutput(prediction, i);
        }
    }

    private Sum sum(Prediction prediction, String output) {
        return sums.computeIfAbsent(
                new Series(prediction.model(), prediction.version(), output), series -> new Sum(metric, calibration));
    }

    /** What has come out so far. */
    Outcome outcome(List<Rejected> rejected, @Nullable LabelOutcome labels) {
        Map<Series, Score> series = new LinkedHashMap<>();
        Sum total = new Sum(metric, calibration);
        sums.forEach((key, sum) -> {
            series.put(key, sum.score());
            if (key.isWhole()) {
                total.merge(sum);
            }
        });
        return new Outcome(metric, series, total.score(), rejected, labels);
    }
}
