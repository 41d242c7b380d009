package dev.plumbline.metric.calibration;

import java.util.Set;

/**
 * W^2 / sum w^2: the number of rows of equal weight whose mean would be as uncertain (Kish, Survey Sampling, 1965). NaN
 * without any weight.
 */
final class EffectiveSampleSize implements Metric {
    @Override
    public String key() {
        return "effective_sample_size";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.WEIGHT_SQUARES);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        WeightSquares weights = state.get(WeightSquares.class);
        double squares = weights.hasOverflown()
                ? Double.NaN
                : weights.exactly(state.counts().weight()).doubleValue();
        into.put("sum_w_sq", squares);
        // W^2 might be beyond the double range.
        into.put("effective_sample_size", state.weight() * (state.weight() / squares));
    }
}
