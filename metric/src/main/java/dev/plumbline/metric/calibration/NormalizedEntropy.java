package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;
import dev.plumbline.metric.NaturalLog;
import java.util.Set;

/**
 * The loss over the loss of whoever always predicts the mean label b (He et al., "Practical lessons from predicting clicks
 * on ads at Facebook", ADKDD 2014). That denominator, the base entropy, is H(b) = -(b ln b + (1 - b) ln(1 - b)), and 0 for
 * a b of 0 or 1, where the quotient is infinite.
 */
final class NormalizedEntropy implements Metric {
    @Override
    public String key() {
        return "normalized_entropy";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.LOSS, Part.MEANS);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        ExactSum positives = state.means().labels();
        ExactSum negatives = state.counts().weight().exactly(0);
        negatives.subtract(positives);
        double b = positives.doubleValue() / state.weight();
        double c = negatives.doubleValue() / state.weight();
        double entropy = entropyOfShare(b, c) + entropyOfShare(c, b);
        into.put("base_entropy", entropy);
        into.put("normalized_entropy", state.logLoss() / entropy);
    }

    /** -s ln s; from the other share where s is large, because near 1 a double does not hold what it lacks. */
    private static double entropyOfShare(double share, double other) {
        if (share == 0) {
            return 0;
        }
        return -share * (share > 0.5 ? StrictMath.log1p(-other) : NaturalLog.of(share));
    }
}
