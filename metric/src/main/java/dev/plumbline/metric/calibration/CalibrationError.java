package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;
import java.util.Set;

/**
 * The gaps |mean label - mean prediction| of the bins of equal width, averaged by weight (ece: Naeini, Cooper and
 * Hauskrecht, AAAI 2015), as a root mean square (rmsce), and the largest one (mce). Bins without a weight have no part.
 * NaN without any weight.
 */
final class CalibrationError implements Metric {
    @Override
    public String key() {
        return "calibration_error";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.BINS);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        BinSums bins = state.get(BinSums.class);
        double total = state.weight();
        ExactSum mean = new ExactSum();
        ExactSum meanSquare = new ExactSum();
        double largest = 0;
        for (int i = 0; i < bins.bins(); i++) {
            double weight = bins.weight(i);
            if (weight != 0) {
                double gap = bins.gap(i) / weight;
                mean.add(weight / total * gap);
                meanSquare.add(weight / total * (gap * gap));
                largest = Math.max(largest, gap);
            }
        }
        boolean defined = total != 0;
        into.put("ece", defined ? mean.doubleValue() : Double.NaN);
        into.put("rmsce", defined ? Math.sqrt(meanSquare.doubleValue()) : Double.NaN);
        into.put("mce", defined ? largest : Double.NaN);
    }
}
