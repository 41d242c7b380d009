package dev.plumbline.metric.calibration;

import java.util.Set;

/**
 * Predicted over observed, sum w p / sum w y, and the two means it is the ratio of. Above 1 the model promises too much.
 * Infinite without any positive, NaN without any weight.
 */
final class CalibrationRatio implements Metric {
    @Override
    public String key() {
        return "calibration_ratio";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.MEANS);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        double predictions = state.means().predictions();
        double labels = state.means().labels().doubleValue();
        into.put("sum_wp", predictions);
        into.put("sum_wy", labels);
        into.put("mean_prediction", predictions / state.weight());
        into.put("mean_label", labels / state.weight());
        into.put("calibration_ratio", predictions / labels);
    }
}
