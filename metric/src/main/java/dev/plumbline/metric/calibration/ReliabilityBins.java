package dev.plumbline.metric.calibration;

import java.util.Set;

/** The reliability diagram with bins of equal width (Murphy and Winkler 1977). */
final class ReliabilityBins implements Metric {
    @Override
    public String key() {
        return "reliability_bins";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.BINS);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        BinSums bins = state.get(BinSums.class);
        for (int i = 0; i < bins.bins(); i++) {
            into.addReliabilityBin(bins.read(i));
        }
    }
}
