package dev.plumbline.metric.calibration;

import java.util.Set;

/** The weighted mean squared error of the probabilities, sum w (p - y)^2 / W (Brier 1950). */
final class Brier implements Metric {
    @Override
    public String key() {
        return "brier";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.BRIER);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        into.put("brier", state.get(BrierSum.class).value(0) / state.weight());
    }
}
