package dev.plumbline.metric.calibration;

import java.util.Set;

/**
 * Spiegelhalter's test of calibration ("Probabilistic prediction in patient management and clinical trials", Statistics in
 * Medicine 5, 1986), weights taken as fixed numbers: z = sum w (y - p)(1 - 2p) / sqrt(sum w^2 (1 - 2p)^2 p (1 - p)), and the
 * two-sided normal tail beyond it. NaN when the root is 0, as with predictions of nothing but 0, one half and 1.
 */
final class Spiegelhalter implements Metric {
    @Override
    public String key() {
        return "spiegelhalter";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.SPIEGELHALTER);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        SpiegelhalterSums sums = state.get(SpiegelhalterSums.class);
        double z = sums.variance() == 0 ? Double.NaN : sums.deviation() / Math.sqrt(sums.variance());
        into.put("spiegelhalter_z", z);
        into.put("spiegelhalter_p", NormalTail.twoSided(z));
    }
}
